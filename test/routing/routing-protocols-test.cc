/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Distance vector and link state, message for message, through the same events.

#include "cube-fixture.h"
#include "live-cube.h"

#include "ns3/choose-share.h"
#include "ns3/link-state-helper.h"

#include <algorithm>
#include <cmath>
#include <string>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What one event costs. */
struct Cost
{
    double messages{0}; //!< frames
    double bytes{0};    //!< their bytes
    double lastUs{0};   //!< from the event to the last frame sent

    Cost& operator+=(const Cost& other)
    {
        messages += other.messages;
        bytes += other.bytes;
        lastUs = std::max(lastUs, other.lastUs);
        return *this;
    }
};

/** What one protocol costs in one cube. */
template <typename Helper>
class Trial
{
  public:
    /** \param damage the share of links that fail at once before anything is counted */
    Trial(uint32_t k, double damage)
        : m_cube(k, k, k)
    {
        for (uint32_t i = 0; i < m_cube.Size(); ++i)
        {
            Helper::Get(m_cube.Servers().Get(i))
                ->TraceConnectWithoutContext("Sent", MakeCallback(&Trial::NoteSent, this));
        }
        const auto random = CreateObject<UniformRandomVariable>();
        random->SetStream(1);
        EXPECT_EQ(m_cube.CountMessages(), 0);
        m_storm = Count(
            [&](Time now) { m_failures.Fail(ChooseShare(m_cube.Links(), damage, random), now); });
    }

    /** Counts some links' failures and repairs, each alone, and a server's failure. */
    void Run(uint32_t links)
    {
        const std::size_t step = m_cube.Links().size() / links;
        for (std::size_t i = 0; i < links; ++i)
        {
            std::size_t choice = i * step;
            while (!m_cube.Links()[choice]->IsUp())
            {
                ++choice;
            }
            const auto link = m_cube.Links()[choice];
            m_link += Count([&](Time now) { m_failures.Fail(link, now); }, links);
            m_repair += Count([&](Time now) { m_failures.Repair(link, now); }, links);
        }
        const NodeContainer server(m_cube.Servers().Get(m_cube.Size() / 3));
        m_server = Count([&](Time now) { m_failures.Fail(server, now); });
        CheckSome();
        EXPECT_EQ(m_wrong, 0);
    }

    void Print(const std::string& name) const
    {
        std::cout << "measured: " << name << ", " << m_cube.GetTorus().GetName() << ":";
        const auto print = [this](const char* what, const Cost& cost) {
            std::cout << " " << what << " " << cost.messages / m_cube.Size() << " messages and "
                      << cost.bytes / m_cube.Size() << " bytes a server within " << cost.lastUs
                      << " us;";
        };
        if (m_storm.messages > 0)
        {
            print("damage at once", m_storm);
        }
        print("link failure", m_link);
        print("its repair", m_repair);
        print("server failure", m_server);
        std::cout << " state at most " << GetMostStateBytes() / 1024.0 << " KiB a server\n"
                  << std::flush;
    }

    /** \return messages after a link's failure, on the mean */
    double GetLinkMessages() const
    {
        return m_link.messages;
    }

  private:
    void NoteSent(Ptr<const Packet>, uint8_t)
    {
        m_last = Simulator::Now();
    }

    Cost Sum() const
    {
        Cost sum;
        for (uint32_t i = 0; i < m_cube.Size(); ++i)
        {
            sum.messages += m_cube.Router(i).GetCounters().messages;
            sum.bytes += m_cube.Router(i).GetCounters().bytes;
        }
        return sum;
    }

    /** Lets something happen, and all that follows. \return its cost, as one of some */
    template <typename F>
    Cost Count(F happen, uint32_t among = 1)
    {
        const Cost before = Sum();
        const Time begin = m_last = Simulator::Now();
        happen(begin);
        Simulator::Run();
        const Cost after = Sum();
        return {(after.messages - before.messages) / among,
                (after.bytes - before.bytes) / among,
                (m_last - begin).ToDouble(Time::US)};
    }

    void CheckSome()
    {
        for (uint32_t to = 0; to < m_cube.Size(); to += (m_cube.Size() + 4) / 5)
        {
            m_wrong += m_cube.CountMismatches(to);
        }
    }

    std::size_t GetMostStateBytes() const
    {
        std::size_t most = 0;
        for (uint32_t i = 0; i < m_cube.Size(); ++i)
        {
            most = std::max(most, m_cube.Router(i).GetStateBytes());
        }
        return most;
    }

    LiveCubeOf<Helper> m_cube;
    FailureInjector m_failures;
    Time m_last;
    Cost m_storm;
    Cost m_link;
    Cost m_repair;
    Cost m_server;
    uint64_t m_wrong{0};
};

/** \return messages after a link's failure */
template <typename Helper>
double
Try(const std::string& name, uint32_t k, double damage, uint32_t links)
{
    Trial<Helper> trial(k, damage);
    trial.Run(links);
    trial.Print(name);
    Simulator::Destroy();
    return trial.GetLinkMessages();
}

void
Compare(uint32_t k, double damage, uint32_t links)
{
    const std::string share = std::to_string(std::lround(100 * damage)) + "% of links failed";
    const double vector = Try<DistanceVectorHelper>("distance vector, " + share, k, damage, links);
    const double flood = Try<LinkStateHelper>("link state, " + share, k, damage, links);
    // Everybody must hear of everything, over each link once at least, but for those to leaves.
    EXPECT_GE(flood, k * k * k * 0.9);
    EXPECT_LT(vector, flood);
}

using RoutingProtocols = CubeTest;

} // namespace

TEST_F(RoutingProtocols, SideEight)
{
    for (double damage : {0.0, 0.1, 0.3, 0.5})
    {
        Compare(8, damage, 10);
    }
}

TEST_F(RoutingProtocols, SlowSideTwenty)
{
    // Half of the links at once takes three times as long as all of these.
    for (double damage : {0.0, 0.1, 0.3})
    {
        Compare(20, damage, 3);
    }
}
