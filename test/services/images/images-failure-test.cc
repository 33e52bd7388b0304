/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Images while servers and links fail, some of them for a while, and servers come late: whether all
// that live and are connected to somebody who has all of it get it.

#include "cube-fixture.h"
#include "image-scene.h"

#include "ns3/choose-share.h"
#include "ns3/cube-components.h"

#include <iostream>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What random runs came to. */
struct Sum
{
    uint32_t failed{0};     //!< servers
    uint32_t due{0};        //!< servers that must have the image
    uint32_t missing{0};    //!< of these, those that have not
    uint32_t partial{0};    //!< servers that nobody can help
    uint64_t frames{0};     //!< in quiet
    uint64_t blocks{0};     //!< sent
    uint64_t needed{0};     //!< once for each server that is due
    uint64_t sourceless{0}; //!< runs whose source fails
};

/** One random run. */
class Run
{
  public:
    Run(uint32_t seed, bool failsSource)
        : m_random(seed),
          m_scene(2 + Below(3),
                  Side(),
                  Side(),
                  {"1500",
                   Below(2) == 0 ? "Base" : "MiniCubes",
                   {{"ChunkSize", "16384"}, {"Memory", Below(2) == 0 ? "0" : "16777216"}}}),
          m_source(Below(m_scene.Size())),
          m_failsSource(failsSource)
    {
        m_choice->SetStream(seed);
    }

    void Do(Sum& sum)
    {
        const uint64_t bytes = 1 + Below(1000000);
        const GroupId image = m_scene.Images(m_source).Publish(5, bytes);
        const Time ideal = NanoSeconds(8 * bytes);
        const Time now = Simulator::Now();
        for (uint32_t server = 0; server < m_scene.Size(); ++server)
        {
            // Some come late, and a few never.
            if (server != m_source && Below(10) != 0)
            {
                const Time late = Below(4) == 0 ? 2 * ideal / (1 + Below(10)) : Time();
                Simulator::Schedule(late, [=] { m_scene.Images(server).Fetch(image); });
            }
        }
        sum.failed += Break(now, ideal);
        Simulator::Run();
        Judge(image, bytes, sum);
    }

    uint32_t Below(uint32_t bound)
    {
        return static_cast<uint32_t>(m_random() % bound);
    }

  private:
    uint32_t Side()
    {
        return 1 + static_cast<uint32_t>(m_random() % 4);
    }

    uint32_t Break(Time now, Time ideal)
    {
        NodeContainer others;
        for (uint32_t server = 0; server < m_scene.Size(); ++server)
        {
            if (server != m_source)
            {
                others.Add(m_scene.Servers().Get(server));
            }
        }
        const double share = Below(4) * 0.1;
        const NodeContainer broken = ChooseShare(others, share, m_choice);
        FailureInjector& failures = m_scene.Failures();
        const Time spacing = ideal / (1 + broken.GetN()) / (1 + Below(3));
        failures.Fail(broken, now, spacing);
        if (Below(2) == 0)
        {
            failures.Repair(broken, now + NanoSeconds(1) * Below(3000000), spacing);
        }
        if (m_failsSource)
        {
            const uint64_t end = 2 * ideal.GetNanoSeconds();
            failures.Fail(m_scene.Servers().Get(m_source),
                          now + NanoSeconds(static_cast<int64_t>(m_random() % end)));
        }
        return broken.GetN() + m_failsSource;
    }

    void Judge(const GroupId& image, uint64_t bytes, Sum& sum)
    {
        const std::string hash =
            ImageScene::HashOf(image, bytes, ImageScene::CHUNK, ImageScene::BLOCK);
        const CubeComponents parts(m_scene.GetTorus(), m_scene.Servers(), m_scene.Failures());
        for (const auto& part : parts.Get())
        {
            bool isThere = false;
            for (uint32_t server : part)
            {
                isThere = isThere || m_scene.HasGot(server, image, hash);
            }
            for (uint32_t server : part)
            {
                const bool wants = m_scene.Tree(server).IsMember(image);
                const bool has = m_scene.HasGot(server, image, hash);
                sum.due += isThere && wants;
                sum.missing += isThere && wants && !has;
                sum.partial += !isThere && wants;
                sum.needed +=
                    (has && server != m_source)
                        ? ImageScene::CountBlocks(bytes, ImageScene::CHUNK, ImageScene::BLOCK)
                        : 0;
                EXPECT_EQ(m_scene.Images(server).GetProgress(image).isComplete, has);
            }
        }
        sum.blocks += m_scene.Count(&ImageCounters::blocks);
        sum.frames += m_scene.CountFramesOfASecond();
        EXPECT_EQ(m_scene.Count(&ImageCounters::wrong), 0);
        EXPECT_EQ(m_scene.Count(&ImageCounters::malformed), 0);
    }

    std::mt19937 m_random;
    Ptr<UniformRandomVariable> m_choice = CreateObject<UniformRandomVariable>();
    ImageScene m_scene;
    uint32_t m_source;
    bool m_failsSource;
};

void
RunMany(uint32_t first, uint32_t last, bool failsSource)
{
    Sum sum;
    for (uint32_t seed = first; seed <= last; ++seed)
    {
        const uint32_t before = sum.missing;
        Run(seed, failsSource).Do(sum);
        EXPECT_EQ(sum.missing, before) << "seed " << seed;
        EXPECT_EQ(sum.frames, 0) << "seed " << seed;
    }
    std::cout << "measured: " << last - first + 1 << " runs, source "
              << (failsSource ? "fails too" : "lives") << ": " << sum.failed << " servers fail, "
              << sum.due << " due to have the image, " << sum.missing << " without; " << sum.partial
              << " out of reach of a whole one; blocks sent "
              << static_cast<double>(sum.blocks) / static_cast<double>(sum.needed)
              << " x those needed; " << sum.frames << " frames in 1 s of quiet\n";
}

class ImageFailures : public CubeTest
{
};

TEST_F(ImageFailures, LeaveNobodyWithoutWhoIsConnectedToTheSource)
{
    RunMany(1, 40, false);
}

TEST_F(ImageFailures, OfTheSourceLeaveNobodyWithoutWhoIsConnectedToAWholeCopy)
{
    RunMany(1, 40, true);
}

TEST_F(ImageFailures, SlowLeaveNobodyWithout)
{
    RunMany(1001, 1400, false);
    RunMany(1001, 1400, true);
}

} // namespace
