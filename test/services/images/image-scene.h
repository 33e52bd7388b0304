/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IMAGE_SCENE_H
#define IMAGE_SCENE_H

#include "ns3/camcube-net-device.h"
#include "ns3/distance-vector-helper.h"
#include "ns3/failure-injector.h"
#include "ns3/fast-random.h"
#include "ns3/group-header.h"
#include "ns3/group-tree.h"
#include "ns3/image-distribution.h"
#include "ns3/image-header.h"
#include "ns3/service-helper.h"
#include "ns3/sha256.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/torus-helper.h"
#include "ns3/uinteger.h"

#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <string>

namespace ns3::camcube
{

/** A GroupTree that loses, changes, repeats and delays frames of images as they come in. */
class TamperingTree : public GroupTree
{
  public:
    static constexpr uint32_t LATER = UINT32_MAX; //!< once, but after others

    /** Called with a frame of ImageDistribution, which it may change. \return how often it comes */
    using Tamper = std::function<uint32_t(Frame& frame, ImageHeader& header)>;

    void Receive(FramePtr frame, uint8_t in) override
    {
        const GroupHeader* group = frame->PeekHeader<GroupHeader>();
        auto* header =
            group && group->kind == DATA ? frame->PeekInnerHeader<ImageHeader>() : nullptr;
        uint32_t times = 1;
        if (header && tamper)
        {
            times = tamper(*frame, *header);
        }
        if (times == LATER)
        {
            const auto kept = std::make_shared<FramePtr>(std::move(frame));
            Simulator::Schedule(MicroSeconds(100),
                                [=] { GroupTree::Receive(std::move(*kept), in); });
            return;
        }
        for (; times > 1; --times)
        {
            GroupTree::Receive(frame->Copy(), in);
        }
        if (times == 1)
        {
            GroupTree::Receive(std::move(frame), in);
        }
    }

    Tamper tamper;
};

/** A cube with images, seen from outside. */
class ImageScene
{
  public:
    /** What a test may want otherwise. */
    struct Settings
    {
        const char* mtu{"1500"};
        const char* paths{"Base"};
        std::map<std::string, std::string> images{{"ChunkSize", "16384"}};
    };

    /** When, and with which hash, a server has completed an image. */
    struct Receipt
    {
        Time at;
        std::string sha256;
    };

    ImageScene(uint32_t kx, uint32_t ky, uint32_t kz, const Settings& settings)
        : m_torus(kx, ky, kz)
    {
        m_torus.SetDeviceAttribute("Mtu", StringValue(settings.mtu));
        m_servers = m_torus.Create();
        DistanceVectorHelper().Install(m_servers);
        ServiceHelper<TamperingTree> trees;
        trees.SetAttribute("Paths", StringValue(settings.paths));
        trees.Install(m_servers);
        ServiceHelper<ImageDistribution> images;
        for (const auto& [name, value] : settings.images)
        {
            images.SetAttribute(name, StringValue(value));
        }
        images.Install(m_servers);
        for (uint32_t server = 0; server < Size(); ++server)
        {
            Images(server).TraceConnectWithoutContext(
                "Completed",
                Callback<void, const GroupId&, const std::string&>(
                    [this, server](const GroupId& image, const std::string& sha256) {
                        EXPECT_EQ(m_receipts.count({server, image.number}), 0) << server;
                        m_receipts[{server, image.number}] = {Simulator::Now(), sha256};
                    }));
            Images(server).TraceConnectWithoutContext(
                "GaveUp",
                Callback<void, const GroupId&, ImageDistribution::Failure>(
                    [this, server](const GroupId&, ImageDistribution::Failure why) {
                        ++m_failures[{server, why}];
                    }));
        }
        Simulator::Schedule(MilliSeconds(1), [] {});
        Simulator::Run();
    }

    ~ImageScene()
    {
        Simulator::Destroy();
    }

    ImageScene(const ImageScene&) = delete;
    ImageScene& operator=(const ImageScene&) = delete;

    uint32_t Size() const
    {
        return m_servers.GetN();
    }

    const Torus& GetTorus() const
    {
        return m_torus.GetTorus();
    }

    const NodeContainer& Servers() const
    {
        return m_servers;
    }

    ImageDistribution& Images(uint32_t server) const
    {
        return *ServiceHelper<ImageDistribution>::Get(m_servers.Get(server));
    }

    TamperingTree& Tree(uint32_t server) const
    {
        return *ServiceHelper<TamperingTree>::Get(m_servers.Get(server));
    }

    FailureInjector& Failures()
    {
        return m_injector;
    }

    /** Has all servers do as one says to the frames that come in. */
    void Tamper(const TamperingTree::Tamper& tamper) const
    {
        for (uint32_t server = 0; server < Size(); ++server)
        {
            Tree(server).tamper = tamper;
        }
    }

    /** Has all servers but the image's source fetch it. */
    void FetchAll(const GroupId& image) const
    {
        for (uint32_t server = 0; server < Size(); ++server)
        {
            if (GetTorus().GetCoordinate(server) != image.place)
            {
                Images(server).Fetch(image);
            }
        }
    }

