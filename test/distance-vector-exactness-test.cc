/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// After every storm of failures and repairs, distances and next hops equal those of a breadth-first
// search on what is left, at every server and for every destination.

#include "cube-fixture.h"
#include "live-cube.h"

#include "ns3/config.h"
#include "ns3/error-model.h"
#include "ns3/pointer.h"

#include <random>

using namespace ns3;

namespace
{

/** One random run: a cube, a storm, and how many routes are wrong when it is over. */
class Storm
{
  public:
    /**
     * \param seed decides everything
     * \param loss the share of frames that cables lose without loss of carrier
     */
    Storm(uint32_t seed, uint32_t largestSide, double loss)
        : m_random(seed),
          m_cube(Side(largestSide), Side(largestSide), Side(largestSide), MakeHelper(loss))
    {
        m_failures.AssignStreams(seed);
        if (loss > 0)
        {
            LoseFrames(loss, seed);
        }
    }

    std::string GetName() const
    {
        return m_cube.GetTorus().GetName() + m_what;
    }

    /** \return wrong routes, summed over all moments of quiet */
    uint64_t Run()
    {
        uint64_t wrong = 0;
        const uint32_t rounds = 1 + Below(3);
        for (uint32_t round = 0; round < rounds; ++round)
        {
            Brew();
            Simulator::Run();
            wrong += m_cube.CountMismatches();
            ++checks;
        }
        if (Below(4) == 0)
        {
            m_failures.RepairLinks(m_cube.Links(), Simulator::Now(), Spacing());
            m_failures.RepairServers(m_cube.Servers(), Simulator::Now(), Spacing());
            Simulator::Run();
            wrong += m_cube.CountMismatches();
            ++checks;
            m_what += " all mended";
        }
        return wrong;
    }

    uint32_t checks{0};

    uint64_t CountRepeated() const
    {
        uint64_t repeated = 0;
        for (uint32_t i = 0; i < m_cube.Size(); ++i)
        {
            repeated += m_cube.Router(i).GetCounters().repeated;
        }
        return repeated;
    }

  private:
    static DistanceVectorHelper MakeHelper(double loss)
    {
        DistanceVectorHelper helper;
        if (loss > 0)
        {
            helper.SetAttribute("RepeatAfter", StringValue("200us"));
        }
        return helper;
    }

    void LoseFrames(double loss, uint32_t seed)
    {
        Ptr<RateErrorModel> model = CreateObject<RateErrorModel>();
        model->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
        model->SetRate(loss);
        model->AssignStreams(seed);
        for (const auto& cable : m_cube.Links())
        {
            for (uint32_t end : {0, 1})
            {
                cable->GetDevice(end)->SetAttribute("ReceiveErrorModel", PointerValue(model));
            }
        }
    }

    uint32_t Below(uint32_t bound)
    {
        return static_cast<uint32_t>(m_random() % bound);
    }

    uint32_t Side(uint32_t largest)
    {
        return Below(8) == 0 ? 1 : 2 + Below(largest - 1);
    }

    /** \return nothing, a time within which the last change is still under way, or a long one */
    Time Spacing()
    {
        switch (Below(3))
        {
        case 0:
            return Time();
        case 1:
            return NanoSeconds(Below(100000));
        default:
            return MilliSeconds(5);
        }
    }

    /** Plans one storm. */
    void Brew()
    {
        const Time now = Simulator::Now();
        const double share = Below(51) / 100.0;
        const uint32_t kind = Below(6);
        m_what += " " + std::to_string(kind) + ":" + std::to_string(share).substr(0, 4);
        const Time spacing = Spacing();
        FailureInjector::Links links;
        if (kind != 1)
        {
            links = m_failures.FailLinks(m_cube.Links(), share, now, spacing);
        }
        if (kind == 1 || kind == 2)
        {
            const NodeContainer broken =
                m_failures.FailServers(m_cube.Servers(), share, now, Spacing());
            if (Below(2) == 0)
            {
                m_failures.RepairServers(broken, now + NanoSeconds(Below(400000)), Spacing());
            }
        }
        if (kind == 3)
        {
            m_failures.RepairLinks(links, now + NanoSeconds(Below(400000)), Spacing());
        }
        if (kind == 4)
        {
            links.resize((links.size() + 1) / 2);
            for (const auto& link : links)
            {
                m_failures.FlapLinks({link},
                                     1 + Below(4),
                                     now + NanoSeconds(Below(300000)),
                                     NanoSeconds(1 + Below(30000)),
                                     NanoSeconds(1 + Below(100000)));
            }
        }
    }

