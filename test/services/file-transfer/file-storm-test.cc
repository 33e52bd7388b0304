/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Files while links and servers fail and return, while frames are lost, doubled, held back and cut
// short, and among messages that make no sense.

#include "file-scene.h"

#include "ns3/error-model.h"
#include "ns3/file-message.h"
#include "ns3/pointer.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <iostream>
#include <memory>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Loses some of the frames of the routing service, and none of the routing protocol. */
class LostData : public ErrorModel
{
  public:
    LostData(std::mt19937& random, uint32_t percent)
        : m_random(random),
          m_percent(percent)
    {
    }

  private:
    bool DoCorrupt(Ptr<Packet> bytes) override
    {
        std::array<uint8_t, 16> begin{};
        bytes->CopyData(begin.data(), begin.size());
        return begin[15] == MultiHopRouting::SERVICE_ID && m_random() % 100 < m_percent;
    }

    void DoReset() override
    {
    }

    std::mt19937& m_random; //!< decides
    uint32_t m_percent;     //!< how many are lost
};

/** A random run: what happens to a cube while files are sent. */
class FileStorm
{
  public:
    explicit FileStorm(uint32_t seed)
        : m_random(seed),
          m_scene(2 + Below(3), 1 + Below(4), 1 + Below(3))
    {
        m_scene.random.seed(seed);
    }

    FileScene& GetScene()
    {
        return m_scene;
    }

    std::string GetName() const
    {
        return m_scene.cube.GetTorus().GetName();
    }

    void LoseFrames(uint32_t percent)
    {
        for (uint32_t server = 0; server < m_scene.cube.Size(); ++server)
        {
            for (uint8_t port : m_scene.cube.GetTorus().GetPorts())
            {
                TorusHelper::GetPort(m_scene.cube.Servers().Get(server), port)
                    ->SetReceiveErrorModel(CreateObject<LostData>(m_random, percent));
            }
        }
    }

    /** Has frames come twice, late, cut short, or with random bytes. */
    void Tamper()
    {
        for (uint32_t server = 0; server < m_scene.cube.Size(); ++server)
        {
            MultiHopRouting& routing = m_scene.RoutingAt(server);
            m_scene.kept.push_back(
                routing.AddInterceptor(nullptr,
                                       FileTransfer::ENDPOINT,
                                       1,
                                       [this, &routing](FramePtr& frame, auto&, uint8_t in) {
                                           return Touch(routing, frame, in);
                                       }));
        }
    }

    /** Has links and servers fail and return, all within 40 ms. */
    void Break()
    {
        const uint32_t count = Below(8);
        for (uint32_t i = 0; i < count; ++i)
        {
            m_scene.FailServer(Below(m_scene.cube.Size()),
                               MicroSeconds(Below(20000)),
                               MicroSeconds(100 + Below(20000)));
        }
        const Time now = Simulator::Now();
        for (const auto& link : m_scene.cube.Links())
        {
            if (Below(3) == 0)
            {
                m_scene.failures.Flap(link,
                                      1 + Below(3),
                                      now + MicroSeconds(Below(20000)),
                                      MicroSeconds(1 + Below(3000)),
                                      MicroSeconds(1 + Below(3000)));
            }
        }
    }

    void Send(uint32_t files)
    {
        for (uint32_t i = 0; i < files; ++i)
        {
            const uint32_t from = Below(m_scene.cube.Size());
            const uint32_t to = Below(m_scene.cube.Size());
            const uint32_t bytes = Below(4) == 0 ? Below(3) : Below(40000);
            const Time deadline = Seconds(2) + MilliSeconds(Below(100));
            Simulator::Schedule(MicroSeconds(Below(20000)), [=] {
                if (m_scene.At(from).IsDeployed())
                {
                    m_scene.Send(from, to, bytes, deadline);
                }
            });
        }
    }

    /** \return what is wrong when all has long returned */
    uint64_t Finish()
    {
        m_scene.Run(Seconds(1));
        const uint64_t wrong = m_scene.CountWrong() + m_scene.CountOnDisks();
        m_scene.Run(Seconds(2));
        return wrong + m_scene.CountOnDisks();
    }

  private:
    uint32_t Below(uint32_t bound)
    {
        return static_cast<uint32_t>(m_random() % bound);
    }

    RoutingCallbacks::Verdict Touch(MultiHopRouting& routing, FramePtr& frame, uint8_t in)
    {
        if (in == PortSet::MAX_PORTS || Below(4) != 0)
        {
            return RoutingCallbacks::Verdict::FORWARD;
        }
        FramePtr copy = frame->Copy();
        const uint32_t kind = Below(4);
        if (kind >= 2)
        {
            const Ptr<Packet> payload = copy->GetPayload()->Copy();
            std::vector<uint8_t> bytes(payload->GetSize());
            payload->CopyData(bytes.data(), bytes.size());
            bytes.resize(Below(bytes.size() + 1));
            for (uint8_t& byte : bytes)
            {
                byte = kind == 2 ? byte : static_cast<uint8_t>(m_random());
            }
            copy->SetPayload(Create<Packet>(bytes.data(), bytes.size()));
        }
        Simulator::Schedule(MicroSeconds(Below(500)),
                            [&routing, in, holder = std::make_shared<FramePtr>(std::move(copy))] {
                                if (routing.IsDeployed())
                                {
                                    routing.Receive(std::move(*holder), in);
                                }
                            });
        return kind == 0 ? RoutingCallbacks::Verdict::DROP : RoutingCallbacks::Verdict::FORWARD;
    }

