/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Images that all servers want: whether all get them, with the right hash, in the time of one link,
// each block once over each link of the tree; while frames are lost and changed, disks are full and
// slow, and servers come late.

#include "cube-fixture.h"
#include "image-scene.h"

#include "ns3/torus-helper.h"

#include <iostream>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr uint64_t MIB = 1024 * 1024;

class Images : public CubeTest
{
  protected:
    /** \return the time that an image takes over one link of 1 Gbps, in seconds */
    static double LinkTime(uint64_t bytes)
    {
        return 8e-9 * static_cast<double>(bytes);
    }

    static void SetRate(const ImageScene& scene, uint32_t server, uint8_t port, const char* rate)
    {
        const auto cable = TorusHelper::GetLink(scene.Servers().Get(server), port);
        for (uint32_t end : {0, 1})
        {
            cable->GetDevice(end)->SetAttribute("DataRate", StringValue(rate));
        }
    }

    static std::string Hash(const GroupId& image, uint64_t bytes)
    {
        return ImageScene::HashOf(image, bytes, ImageScene::CHUNK, ImageScene::BLOCK);
    }
};

TEST_F(Images, ReachAllOnceOverEachLinkInTheTimeOfOne)
{
    for (const char* paths : {"Base", "MiniCubes"})
    {
        ImageScene scene(4, 4, 4, {"9000", paths, {{"ChunkSize", "65536"}}});
        const uint64_t bytes = 4 * MIB + 12345;
        const GroupId image = scene.Images(21).Publish(7, bytes);
        EXPECT_EQ(image.place, scene.GetTorus().GetCoordinate(21));
        const double begin = Simulator::Now().GetSeconds();
        scene.FetchAll(image);
        Simulator::Run();
        const uint32_t block = 9000 - ImageScene::OVERHEAD;
        EXPECT_EQ(scene.CountMissing(image, ImageScene::HashOf(image, bytes, 65536, block)), 0);
        EXPECT_EQ(scene.Count(&ImageCounters::blocks),
                  63 * ImageScene::CountBlocks(bytes, 65536, block));
        EXPECT_EQ(scene.Count(&ImageCounters::superfluous), 0);
        EXPECT_EQ(scene.Count(&ImageCounters::lost), 0);
        EXPECT_EQ(scene.Count(&ImageCounters::read), bytes) << "by the source, once for all kids";
        EXPECT_EQ(scene.Count(&ImageCounters::written), 63 * bytes);
        const double ratio = (scene.GetLast(image).GetSeconds() - begin) / LinkTime(bytes);
        EXPECT_LT(ratio, 1.3);
        const uint64_t frames = scene.CountFramesOfASecond();
        EXPECT_EQ(frames, 0);
        std::cout << "measured: 4 MiB to 4x4x4, " << paths << ": " << ratio
                  << " x size / rate; blocks twice over a link 0; " << frames
                  << " frames in 1 s of quiet\n";
    }
}

