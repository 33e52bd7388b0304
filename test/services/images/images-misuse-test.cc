/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What users and the wire may get wrong with images: each ends in a sentence or is counted.

#include "cube-fixture.h"
#include "image-scene.h"
#include "misuse.h"

#include "ns3/disk.h"
#include "ns3/image-manifest.h"

#include <iostream>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

using Bytes = std::vector<uint8_t>;

/** A ring of four; the image is that of server 0, which 1 and 3 hang on. */
struct Scene : ImageScene
{
    Scene()
        : ImageScene(4, 1, 1, {})
    {
    }

    const GroupId image{{0, 0, 0}, 7};
    const uint64_t bytes{100000};

    /** Has server 0 publish the image, and all fetch it. */
    void Spread()
    {
        Images(0).Publish(image.number, bytes);
        FetchAll(image);
        Simulator::Run();
        EXPECT_EQ(CountMissing(image, HashOf(image, bytes, 16384, 1500 - OVERHEAD)), 0);
    }

    /** Has a server get bytes from the one behind it, as a frame of images on its tree. */
    void Forge(uint32_t server, const Bytes& rest, uint32_t number = 7) const
    {
        Bytes wire{GroupTree::DATA, 4, 0, 1, 0, 0, 0};
        FieldCodec::Write(number, &*wire.insert(wire.end(), 4, 0));
        wire.insert(wire.end(), rest.begin(), rest.end());
        auto frame = std::make_unique<Frame>(0, Create<Packet>(wire.data(), wire.size()));
        const uint32_t from = (server + 3) % 4;
        Servers().Get(from)->GetObject<Runtime>()->Send(&Tree(from), PLUS_X, frame);
        Simulator::Schedule(MicroSeconds(100), [] {});
        Simulator::Stop(MicroSeconds(100));
        Simulator::Run();
    }

    static Bytes Make(const ImageHeader& header, const Bytes& payload = {})
    {
        Bytes made(WireBytesOf<ImageHeader> + payload.size());
        WriteHeader(header, made.data());
        std::copy(payload.begin(), payload.end(), made.begin() + WireBytesOf<ImageHeader>);
        return made;
    }

    static Bytes MakeManifest(const ImageManifest& manifest)
    {
        Bytes payload(WireBytesOf<ImageManifest>);
        WriteHeader(manifest, payload.data());
        return Make(ImageHeader{}, payload);
    }

    const ImageCounters& Counters(uint32_t server = 0) const
    {
        return Images(server).GetCounters();
    }

    uint32_t GetTag() const
    {
        ImageManifest manifest{bytes, 16384, 1500 - OVERHEAD};
        const auto index = manifest.MakeIndex(image);
        manifest.hash = Sha256::Of(index.data(), index.size());
        return manifest.GetTag();
    }
};

