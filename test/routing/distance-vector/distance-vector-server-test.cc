/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What the failure of a server costs, and how soon all others know of it, in an intact cube of
// 20 x 20 x 20 servers, and in 16 x 16 x 16 after up to half of the links or servers have failed.

#include "cube-fixture.h"
#include "live-cube.h"

#include "ns3/choose-share.h"
#include "ns3/process-usage.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class ServerFailureTest : public CubeTest
{
  protected:
    /** Of several failures of one server each. */
    struct Costs
    {
        uint32_t failures{0};
        double messages{0};     //!< a live server, the mean
        double mostMessages{0}; //!< a live server, the worst
        Time slowest;           //!< until the last server knew
        uint64_t wrong{0};      //!< servers that believe otherwise in the end
    };

    void Build(uint32_t k)
    {
        m_cube = std::make_unique<LiveCube>(k, k, k);
        m_choice->SetStream(1);
        m_random->SetStream(7);
        for (const auto& router : m_cube->Routers())
        {
            router->TraceConnectWithoutContext("DistanceChanged",
                                               MakeCallback(&ServerFailureTest::Note, this));
        }
    }

    void TearDown() override
    {
        m_cube.reset();
        CubeTest::TearDown();
    }

    /** Breaks single servers that are alive, one after another. */
    Costs Measure(uint32_t failures)
    {
        Costs costs;
        while (costs.failures < failures)
        {
            const uint32_t victim = m_random->GetInteger(0, m_cube->Size() - 1);
            const std::vector<uint16_t> before = m_cube->Search(victim);
            const auto reached =
                m_cube->Size() - std::count(before.begin(), before.end(), LiveCube::NO_PATH);
            if (reached < 2)
            {
                continue; // it is gone already
            }
            const uint64_t sent = m_cube->CountMessages();
            const Time begin = Simulator::Now();
            m_victim = victim;
            m_last = begin;
            m_failures.Fail(m_cube->Servers().Get(victim), begin);
            Simulator::Run();
            const double messages =
                static_cast<double>(m_cube->CountMessages() - sent) / m_cube->CountLiveServers();
            ++costs.failures;
            costs.messages += messages / failures;
            costs.mostMessages = std::max(costs.mostMessages, messages);
            costs.slowest = std::max(costs.slowest, m_last - begin);
            costs.wrong += m_cube->CountMismatches(victim);
        }
        return costs;
    }

    void Report(const std::string& where, const Costs& costs, double limit)
    {
        // A single server that holds regions together may cost more: its loss changes ways
        // between others too.
        EXPECT_LE(costs.messages, limit) << where;
        EXPECT_LE(costs.slowest, MilliSeconds(5)) << where;
        EXPECT_EQ(costs.wrong, 0) << where;
        std::cout << "measured: a server fails " << where << ": " << costs.messages
                  << " messages a live server, " << costs.mostMessages
                  << " at most; all know after " << costs.slowest.As(Time::US) << " at most ("
                  << costs.failures << " failures)\n"
                  << std::flush;
    }

    std::unique_ptr<LiveCube> m_cube;
    Ptr<UniformRandomVariable> m_choice = CreateObject<UniformRandomVariable>();
    FailureInjector m_failures;

  private:
    void Note(uint32_t destination, uint16_t, uint16_t)
    {
        m_last = destination == m_victim ? Simulator::Now() : m_last;
    }

    Ptr<UniformRandomVariable> m_random{CreateObject<UniformRandomVariable>()};
    uint32_t m_victim{0};
    Time m_last;
};

} // namespace

TEST_F(ServerFailureTest, InAnIntactCube)
{
    Build(20);
    Report("in an intact cube", Measure(1), 3.2);
}

TEST_F(ServerFailureTest, SlowWithLinksFailed)
{
    const WallClock clock;
    Build(16);
    const auto all = m_cube->Links();
    for (uint32_t percent = 10; percent <= 50; percent += 10)
    {
        FailureInjector::Links left;
        std::copy_if(all.begin(), all.end(), std::back_inserter(left), [](const auto& link) {
            return link->IsUp();
        });
        const double share = 1 - (100.0 - percent) / 100 * all.size() / left.size();
        m_failures.Fail(ChooseShare(left, std::max(0.0, share), m_choice), Simulator::Now());
        Simulator::Run();
        Report("with " + std::to_string(percent) + "% of links failed", Measure(20), 4.5);
    }
    std::cout << "all that took " << clock.GetSeconds() << " s, " << GetResidentMib() << " MiB\n";
}

TEST_F(ServerFailureTest, SlowWithServersFailed)
{
    const WallClock clock;
    Build(16);
    for (uint32_t percent = 10; percent <= 50; percent += 10)
    {
        NodeContainer left;
        for (uint32_t i = 0; i < m_cube->Size(); ++i)
        {
            if (!m_cube->LivePorts(i).IsEmpty())
            {
                left.Add(m_cube->Servers().Get(i));
            }
        }
        const double share = 1 - (100.0 - percent) / 100 * m_cube->Size() / left.GetN();
        m_failures.Fail(ChooseShare(left, std::max(0.0, share), m_choice), Simulator::Now());
        Simulator::Run();
        Report("with " + std::to_string(percent) + "% of servers failed", Measure(20), 4.5);
    }
    std::cout << "all that took " << clock.GetSeconds() << " s, " << GetResidentMib() << " MiB\n";
}
