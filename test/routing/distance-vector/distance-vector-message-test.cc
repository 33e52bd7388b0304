/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What the protocol costs in a cube of 20 x 20 x 20 servers: messages, time, and memory.

#include "cube-fixture.h"
#include "live-cube.h"

#include "ns3/process-usage.h"

#include <ctime>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class MessageTest : public CubeTest
{
  protected:
    /** Lets something happen, and everything that follows from it. \return messages sent */
    template <typename F>
    uint64_t Count(const LiveCube& cube, F happen)
    {
        const uint64_t before = cube.CountMessages();
        const Time begin = Simulator::Now();
        happen(begin);
        Simulator::Run();
        m_settled = Simulator::Now() - begin;
        return cube.CountMessages() - before;
    }

    Time m_settled;
};

} // namespace

TEST_F(MessageTest, OneLinkOrServerInAnIntactCube)
{
    LiveCube cube(20, 20, 20);
    FailureInjector failures;
    const auto link = cube.Links()[4711];
    EXPECT_EQ(cube.CountMessages(), 0);
    const uint64_t failed = Count(cube, [&](Time now) { failures.Fail(link, now); });
    std::cout << "measured: " << failed << " messages after one link failure, settled within "
              << m_settled.As(Time::US) << "\n";
    EXPECT_LE(failed, 110);
    EXPECT_EQ(cube.CountMismatches(0), 0);
    const uint64_t repaired = Count(cube, [&](Time now) { failures.Repair(link, now); });
    std::cout << "measured: " << repaired << " messages after its repair, settled within "
              << m_settled.As(Time::US) << "\n";
    EXPECT_LE(repaired, failed);
    EXPECT_EQ(cube.CountMismatches(0), 0);
    const NodeContainer server(cube.Servers().Get(123));
    const uint64_t without = Count(cube, [&](Time now) { failures.Fail(server, now); });
    std::cout << "measured: " << static_cast<double>(without) / cube.CountLiveServers()
              << " messages per live server after a server failure, settled within "
              << m_settled.As(Time::US) << "\n";
    EXPECT_LE(without, 3.2 * cube.CountLiveServers());
    EXPECT_EQ(cube.CountMismatches(123), 0);
}

TEST_F(MessageTest, SlowTwelveThousandLinksOneAfterAnother)
{
    const WallClock clock;
    LiveCube cube(20, 20, 20);
    FailureInjector failures;
    Ptr<UniformRandomVariable> random = CreateObject<UniformRandomVariable>();
    FailureInjector::Links links = cube.Links();
    const std::size_t all = links.size();
    for (std::size_t i = 0; i < all / 2; ++i)
    {
        std::swap(links[i], links[random->GetInteger(i, all - 1)]);
    }
    uint64_t wrong = 0;
    uint64_t windowMessages = 0;
    uint64_t windowYardstick = 0;
    double worst = 0;
    for (std::size_t i = 0; i < all / 2; ++i)
    {
        // A window of a hundred failures before every tenth part of the links is gone.
        const std::size_t toNext = all / 10 - i % (all / 10);
        const bool inWindow = toNext <= 100;
        const LiveCube::Ends before = inWindow ? cube.SearchEnds(links[i]) : LiveCube::Ends();
        const uint64_t messages = Count(cube, [&](Time now) { failures.Fail(links[i], now); });
        if (inWindow)
        {
            const uint64_t yardstick = cube.GetYardstick(before);
            windowMessages += messages;
            windowYardstick += yardstick;
            worst = yardstick ? std::max(worst, double(messages) / yardstick) : worst;
        }
        if (toNext == 1)
        {
            std::cout << "measured: " << windowMessages / 100.0 << " messages a link failure at "
                      << (i + 1) * 100 / all << "% of links failed, "
                      << double(windowMessages) / windowYardstick << " x yardstick ("
                      << windowYardstick / 100.0 / cube.Size() << " a server), worst single ratio "
                      << worst << "\n";
            EXPECT_LE(windowMessages, 1.5 * windowYardstick);
            windowMessages = windowYardstick = 0;
            worst = 0;
        }
        if ((i + 1) % (all / 20) == 0)
        {
            for (uint32_t sample = 0; sample < 40; ++sample)
            {
                wrong += cube.CountMismatches(random->GetInteger(0, cube.Size() - 1));
            }
            const std::size_t most = cube.GetMostStateBytes();
            std::cout << (i + 1) * 100 / all << "% failed after " << clock.GetSeconds()
                      << " s, at most " << most / 1024.0 << " KiB a server, " << wrong
                      << " wrong routes, " << GetResidentMib() << " MiB\n"
                      << std::flush;
            if ((i + 1) * 2 == all)
            {
                std::cout << "measured: " << most / 1024.0
                          << " KiB of routing state a server at most, 50% of links failed\n";
                EXPECT_LE(most, 64 * 1024);
            }
        }
    }
    EXPECT_EQ(wrong, 0);
    std::cout << "measured: " << wrong << " wrong routes in samples at every 5% of " << all / 2
              << " link failures one after another, " << clock.GetSeconds() << " s, of which "
              << static_cast<double>(std::clock()) / CLOCKS_PER_SEC << " s of processor time\n";
}
