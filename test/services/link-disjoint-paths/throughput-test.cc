/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What link-disjoint paths gain: the raw throughput from one server to others, beside that of base
// routing, as Abu-Libdeh et al., SIGCOMM 2010, figure 1, has it.

#include "cube-fixture.h"

#include "ns3/link-disjoint-paths.h"
#include "ns3/service-helper.h"

#include <algorithm>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr uint16_t ENDPOINT = LinkDisjointPaths::ENDPOINT;
constexpr uint32_t PACKET_BYTES = 1500;

/** One server that sends as fast as its links take packets, to one destination after another. */
class RawThroughput
{
  public:
    RawThroughput(uint32_t k, bool isDisjoint)
        : m_torus(k, k, k)
    {
        m_torus.SetDeviceAttribute("Mtu", UintegerValue(1600));
        m_servers = m_torus.Create();
        MultiHopRoutingHelper().Install(m_servers);
        MultiHopRoutingHelper::AssignStreams(m_servers, 1);
        if (isDisjoint)
        {
            ServiceHelper<LinkDisjointPaths>().Install(m_servers);
        }
        for (uint32_t i = 0; i < m_servers.GetN(); ++i)
        {
            const auto routing = MultiHopRoutingHelper::Get(m_servers.Get(i));
            m_kept.push_back(routing->AddEndpoint(nullptr, ENDPOINT, [this](FramePtr, const auto&) {
                if (++m_delivered == m_packets)
                {
                    m_end = Simulator::Now();
                }
            }));
        }
        Simulator::Run();
    }

    const Torus& GetTorus() const
    {
        return m_torus.GetTorus();
    }

    /** \return Mbit/s of packets; what is lost is sent again, so that all arrive */
    double Measure(uint32_t from, uint32_t to, uint32_t packets)
    {
        const auto routing = MultiHopRoutingHelper::Get(m_servers.Get(from));
        const TorusCoordinate there = GetTorus().GetCoordinate(to);
        const auto send = [&] {
            if (m_delivered < packets)
            {
                routing->Send(there, ENDPOINT, Create<Packet>(PACKET_BYTES));
            }
        };
        m_packets = packets;
        m_delivered = 0;
        // A packet that leaves makes room for one; some wait, so that no link is ever idle.
        const Registration departure =
            routing->AddDeparture(nullptr, ENDPOINT, [&](const Frame&, const auto&, uint8_t) {
                Simulator::ScheduleNow(send);
            });
        const Time begin = Simulator::Now();
        for (uint32_t i = 0; i < 2 * N_TORUS_PORTS; ++i)
        {
            send();
        }
        Simulator::Run();
        EXPECT_GE(m_delivered, packets);
        return 8e-6 * PACKET_BYTES * packets / (m_end - begin).GetSeconds();
    }

  private:
    TorusHelper m_torus;              //!< the cube
    NodeContainer m_servers;          //!< its servers
    std::vector<Registration> m_kept; //!< who receives
    uint32_t m_packets{0};            //!< to be delivered
    uint32_t m_delivered{0};          //!< so far
    Time m_end;                       //!< when all were
};

class LinkDisjointThroughput : public CubeTest
{
  protected:
    /** \return whether base routing may leave by both ports of an axis */
    static bool IsHalfWay(const Torus& torus, const std::pair<uint32_t, uint32_t>& pair)
    {
        const PortSet ports =
            torus.GetNextHops(torus.GetCoordinate(pair.first), torus.GetCoordinate(pair.second));
        return (ports.Contains(PLUS_X) && ports.Contains(MINUS_X)) ||
               (ports.Contains(PLUS_Y) && ports.Contains(MINUS_Y)) ||
               (ports.Contains(PLUS_Z) && ports.Contains(MINUS_Z));
    }

    /** Compares both from one server to others. */
    static void Compare(uint32_t k, uint32_t destinations, uint32_t packets)
    {
        std::vector<std::pair<uint32_t, uint32_t>> pairs;
        std::mt19937 random(1);
        const uint32_t from = random() % (k * k * k);
        while (pairs.size() < destinations)
        {
            const uint32_t to = random() % (k * k * k);
            if (to != from)
            {
                pairs.emplace_back(from, to);
            }
        }
        std::vector<double> base;
        std::vector<double> disjoint;
        for (std::vector<double>* rates : {&base, &disjoint})
        {
            RawThroughput throughput(k, rates == &disjoint);
            for (const auto& [source, to] : pairs)
            {
                rates->push_back(throughput.Measure(source, to, packets));
            }
            Simulator::Destroy();
        }
        const Torus torus(k, k, k);
        std::vector<double> gains;
        std::vector<std::size_t> better;
        std::vector<std::size_t> halfWay; // no better, and with one axis half-way round at least
        std::vector<std::size_t> worse;
        for (std::size_t i = 0; i < pairs.size(); ++i)
        {
            gains.push_back(disjoint[i] / base[i]);
            (gains[i] > 1 ? better : IsHalfWay(torus, pairs[i]) ? halfWay : worse).push_back(i);
        }
        for (const auto* list : {&halfWay, &worse})
        {
            for (std::size_t i : *list)
            {
                std::cout << (list == &worse ? "NO GAIN: " : "no gain, half-way round: ")
                          << torus.GetCoordinate(pairs[i].first) << " to "
                          << torus.GetCoordinate(pairs[i].second) << ": " << disjoint[i]
                          << " Mbit/s, base routing " << base[i] << '\n';
            }
        }
        EXPECT_EQ(worse.size(), 0U);
        const auto print = [&](const char* what, std::vector<double> values) {
            std::sort(values.begin(), values.end());
            std::cout << "measured: raw throughput from one server of " << k << "x" << k << "x" << k
                      << " to " << values.size() << " others, " << what
                      << ", least, 10 to 90 %, most:";
            for (uint32_t percent : {0, 10, 25, 50, 75, 90, 100})
            {
                std::cout << ' ' << values[(values.size() - 1) * percent / 100];
            }
            std::cout << '\n';
        };
        print("base routing, Mbit/s", base);
        print("link-disjoint, Mbit/s", disjoint);
        print("gain", gains);
    }
};

} // namespace

TEST_F(LinkDisjointThroughput, GainsUnlessHalfWayRound)
{
    Compare(8, 60, 2000);
}

TEST_F(LinkDisjointThroughput, SlowFigureOneOfThePaper)
{
    Compare(20, 2000, 10000);
}