    std::mt19937 m_random;
    FileScene m_scene;
};

/** What is counted over storms. */
struct StormSums
{
    uint64_t files{0};
    uint64_t wrong{0};
    uint64_t sent{0};
    uint64_t retries{0};
    uint64_t duplicates{0};
    uint64_t malformed{0};

    void Add(FileStorm& storm, uint64_t found)
    {
        FileScene& scene = storm.GetScene();
        files += scene.files.size();
        wrong += found;
        sent += scene.Count(&FileTransfer::Counters::sent);
        retries += scene.Count(&FileTransfer::Counters::retries);
        duplicates += scene.Count(&FileTransfer::Counters::duplicates);
        malformed += scene.Count(&FileTransfer::Counters::malformed);
    }

    void Print(const std::string& what) const
    {
        std::cout << "measured: " << what << ": " << files << " files, " << wrong
                  << " lost, doubled or not intact; " << sent << " pieces sent, " << retries
                  << " of them again, " << duplicates << " came twice, " << malformed
                  << " messages made no sense\n";
    }
};

void
RunFailures(uint32_t first, uint32_t last)
{
    StormSums sums;
    for (uint32_t seed = first; seed <= last; ++seed)
    {
        FileStorm storm(seed);
        storm.Break();
        if (seed % 2 == 0)
        {
            storm.LoseFrames(seed % 10);
        }
        storm.Send(15);
        const uint64_t wrong = storm.Finish();
        EXPECT_EQ(wrong, 0U) << "seed " << seed << ", " << storm.GetName();
        sums.Add(storm, wrong);
    }
    sums.Print(std::to_string(last - first + 1) +
               " storms of links and servers that fail and return with their disks");
}

void
RunTampering(uint32_t first, uint32_t last)
{
    StormSums sums;
    for (uint32_t seed = first; seed <= last; ++seed)
    {
        FileStorm storm(seed);
        storm.Tamper();
        if (seed % 2 == 0)
        {
            storm.Break();
        }
        storm.Send(10);
        const uint64_t wrong = storm.Finish();
        EXPECT_EQ(wrong, 0U) << "seed " << seed << ", " << storm.GetName();
        sums.Add(storm, wrong);
    }
    sums.Print(std::to_string(last - first + 1) +
               " runs with a quarter of all frames held back, doubled, cut or made random");
}

} // namespace

TEST(FileTransferStorm, NoByteIsLostOrDoubledWhileServersFailAndReturn)
{
    RunFailures(1, 30);
}

TEST(FileTransferStorm, NoByteIsLostOrDoubledWhileFramesAreTamperedWith)
{
    RunTampering(1, 15);
}

TEST(FileTransferStorm, SlowNoByteIsLostOrDoubledInManyStorms)
{
    RunFailures(1001, 1600);
    RunTampering(2001, 2200);
}

TEST(FileTransferStorm, RandomMessagesDoNoHarm)
{
    FileScene scene(4, 1, 1);
    std::mt19937 random(1);
    scene.Send(0, 2, 200000, Seconds(1));
    uint64_t sent = 0;
    for (uint32_t i = 0; i < 3000; ++i)
    {
        // Whole messages of files that never were, with parts of sense, and random bytes.
        FileMessage message;
        message.deadline =
            Simulator::Now().GetNanoSeconds() + static_cast<int64_t>(random() % 1000000);
        message.origin = scene.Place(random() % 4);
        message.destination = scene.Place(random() % 4);
        message.number = random() % 4;
        message.pieces = random() % 4 == 0 ? random() : random() % 200;
        message.isReceipt = random() % 2;
        message.isAck = random() % 2;
        message.piece = random() % 150;
        message.custody = random() % 300;
        message.length = random() % 3;
        const Ptr<Packet> packet = MakePacket(message);
        packet->AddAtEnd(Create<Packet>(message.length));
        packet->RemoveAtEnd(random() % 3 == 0 ? random() % packet->GetSize() : 0);
        const uint32_t server = random() % 4;
        FramePtr frame = std::make_unique<Frame>(MultiHopRouting::SERVICE_ID, packet);
        frame->SetHeader(RoutingHeader{scene.Place(random() % 4),
                                       scene.Place(random() % 4),
                                       FileTransfer::ENDPOINT,
                                       0,
                                       255,
                                       0});
        Simulator::Schedule(
            NanoSeconds(random() % 3000000),
            [&scene, server, holder = std::make_shared<FramePtr>(std::move(frame))] {
                scene.RoutingAt(server).Receive(std::move(*holder), 0);
            });
        ++sent;
    }
    // A receiver who hears of files that nobody has sent.
    scene.kept.clear();
    std::vector<uint32_t> sizes;
    scene.kept.push_back(
        scene.At(2).AddReceiver(nullptr,
                                [&sizes](const auto&, uint32_t, Ptr<const Packet> content) {
                                    sizes.push_back(content->GetSize());
                                }));
    scene.Run(MilliSeconds(500));
    EXPECT_EQ(std::count(sizes.begin(), sizes.end(), 200000U), 1);
    EXPECT_GT(scene.Count(&FileTransfer::Counters::malformed), 100U);
    EXPECT_GT(scene.Count(&FileTransfer::Counters::stale), 100U);
    scene.Run(Seconds(2));
    EXPECT_EQ(scene.CountOnDisks(), 0U);
    std::cout << "measured: " << sent << " messages of files that never were, "
              << scene.Count(&FileTransfer::Counters::malformed)
              << " of them without sense, beside "
              << "a file, which arrives\n";
}