TEST_F(Images, OfNoBytesOneByteAndWholeChunksAreImages)
{
    ImageScene scene(3, 2, 1, {});
    uint32_t number = 0;
    for (const uint64_t bytes : {uint64_t{0},
                                 uint64_t{1},
                                 uint64_t{ImageScene::CHUNK},
                                 uint64_t{3} * ImageScene::CHUNK,
                                 uint64_t{ImageScene::BLOCK},
                                 uint64_t{ImageScene::CHUNK} + 1})
    {
        const GroupId image = scene.Images(4).Publish(++number, bytes);
        scene.FetchAll(image);
        Simulator::Run();
        EXPECT_EQ(scene.CountMissing(image, Hash(image, bytes)), 0) << bytes;
        const auto progress = scene.Images(0).GetProgress(image);
        EXPECT_TRUE(progress.isKnown && progress.isCached && progress.isComplete);
        EXPECT_EQ(progress.bytes, bytes);
        EXPECT_EQ(progress.kept, progress.chunks);
    }
    EXPECT_EQ(Hash({}, 0), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(scene.Images(0).GetDiskUsed(),
              1 + ImageScene::CHUNK + 3 * ImageScene::CHUNK + ImageScene::BLOCK +
                  ImageScene::CHUNK + 1);
}

TEST_F(Images, AreFetchedBeforeTheyArePublishedToo)
{
    ImageScene scene(3, 3, 1, {});
    const GroupId image{scene.GetTorus().GetCoordinate(5), 3};
    scene.FetchAll(image);
    Simulator::Run();
    EXPECT_EQ(scene.CountFailures(0, ImageDistribution::NO_SOURCE), 1);
    EXPECT_FALSE(scene.Images(0).GetProgress(image).isKnown);
    EXPECT_EQ(scene.CountFramesOfASecond(), 0);
    EXPECT_EQ(scene.Images(5).Publish(3, MIB), image);
    Simulator::Run();
    EXPECT_EQ(scene.CountMissing(image, Hash(image, MIB)), 0);
}

TEST_F(Images, AreAskedForInVainByOneAfterTheOther)
{
    ImageScene scene(8, 1, 1, {});
    const GroupId image{{0, 0, 0}, 3};
    const auto wait = [](Time time) {
        Simulator::Stop(time);
        Simulator::Run();
    };
    for (uint32_t server : {1U, 2U, 3U, 4U}) // each hangs on the one before
    {
        scene.Images(server).Fetch(image);
        wait(Seconds(1.5));
    }
    const uint64_t frames = scene.CountFrames();
    wait(Seconds(1));
    EXPECT_EQ(scene.CountFrames(), frames) << "in 1 s of quiet";
    scene.Images(0).Publish(3, MIB);
    wait(Seconds(1));
    EXPECT_EQ(scene.CountMissing(image, Hash(image, MIB)), 3) << "who have not asked for it";
}

TEST_F(Images, ThatAreLostChangedAndRepeatedOnLinksArriveAllTheSame)
{
    struct
    {
        const char* name;
        double lost;
        double changed;
        double repeated;
        double late;
    } cases[] = {{"lost", 0.02, 0, 0, 0},
                 {"changed", 0, 0.02, 0, 0},
                 {"repeated", 0, 0, 0.1, 0},
                 {"out of order", 0, 0, 0, 0.02},
                 {"all of it", 0.02, 0.01, 0.05, 0.01}};

    for (const auto& what : cases)
    {
        ImageScene scene(3, 3, 2, {});
        std::mt19937 random(1);
        std::uniform_real_distribution<> draw;
        scene.Tamper([&](Frame& frame, ImageHeader& header) -> uint32_t {
            if (draw(random) < what.changed)
            {
                header.content ^= uint64_t{1} << random() % 64;
                header.tag ^= header.kind != ImageHeader::BLOCK;
                if (header.chunk == UINT32_MAX || header.kind == ImageHeader::MANIFEST)
                {
                    std::vector<uint8_t> bytes(frame.GetPayload()->GetSize());
                    frame.GetPayload()->CopyData(bytes.data(), bytes.size());
                    if (!bytes.empty())
                    {
                        bytes[random() % bytes.size()] ^= 1U << random() % 8;
                    }
                    frame.SetPayload(Create<Packet>(bytes.data(), bytes.size()));
                }
            }
            return draw(random) < what.lost       ? 0
                   : draw(random) < what.repeated ? 2
                   : draw(random) < what.late     ? TamperingTree::LATER
                                                  : 1;
        });
        const uint64_t bytes = MIB;
        const GroupId image = scene.Images(0).Publish(1, bytes);
        scene.FetchAll(image);
        Simulator::Run();
        EXPECT_EQ(scene.CountMissing(image, Hash(image, bytes)), 0) << what.name;
        EXPECT_EQ(scene.CountFramesOfASecond(), 0) << what.name;
        EXPECT_EQ(scene.Count(&ImageCounters::lost) > 0, what.lost + what.late > 0) << what.name;
        EXPECT_EQ(scene.Count(&ImageCounters::wrong) > 0, what.changed > 0) << what.name;
        const uint64_t needed =
            17 * ImageScene::CountBlocks(bytes, ImageScene::CHUNK, ImageScene::BLOCK);
        std::cout << "measured: " << what.name << ": blocks sent "
                  << static_cast<double>(scene.Count(&ImageCounters::blocks)) / needed
                  << " x those needed, wrong chunks " << scene.Count(&ImageCounters::wrong)
                  << ", 0 servers without the image\n";
    }
}

TEST_F(Images, ChildWithATenthOfTheRateDelaysNoSibling)
{
    Time whole;
    Time last;
    Time slowest;
    for (const bool isSlow : {false, true})
    {
        ImageScene scene(4, 4, 1, {});
        if (isSlow)
        {
            SetRate(scene, 0, PLUS_X, "100Mbps");
        }
        const uint64_t bytes = 2 * MIB;
        const GroupId image = scene.Images(0).Publish(1, bytes);
        scene.FetchAll(image);
        Simulator::Run();
        EXPECT_EQ(scene.CountMissing(image, Hash(image, bytes)), 0);
        uint32_t behind = 0;
        for (uint32_t server = 1; server < scene.Size(); ++server)
        {
            const auto path = scene.FindPath(server, image);
            const bool isBehind = path[path.size() - 2] == 1;
            behind += isBehind;
            Time& time = !isSlow ? whole : isBehind ? slowest : last;
            time = std::max(time, scene.GetTime(server, image));
        }
        EXPECT_GT(behind, 0);
        EXPECT_LT(behind, 15);
    }
    EXPECT_LE(last, whole * 1.05);
    EXPECT_GT(slowest, whole * 8);
    std::cout
        << "measured: with one link of the source at a tenth of its rate, those not behind it "
           "have 2 MiB after "
        << last.GetSeconds() / whole.GetSeconds() << " of the time without, those behind after "
        << slowest.GetSeconds() / whole.GetSeconds() << "\n";
}

TEST_F(Images, ChildWithATenthOfTheRateBehindAFullDiskDelaysNoSiblingByMoreThanItsShare)
{
    // The server between keeps nothing: what one kid asks for late comes over its own link again.
    constexpr uint32_t SOURCE = 4;
    constexpr uint32_t BETWEEN = 9; // which has several kids
    Time times[2];
    for (const bool isSlow : {false, true})
    {
        ImageScene scene(5, 5, 1, {"1500", "MiniCubes", {{"ChunkSize", "16384"}, {"Memory", "0"}}});
        scene.Images(BETWEEN).Withdraw();
        scene.Images(BETWEEN).SetAttribute("DiskSize", UintegerValue(0));
        scene.Images(BETWEEN).Deploy();
        const uint64_t bytes = MIB;
        const GroupId image = scene.Images(SOURCE).Publish(1, bytes);
        scene.FetchAll(image);
        Simulator::Schedule(MicroSeconds(100), [&] {
            const PortSet kids = scene.Tree(BETWEEN).GetKids(image);
            ASSERT_GE(kids.GetSize(), 2);
            if (isSlow)
            {
                SetRate(scene, BETWEEN, kids.GetFirst(), "100Mbps");
            }
        });
        const Time begin = Simulator::Now();
        Simulator::Run();
        EXPECT_EQ(scene.CountMissing(image, Hash(image, bytes)), 1) << "all but the one between";
        const PortSet kids = scene.Tree(BETWEEN).GetKids(image);
        for (uint8_t kid : kids - PortSet::Of(kids.GetFirst()))
        {
            const uint32_t server = scene.GetTorus().GetNeighbor(BETWEEN, kid);
            times[isSlow] = std::max(times[isSlow], scene.GetTime(server, image) - begin);
        }
    }
    const double ratio = times[1].GetSeconds() / times[0].GetSeconds();
    EXPECT_LT(ratio, 1.25);
    std::cout
        << "measured: behind a server without disk and with one chunk of memory, siblings of a "
           "kid with a tenth of the rate have it after "
        << ratio << " of the time without\n";
}

TEST_F(Images, ComeSeveralAtATime)
{
    ImageScene scene(3, 3, 2, {});
    std::vector<GroupId> images;
    const uint64_t bytes = MIB / 4;
    for (const uint32_t source : {0, 0, 7, 11, 17})
    {
        images.push_back(scene.Images(source).Publish(static_cast<uint32_t>(images.size()), bytes));
        scene.FetchAll(images.back());
    }
    Simulator::Run();
    for (const GroupId& image : images)
    {
        EXPECT_EQ(scene.CountMissing(image, Hash(image, bytes)), 0) << image;
    }
    EXPECT_EQ(scene.Count(&ImageCounters::superfluous), 0);
    EXPECT_EQ(scene.Images(3).GetDiskUsed(), 5 * bytes);
    EXPECT_EQ(scene.CountFramesOfASecond(), 0);
}

TEST_F(Images, LateJoinersAreServedFromCachesWhenTheSourceIsGone)
{
    ImageScene scene(4, 4, 2, {"1500", "Base", {{"ChunkSize", "16384"}, {"Memory", "0"}}});
    const uint64_t bytes = MIB;
    const GroupId image = scene.Images(0).Publish(1, bytes);
    for (uint32_t server = 1; server < 16; ++server)
    {
        scene.Images(server).Fetch(image);
    }
    Simulator::Run();
    const uint64_t ofSource = scene.Images(0).GetCounters().blocks;
    scene.Failures().Fail(scene.Servers().Get(0), Simulator::Now() + MilliSeconds(1));
    for (uint32_t server = 16; server < 32; ++server)
    {
        Simulator::Schedule(MilliSeconds(10), [&, server] { scene.Images(server).Fetch(image); });
    }
    Simulator::Run();
    EXPECT_EQ(scene.CountMissing(image, Hash(image, bytes)), 0);
    EXPECT_EQ(scene.Images(0).GetCounters().blocks, ofSource);
    EXPECT_GE(scene.Count(&ImageCounters::read), bytes);
    EXPECT_EQ(scene.CountFramesOfASecond(), 0);
    std::cout << "measured: 16 servers that join when the source has failed get 1 MiB, "
              << static_cast<double>(scene.Count(&ImageCounters::read)) / bytes
              << " x its size read from disks\n";
}

TEST_F(Images, AreWholeIfTheSourceFailsAndOneServerHasThemWherever)
{
    // In a ring cut open, all hang one after the other: only the last one has fetched the image.
    ImageScene scene(6, 1, 1, {});
    const uint64_t bytes = MIB;
    const GroupId image = scene.Images(0).Publish(1, bytes);
    const auto cut = TorusHelper::GetLink(scene.Servers().Get(0), MINUS_X);
    scene.Failures().Fail(FailureInjector::Links{cut}, Simulator::Now());
    Simulator::Run();
    for (uint32_t server = 1; server < 5; ++server) // who passes it on, and keeps nothing
    {
        scene.Images(server).SetAttribute("DiskSize", UintegerValue(0));
        scene.Images(server).Withdraw();
        scene.Images(server).Deploy();
    }
    scene.Images(5).Fetch(image);
    Simulator::Run();
    EXPECT_TRUE(scene.HasGot(5, image, Hash(image, bytes)));
    for (uint32_t server = 1; server < 5; ++server)
    {
        EXPECT_EQ(scene.Images(server).GetCounters().uncached, 1);
        scene.Images(server).SetAttribute("DiskSize", UintegerValue(bytes));
        scene.Images(server).Withdraw();
        scene.Images(server).Deploy();
    }
    scene.Failures().Fail(scene.Servers().Get(0), Simulator::Now() + MilliSeconds(1));
    for (uint32_t server = 1; server < 5; ++server)
    {
        Simulator::Schedule(MilliSeconds(20), [&, server] { scene.Images(server).Fetch(image); });
    }
    Simulator::Run();
    EXPECT_EQ(scene.CountMissing(image, Hash(image, bytes)), 0);
    EXPECT_EQ(scene.CountFramesOfASecond(), 0);
}

TEST_F(Images, PassThroughServersWhoseDisksAreFull)
{
    ImageScene scene(5, 1, 1, {"1500", "Base", {{"ChunkSize", "16384"}, {"Memory", "0"}}});
    const uint64_t bytes = MIB;
    scene.Images(1).SetAttribute("DiskSize", UintegerValue(bytes - 1));
    scene.Images(1).Withdraw();
    scene.Images(1).Deploy();
    const GroupId image = scene.Images(0).Publish(1, bytes);
    scene.FetchAll(image);
    Simulator::Run();
    EXPECT_EQ(scene.CountMissing(image, Hash(image, bytes)), 1);
    EXPECT_EQ(scene.CountFailures(1, ImageDistribution::DISK_FULL), 1);
    EXPECT_EQ(scene.Images(1).GetCounters().uncached, 1);
    EXPECT_EQ(scene.Images(1).GetCounters().written, 0);
    EXPECT_EQ(scene.Images(1).GetDiskUsed(), 0);
    EXPECT_EQ(scene.Count(&ImageCounters::superfluous), 0);
    EXPECT_EQ(scene.CountFramesOfASecond(), 0);
    // Room for it, and it wants it again.
    scene.Images(1).SetAttribute("DiskSize", UintegerValue(bytes));
    scene.Images(1).Withdraw();
    scene.Images(1).Deploy();
    scene.Images(1).Fetch(image);
    Simulator::Run();
    EXPECT_EQ(scene.CountMissing(image, Hash(image, bytes)), 0);
}

TEST_F(Images, TakeTheTimeOfDisksThatTakeLonger)
{
    ImageScene scene(4, 1, 1, {"1500", "Base", {{"ChunkSize", "16384"}, {"DiskRate", "200Mbps"}}});
    const uint64_t bytes = MIB;
    const double begin = Simulator::Now().GetSeconds();
    const GroupId image = scene.Images(0).Publish(1, bytes);
    scene.FetchAll(image);
    Simulator::Run();
    EXPECT_EQ(scene.CountMissing(image, Hash(image, bytes)), 0);
    const double ratio = (scene.GetLast(image).GetSeconds() - begin) / (5 * LinkTime(bytes));
    EXPECT_GE(ratio, 1);
    EXPECT_LT(ratio, 1.1);
    std::cout << "measured: disks of 200 Mbps: " << ratio << " x size / their rate\n";
}

TEST_F(Images, GoWithWhoDropsThem)
{
    ImageScene scene(4, 1, 1, {});
    const GroupId image = scene.Images(0).Publish(1, MIB);
    scene.Images(2).Fetch(image);
    Simulator::Run();
    for (uint32_t server : {1, 3})
    {
        const auto progress = scene.Images(server).GetProgress(image);
        EXPECT_FALSE(progress.isComplete);
        EXPECT_TRUE(!progress.isKnown || progress.kept == progress.chunks) << "passed on and kept";
    }
    scene.Images(2).Drop(image);
    Simulator::Run();
    for (uint32_t server : {1, 2, 3})
    {
        EXPECT_EQ(scene.Images(server).GetDiskUsed(), 0);
        EXPECT_FALSE(scene.Images(server).GetProgress(image).isKnown);
    }
    scene.Images(0).Drop(image);
    EXPECT_EQ(scene.Images(0).GetDiskUsed(), 0);
    EXPECT_EQ(scene.CountFramesOfASecond(), 0);
}

/** Deep. */
TEST_F(Images, SlowReachAllOf8x8x8InTheTimeOfOneLinkWhileATenthOfTheServersFails)
{
    for (const bool areFailing : {false, true})
    {
        ImageScene scene(8, 8, 8, {"9000", "MiniCubes", {}});
        const uint64_t bytes = 64 * MIB;
        const uint32_t block = 9000 - ImageScene::OVERHEAD;
        const GroupId image = scene.Images(137).Publish(7, bytes);
        const double begin = Simulator::Now().GetSeconds();
        scene.FetchAll(image);
        uint32_t failed = 0;
        for (uint32_t server = 5; areFailing && server < scene.Size(); server += 10)
        {
            scene.Failures().Fail(scene.Servers().Get(server),
                                  Simulator::Now() + MilliSeconds(10) * ++failed);
        }
        Simulator::Run();
        const std::string hash = ImageScene::HashOf(image, bytes, 29 * block, block);
        uint32_t missing = 0;
        Time last;
        for (uint32_t server = 0; server < scene.Size(); ++server)
        {
            const bool isDead = scene.Failures().IsFailed(scene.Servers().Get(server));
            missing += !isDead && !scene.HasGot(server, image, hash);
            last = std::max(last, isDead ? Time() : scene.GetTime(server, image));
        }
        EXPECT_EQ(missing, 0);
        const double ratio = (last.GetSeconds() - begin) / LinkTime(bytes);
        EXPECT_LT(ratio, 1.3);
        EXPECT_EQ(scene.CountFramesOfASecond(), 0);
        std::cout << "measured: 64 MiB to 8x8x8, " << failed << " servers fail meanwhile: " << ratio
                  << " x size / rate, " << missing << " live servers without, "
                  << scene.Count(&ImageCounters::superfluous) << " of "
                  << scene.Count(&ImageCounters::blocks) << " blocks superfluous\n";
    }
}

} // namespace