    /** \return whether a server has completed an image, with that hash */
    bool HasGot(uint32_t server, const GroupId& image, const std::string& sha256) const
    {
        const auto found = m_receipts.find({server, image.number});
        return found != m_receipts.end() && found->second.sha256 == sha256;
    }

    /** \return servers that have not */
    uint32_t CountMissing(const GroupId& image, const std::string& sha256) const
    {
        uint32_t missing = 0;
        for (uint32_t server = 0; server < Size(); ++server)
        {
            missing += !HasGot(server, image, sha256);
        }
        return missing;
    }

    /** \return when a server has completed an image; the end of time if it has not */
    Time GetTime(uint32_t server, const GroupId& image) const
    {
        const auto found = m_receipts.find({server, image.number});
        return found != m_receipts.end() ? found->second.at : Time::Max();
    }

    Time GetLast(const GroupId& image) const
    {
        Time last;
        for (uint32_t server = 0; server < Size(); ++server)
        {
            last = std::max(last, GetTime(server, image));
        }
        return last;
    }

    /** \return how often a server has given up an image for a reason */
    uint32_t CountFailures(uint32_t server, ImageDistribution::Failure why) const
    {
        const auto found = m_failures.find({server, why});
        return found != m_failures.end() ? found->second : 0;
    }

    /** \return one of the counters, of all servers */
    uint64_t Count(uint64_t ImageCounters::*counter) const
    {
        uint64_t sum = 0;
        for (uint32_t server = 0; server < Size(); ++server)
        {
            sum += Images(server).GetCounters().*counter;
        }
        return sum;
    }

    /** \return frames that servers have sent over the trees until now */
    uint64_t CountFrames() const
    {
        uint64_t frames = 0;
        for (uint32_t server = 0; server < Size(); ++server)
        {
            for (uint64_t sent : Tree(server).GetCounters().sent)
            {
                frames += sent;
            }
        }
        return frames;
    }

    /** \return frames over 1 s from now on */
    uint64_t CountFramesOfASecond() const
    {
        const uint64_t before = CountFrames();
        Simulator::Schedule(Seconds(1), [] {});
        Simulator::Run();
        return CountFrames() - before;
    }

    /** \return servers on whose tree a server hangs with its parent, from it to the root */
    std::vector<uint32_t> FindPath(uint32_t server, const GroupId& image) const
    {
        std::vector<uint32_t> path{server};
        for (PortSet up;
             path.size() <= Size() && !(up = Tree(path.back()).GetParent(image)).IsEmpty();)
        {
            path.push_back(GetTorus().GetNeighbor(path.back(), up.GetFirst()));
        }
        return path;
    }

    /** \return the blocks of an image: of its chunks and of its index */
    static uint64_t CountBlocks(uint64_t bytes, uint64_t chunkBytes, uint64_t blockBytes)
    {
        const auto divide = [](uint64_t a, uint64_t b) { return (a + b - 1) / b; };
        const uint64_t rest = bytes % chunkBytes;
        return bytes / chunkBytes * divide(chunkBytes, blockBytes) + divide(rest, blockBytes) +
               divide(32 * divide(bytes, chunkBytes), blockBytes);
    }

    /** \return the hash that an image must have, as doc/images.rst defines it */
    static std::string HashOf(const GroupId& image,
                              uint64_t bytes,
                              uint64_t chunkBytes,
                              uint64_t blockBytes)
    {
        const uint64_t name = uint64_t{image.place.x} << 48 | uint64_t{image.place.y} << 40 |
                              uint64_t{image.place.z} << 32 | image.number;
        Sha256 all;
        for (uint64_t chunk = 0; chunk < bytes; chunk += chunkBytes)
        {
            const uint64_t end = std::min(bytes, chunk + chunkBytes);
            Sha256 part;
            for (uint64_t at = chunk; at < end; at += blockBytes)
            {
                const uint64_t content = FastRandom::Mix(FastRandom::Mix(name) + at);
                const uint64_t size = std::min(blockBytes, end - at);
                for (int shift = 56; shift >= 0; shift -= 8)
                {
                    const auto byte = static_cast<uint8_t>(content >> shift);
                    part.Update(&byte, 1);
                }
                const uint8_t length[] = {static_cast<uint8_t>(size >> 8),
                                          static_cast<uint8_t>(size)};
                part.Update(length, 2);
            }
            const Sha256::Digest digest = part.GetDigest();
            all.Update(digest.data(), digest.size());
        }
        return Sha256::GetName(all.GetDigest());
    }

    /** Bytes behind the Ethernet header that are none of a block. */
    static constexpr uint32_t OVERHEAD =
        Frame::SERVICE_ID_BYTES + WireBytesOf<GroupHeader> + WireBytesOf<ImageHeader>;
    static constexpr uint32_t CHUNK = 16384;           //!< bytes of a chunk, by default
    static constexpr uint32_t BLOCK = 1500 - OVERHEAD; //!< bytes of a block, by default

  private:
    TorusHelper m_torus;
    NodeContainer m_servers;
    FailureInjector m_injector;
    std::map<std::pair<uint32_t, uint32_t>, Receipt> m_receipts;
    std::map<std::pair<uint32_t, ImageDistribution::Failure>, uint32_t> m_failures;
};

} // namespace ns3::camcube

#endif /* IMAGE_SCENE_H */