    std::mt19937 m_random;
    LiveCube m_cube;
    FailureInjector m_failures;
    std::string m_what;
};

void
RunStorms(uint32_t first, uint32_t last, uint32_t largestSide, double loss = 0)
{
    uint64_t wrong = 0;
    uint64_t repeated = 0;
    uint32_t checks = 0;
    for (uint32_t seed = first; seed <= last; ++seed)
    {
        Storm storm(seed, largestSide, loss);
        const uint64_t found = storm.Run();
        EXPECT_EQ(found, 0) << "seed " << seed << ", " << storm.GetName();
        wrong += found;
        checks += storm.checks;
        repeated += storm.CountRepeated();
        Simulator::Destroy();
    }
    std::cout << "measured: " << wrong << " wrong routes in " << last - first + 1
              << " random runs, all pairs checked " << checks << " times, sides up to "
              << largestSide;
    if (loss > 0)
    {
        EXPECT_GT(repeated, 0);
        std::cout << ", " << 100 * loss << "% of frames lost, " << repeated << " sent again";
    }
    std::cout << "\n";
}

using ExactnessTest = CubeTest;

} // namespace

TEST_F(ExactnessTest, SmallCubes)
{
    RunStorms(1, 60, 4);
}

TEST_F(ExactnessTest, FlapsFasterThanPortsHandFramesUp)
{
    // What had come in before a link went down is handed up in the session after it has come up.
    Config::SetDefault("ns3::CamCubeNetDevice::ProcessingDelay", StringValue("40us"));
    RunStorms(3001, 3060, 4);
    Config::Reset();
}

TEST_F(ExactnessTest, RestoredLinkIsNotUsedBeforeItsListIsIn)
{
    // From (0,0) two ways lead to (2,2). The one over (1,0) is cut, and before it is mended (1,0)
    // loses its own short ways: the closed form does not hold for it any more.
    LiveCube cube(5, 5, 1);
    const auto link = [&](uint32_t server, uint8_t port) {
        return TorusHelper::GetLink(cube.Servers().Get(server), port);
    };
    link(0, PLUS_X)->Cut();
    link(1, PLUS_X)->Cut();
    link(1, PLUS_Y)->Cut();
    Simulator::Run();
    EXPECT_EQ(cube.CountMismatches(), 0);
    uint32_t looks = 0;
    uint32_t wrong = 0;
    const std::function<void()> look = [&] {
        wrong += cube.Router(0).GetTable().GetNextHops({2, 2, 0}) != PortSet::Of(PLUS_Y);
        if (++looks < 1000)
        {
            Simulator::Schedule(NanoSeconds(100), look);
        }
    };
    link(0, PLUS_X)->Mend();
    look();
    Simulator::Run();
    EXPECT_EQ(wrong, 0U);
    EXPECT_EQ(cube.CountMismatches(), 0);
    std::cout << "measured: 0 uses of a restored link for what the other end has lost, in " << looks
              << " looks\n";
}

TEST_F(ExactnessTest, FramesLostWithoutLossOfCarrier)
{
    RunStorms(2001, 2040, 4, 0.01);
    RunStorms(2101, 2120, 4, 0.2);
}

TEST_F(ExactnessTest, SlowFramesLostWithoutLossOfCarrier)
{
    RunStorms(2201, 2300, 8, 0.01);
}

TEST_F(ExactnessTest, SlowCubesOfAllSizes)
{
    RunStorms(1001, 1500, 8);
}