const Misuse<Scene> MISUSES[] = {
    {"PublishedTwice",
     "image 7 of (0,0,0), of 5 bytes, is there already",
     [](Scene& s) {
         s.Images(0).Publish(7, 5);
         s.Images(0).Publish(7, 5);
     }},
    {"PublishedBeforeDeployment",
     "is not deployed",
     [](Scene&) { CreateObject<ImageDistribution>()->Publish(1, 1); }},
    {"AnMtuWithoutRoom",
     "a frame leaves 19; raise the ports' Mtu",
     [](Scene& s) {
         TorusHelper::GetPort(s.Servers().Get(0), PLUS_X)->SetMtu(32);
         s.Images(0).Publish(7, 5);
     }},
    {"LargerThanTheDisk",
     "of 1000000000001 bytes, does not fit on the disk, where 1000000000000 bytes are free",
     [](Scene& s) {
         s.Images(0).SetAttribute("ChunkSize", UintegerValue(1U << 24));
         s.Images(0).Publish(1, 1000000000001);
     }},
    {"MoreThanTheDiskHasLeft",
     "of 600 bytes, does not fit on the disk, where 400 bytes are free",
     [](Scene& s) {
         s.Images(0).SetAttribute("DiskSize", UintegerValue(1000));
         s.Images(0).Withdraw();
         s.Images(0).Deploy();
         s.Images(0).Publish(1, 600);
         s.Images(0).Publish(2, 600);
     }},
    {"TooManyChunks",
     "has too many chunks of 16384 bytes",
     [](Scene& s) { s.Images(0).Publish(1, UINT64_MAX); }},
    {"TooManyBlocksInAChunk",
     "or these too many blocks",
     [](Scene& s) {
         s.Images(0).GetNode()->GetObject<Runtime>()->GetDevice(PLUS_X)->SetMtu(100);
         s.Images(0).SetAttribute("ChunkSize", UintegerValue(1U << 26));
         s.Images(0).Publish(1, 1000);
     }},
    {"DiskTooSlow",
     "a disk of 1000bps is too slow",
     [](Scene& s) {
         s.Images(0).Withdraw();
         s.Images(0).SetAttribute("DiskRate", StringValue("1kbps"));
         s.Images(0).Deploy();
     }},
    {"FetchedTwice",
     "image 7 of (0,0,0) is wanted by server (1,0,0) already",
     [](Scene& s) {
         s.Images(1).Fetch(s.image);
         s.Images(1).Fetch(s.image);
     }},
    {"FetchedWhatIsPublishedHere",
     "is wanted by server (0,0,0) already",
     [](Scene& s) { s.Images(0).Fetch(s.Images(0).Publish(7, 5)); }},
    {"FetchedFromOutsideTheCube",
     "(4,0,0) in a torus of 4x1x1",
     [](Scene& s) {
         s.Images(1).Fetch({{4, 0, 0}, 7});
     }},
    {"FetchedWithoutTrees",
     "is not deployed",
     [](Scene& s) {
         s.Tree(1).Withdraw();
         s.Images(1).Fetch(s.image);
     }},
    {"DroppedWithoutFetch",
     "image 7 of (0,0,0) is not wanted by server (1,0,0)",
     [](Scene& s) { s.Images(1).Drop(s.image); }},
    {"AskedOfWhatIsNotThere",
     nullptr,
     [](Scene& s) {
         EXPECT_FALSE(s.Images(1).GetProgress({{200, 0, 0}, 1}).isKnown);
         EXPECT_FALSE(CreateObject<ImageDistribution>()->GetProgress(s.image).isKnown);
         EXPECT_EQ(CreateObject<ImageDistribution>()->GetDiskUsed(), 0);
         EXPECT_STREQ(ImageDistribution::GetName(static_cast<ImageDistribution::Failure>(9)),
                      "unknown");
     }},
    {"WithdrawnWhileItComes",
     nullptr,
     [](Scene& s) {
         s.Images(0).Publish(7, 1000000);
         s.FetchAll(s.image);
         Simulator::Schedule(MilliSeconds(3), [&] { s.Images(1).Withdraw(); });
         Simulator::Schedule(MilliSeconds(4), [&] { s.Tree(2).Withdraw(); });
         Simulator::Schedule(MilliSeconds(5), [&] { s.Images(1).Deploy(); });
         Simulator::Schedule(MilliSeconds(6), [&] { s.Tree(2).Deploy(); });
         Simulator::Schedule(MilliSeconds(7), [&] { s.Images(1).Fetch(s.image); });
         Simulator::Schedule(MilliSeconds(8), [&] { s.Images(2).Fetch(s.image); });
         Simulator::Run();
         EXPECT_EQ(s.CountMissing(s.image,
                                  Scene::HashOf(s.image, 1000000, 16384, 1500 - Scene::OVERHEAD)),
                   0);
     }},
    {"WithdrawnByWhoIsTold",
     nullptr,
     [](Scene& s) {
         for (uint32_t server : {0, 1})
         {
             s.Images(server).TraceConnectWithoutContext(
                 "Completed",
                 Callback<void, const GroupId&, const std::string&>(
                     [&s, server](const GroupId&, const std::string&) {
                         s.Images(server).Withdraw();
                     }));
         }
         s.FetchAll(s.image);
         s.Images(0).Publish(7, 5);
         Simulator::Run();
         EXPECT_FALSE(s.Images(0).IsDeployed());
     }},
    {"SourceOutOfReach",
     nullptr,
     [](Scene& s) {
         s.Images(0).Publish(7, 5);
         s.Failures().Fail(s.Servers().Get(0), Simulator::Now());
         Simulator::Schedule(MilliSeconds(50), [&] { s.Images(2).Fetch(s.image); });
         Simulator::Run();
         EXPECT_EQ(s.CountFailures(2, ImageDistribution::NO_SOURCE), 1);
         EXPECT_GE(s.Counters(2).gaveUp, 1);
         EXPECT_EQ(s.CountFramesOfASecond(), 0);
         s.Failures().Repair(s.Servers().Get(0), Simulator::Now());
         Simulator::Run();
         EXPECT_TRUE(s.Images(2).GetProgress(s.image).isComplete) << "goes on by itself";
     }},
    // From the wire
    {"OfAnImageThatIsNotThere",
     nullptr,
     [](Scene& s) {
         s.Spread();
         s.Forge(0, Scene::Make({0, 1, 0, 0, ImageHeader::ASK}), 8);
         s.Forge(0, Scene::Make({0, 1, 0, 0, ImageHeader::BLOCK}), 8);
         s.Forge(0, Scene::MakeManifest({1, 1, 1}), 8);
         EXPECT_EQ(s.Counters().foreign, 3);
         EXPECT_FALSE(s.Images(0).GetProgress({{0, 0, 0}, 8}).isKnown);
     }},
    {"OfAnotherContent",
     nullptr,
     [](Scene& s) {
         s.Spread();
         s.Forge(0, Scene::Make({0, 1, 0, 0, ImageHeader::ASK}));
         s.Forge(0, Scene::Make({0, 1, 0, 0, ImageHeader::BLOCK}));
         s.Forge(0, Scene::MakeManifest({1, 1, 1}));
         EXPECT_EQ(s.Counters().foreign, 3);
     }},
    {"OfNoSuchChunkOrBlock",
     nullptr,
     [](Scene& s) {
         s.Spread();
         const uint32_t tag = s.GetTag();
         s.Forge(0, Scene::Make({0, tag, 7, 0, ImageHeader::ASK}));
         s.Forge(0, Scene::Make({0, tag, 0, 12, ImageHeader::ASK}));
         s.Forge(0, Scene::Make({0, tag, UINT32_MAX, 1, ImageHeader::ASK}));
         s.Forge(0, Scene::Make({0, tag, 7, 0, ImageHeader::BLOCK}));
         s.Forge(0, Scene::Make({0, tag, 0, 0, ImageHeader::BLOCK}, Bytes(17)));
         EXPECT_EQ(s.Counters().malformed, 5);
         EXPECT_EQ(s.Counters().foreign, 0);
         s.Forge(0, Scene::Make({0, tag, 0, 0, ImageHeader::BLOCK}, Bytes(1500 - Scene::OVERHEAD)));
         EXPECT_EQ(s.Counters().superfluous, 1);
     }},
    {"CutShort",
     nullptr,
     [](Scene& s) {
         s.Spread();
         for (const Bytes& whole :
              {Scene::MakeManifest({1, 1, 1}), Scene::Make({0, s.GetTag(), 0, 0, {}})})
         {
             for (std::size_t size = 0; size < whole.size(); ++size)
             {
                 s.Forge(0, Bytes(whole.begin(), whole.begin() + std::ptrdiff_t(size)));
             }
         }
         EXPECT_EQ(s.Counters().malformed,
                   WireBytesOf<ImageManifest> + 2 * WireBytesOf<ImageHeader>);
     }},
    {"ManifestsThatCannotBe",
     nullptr,
     [](Scene& s) {
         s.FetchAll(s.image);
         Simulator::Run();
         const ImageManifest none[] = {{5, 0, 1},
                                       {5, 1, 0},
                                       {UINT64_MAX, 1, 1},
                                       {UINT64_MAX, UINT32_MAX, 1},
                                       {5, UINT32_MAX, 1},
                                       {1U << 21, 1, 1}};
         for (const ImageManifest& manifest : none)
         {
             EXPECT_FALSE(manifest.IsValid());
             s.Forge(1, Scene::MakeManifest(manifest)); // by its parent
         }
         EXPECT_EQ(s.Counters(1).malformed, 6);
         s.Forge(1, Scene::MakeManifest({5, 1, 1})); // which can be, and is not
         EXPECT_TRUE(s.Images(1).GetProgress(s.image).isKnown);
         s.Forge(1, Scene::MakeManifest({0, 1, 1})); // nor this one
         Simulator::Run();
         s.Images(0).Publish(7, s.bytes);
         Simulator::Run();
         EXPECT_EQ(s.CountMissing(s.image,
                                  Scene::HashOf(s.image, s.bytes, 16384, 1500 - Scene::OVERHEAD)),
                   0);
     }},
    {"TooManyAsks",
     nullptr,
     [](Scene& s) {
         s.Images(0).SetAttribute("ChunkSize", UintegerValue(1));
         s.Images(0).SetAttribute("Memory", UintegerValue(0));
         s.Images(0).SetAttribute("DiskRate", StringValue("1Mbps"));
         s.Images(0).Withdraw();
         s.Images(0).Deploy();
         s.Images(3).Fetch(s.Images(0).Publish(7, 3000));
         Simulator::Run();
         EXPECT_TRUE(s.Images(3).GetProgress(s.image).isComplete);
         ImageManifest manifest{3000, 1, 1500 - Scene::OVERHEAD};
         const auto index = manifest.MakeIndex(s.image);
         manifest.hash = Sha256::Of(index.data(), index.size());
         for (uint32_t chunk = 0; chunk < 3000; ++chunk)
         {
             auto frame = std::make_unique<Frame>(0, Create<Packet>());
             frame->SetInnerHeader(ImageHeader{0, manifest.GetTag(), chunk, 0, ImageHeader::ASK});
             s.Tree(3).Send(s.image, GroupTreeUser(4), PLUS_X, std::move(frame), true);
         }
         Simulator::Run();
         EXPECT_GT(s.Counters().refused, 0);
         EXPECT_EQ(s.Counters().malformed, 0);
     }},
};

