/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Whoever watches a server is told that it cannot be reached, soon, and only if that is so.

#include "watching-cube.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <iostream>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** All servers of a random cube watch all others while links and servers fail and return. */
class WatchStorm
{
  public:
    explicit WatchStorm(uint32_t seed)
        : m_random(seed),
          m_cube(2 + Below(4), 2 + Below(4), 1 + Below(5))
    {
        m_choice->SetStream(seed);
        for (uint32_t server = 0; server < m_cube.Size(); ++server)
        {
            for (uint32_t other = 0; other < m_cube.Size(); ++other)
            {
                Watch(server, other);
            }
        }
    }

    void Run()
    {
        const Time now = Simulator::Now();
        FailureInjector& failures = m_cube.Failures();
        const auto links = ChooseShare(m_cube.Links(), Below(60) / 100.0, m_choice);
        const auto servers = ChooseShare(m_cube.Servers(), Below(40) / 100.0, m_choice);
        failures.Fail(links, now, MicroSeconds(Below(50)));
        failures.Fail(servers, now, MicroSeconds(Below(500)));
        if (Below(2))
        {
            failures.Repair(links, now + MicroSeconds(Below(2000)), MicroSeconds(Below(50)));
        }
        if (Below(2))
        {
            failures.Repair(servers, now + MicroSeconds(Below(2000)), MicroSeconds(Below(500)));
        }
        Simulator::Run();
        for (uint32_t server = 0; server < m_cube.Size(); ++server)
        {
            for (uint32_t other = 0; other < m_cube.Size(); ++other)
            {
                const bool isTold = m_told[{server, other}];
                m_untold += !isTold && !m_cube.AreConnected(server, other);
            }
        }
    }

    uint64_t m_reports{0};
    uint64_t m_false{0};    // of servers that could be reached all the time
    uint64_t m_outdated{0}; // of servers that could be reached again
    uint64_t m_untold{0};   // servers out of reach at rest of which somebody was not told

  private:
    uint32_t Below(uint32_t bound)
    {
        return static_cast<uint32_t>(m_random() % bound);
    }

    void Watch(uint32_t server, uint32_t other)
    {
        m_kept.push_back(m_cube.Watcher(server).Watch(nullptr, m_cube.At(other), [=] {
            ++m_reports;
            m_told[{server, other}] = true;
            m_false +=
                m_cube.WereConnected(server, other, Simulator::Now() - WatchingCube::SETTLED);
            m_outdated += m_cube.AreConnected(server, other);
        }));
    }

    std::mt19937 m_random;
    WatchingCube m_cube;
    Ptr<UniformRandomVariable> m_choice = CreateObject<UniformRandomVariable>();
    std::vector<Registration> m_kept;
    std::map<std::pair<uint32_t, uint32_t>, bool> m_told;
};

void
RunStorms(uint32_t first, uint32_t last)
{
    uint64_t reports = 0;
    uint64_t outdated = 0;
    for (uint32_t seed = first; seed <= last; ++seed)
    {
        {
            WatchStorm storm(seed);
            storm.Run();
            EXPECT_EQ(storm.m_false, 0U) << "false reports, seed " << seed;
            EXPECT_EQ(storm.m_untold, 0U) << "missing reports, seed " << seed;
            reports += storm.m_reports;
            outdated += storm.m_outdated;
        }
        Simulator::Destroy();
    }
    EXPECT_GT(reports, 10U * (last - first));
    std::cout << "measured: " << reports << " reports in " << last - first + 1
              << " random runs, none false; " << outdated
              << " of servers that were back, and not yet known to be\n";
}

} // namespace

TEST(ServerFailures, AreReportedAndNoOthers)
{
    RunStorms(1, 60);
}

TEST(ServerFailures, SlowAreReportedAndNoOthersIn1000Runs)
{
    RunStorms(1, 1000);
}

TEST(ServerFailures, SlowAreKnownToAll8000ServersWithin2Ms)
{
    WatchingCube cube(20, 20, 20);
    const uint32_t failing = 4711;
    std::vector<Registration> kept;
    std::vector<double> delays; // us
    const Time fails = Simulator::Now() + MilliSeconds(1);
    for (uint32_t server = 0; server < cube.Size(); ++server)
    {
        if (server != failing)
        {
            kept.push_back(cube.Watcher(server).Watch(nullptr, cube.At(failing), [&] {
                delays.push_back((Simulator::Now() - fails).ToDouble(Time::US));
            }));
        }
    }
    cube.Failures().Fail(cube.Servers().Get(failing), fails);
    Simulator::Run();
    ASSERT_EQ(delays.size(), cube.Size() - 1) << "everybody is told";
    std::sort(delays.begin(), delays.end());
    const auto at = [&](double share) { return delays[share * (delays.size() - 1)]; };
    EXPECT_LE(at(0.99), 2000.0);
    std::cout << "measured: 7999 servers told of a server's failure after us: least " << at(0)
              << ", median " << at(0.5) << ", 90 % " << at(0.9) << ", 99 % " << at(0.99)
              << ", most " << at(1) << "\n";
    Simulator::Destroy();
}