class ImageMisuse : public CubeTest, public testing::WithParamInterface<Misuse<Scene>>
{
};

TEST_P(ImageMisuse, EndsInASentenceOrIsCounted)
{
    GetParam().Try();
}

INSTANTIATE_TEST_SUITE_P(All, ImageMisuse, testing::ValuesIn(MISUSES), [](const auto& info) {
    return info.param.name;
});

/** Frames of random bytes, in whatever state the image is. */
TEST_F(ImageMisuse, RandomBytesAreCountedAndHarmNothing)
{
    std::mt19937 random(1);
    uint64_t refused = 0;
    uint32_t sent = 0;
    for (uint32_t round = 0; round < 3; ++round)
    {
        Scene scene;
        if (round == 1)
        {
            scene.FetchAll(scene.image);
        }
        if (round == 2)
        {
            scene.Spread();
        }
        Simulator::Run();
        for (uint32_t i = 0; i < 1000; ++i)
        {
            Bytes bytes(random() % 100);
            for (uint8_t& byte : bytes)
            {
                byte = static_cast<uint8_t>(random());
            }
            if (!bytes.empty() && i % 2 == 0)
            {
                bytes[0] %= 3; // a kind that there is
            }
            if (bytes.size() > 20 && i % 4 == 0 && round == 2)
            {
                FieldCodec::Write(scene.GetTag(), bytes.data() + 1);
                bytes[5] = bytes[6] = bytes[7] = bytes[9] = 0;
                bytes[8] %= 8;
            }
            scene.Forge(static_cast<uint32_t>(random() % 4), bytes);
            ++sent;
        }
        refused += scene.Count(&ImageCounters::malformed) + scene.Count(&ImageCounters::foreign) +
                   scene.Count(&ImageCounters::superfluous);
        if (round == 2)
        {
            EXPECT_EQ(scene.Images(1).GetProgress(scene.image).kept, 7);
            continue;
        }
        if (round == 0)
        {
            scene.FetchAll(scene.image);
        }
        scene.Images(0).Publish(7, scene.bytes);
        Simulator::Run();
        EXPECT_EQ(scene.CountMissing(
                      scene.image,
                      Scene::HashOf(scene.image, scene.bytes, 16384, 1500 - Scene::OVERHEAD)),
                  0);
    }
    std::cout << "measured: " << sent << " frames of random bytes, " << refused
              << " refused and counted, all servers have the image\n";
}

} // namespace
