/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A stock TCP flow over the cube goes on while links fail one by one, with either protocol.

#include "cube-fixture.h"

#include "ns3/bulk-send-helper.h"
#include "ns3/config.h"
#include "ns3/distance-vector-helper.h"
#include "ns3/failure-injector.h"
#include "ns3/inet-socket-address.h"
#include "ns3/link-state-helper.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/virtual-nic-helper.h"

#include <algorithm>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** How many cubes fall apart; under the sanitizers, where one takes many times as long, one. */
#ifdef __SANITIZE_ADDRESS__
constexpr uint32_t N_SEEDS = 1;
#else
constexpr uint32_t N_SEEDS = 5;
#endif

/** A flow from server 0 to the one opposite, in a cube that falls apart. */
template <typename Helper>
class FallingCube
{
  public:
    static constexpr uint32_t SIDE = 5;
    static constexpr double SHARE = 0.3;
    static constexpr int64_t SPACING_MS = 2; //!< from one failure to the next

    explicit FallingCube(uint32_t seed)
        : m_random(seed),
          m_torus(SIDE, SIDE, SIDE),
          m_servers(m_torus.Create()),
          m_to(m_servers.GetN() / 2)
    {
        Helper().Install(m_servers);
        MultiHopRoutingHelper::AssignStreams(m_servers, seed);
        VirtualNicHelper ip("10.0.0.0", "255.0.0.0");
        const Ipv4Address address = ip.Install(m_servers).GetAddress(m_to);
        const InetSocketAddress end(address, 80);
        PacketSinkHelper receiver("ns3::TcpSocketFactory", end);
        m_sink = DynamicCast<PacketSink>(receiver.Install(m_servers.Get(m_to)).Get(0));
        m_sink->TraceConnectWithoutContext("Rx", MakeCallback(&FallingCube::NoteReceived, this));
        BulkSendHelper sender("ns3::TcpSocketFactory", end);
        sender.SetAttribute("MaxBytes", UintegerValue(0));
        sender.Install(m_servers.Get(0));
        PlanFailures();
    }

    void Run()
    {
        constexpr int64_t TAIL_MS = 50;
        const Time last = m_first + MilliSeconds(SPACING_MS * m_failed.size());
        uint64_t beforeTail = 0;
        Simulator::Schedule(last, [&] { beforeTail = m_sink->GetTotalRx(); });
        Simulator::Stop(last + MilliSeconds(TAIL_MS));
        Simulator::Run();
        m_tailMbps = (m_sink->GetTotalRx() - beforeTail) * 8 / (TAIL_MS * 1e3);
        m_mbps = m_sink->GetTotalRx() * 8 / Simulator::Now().ToDouble(Time::US);
        for (uint32_t i = 0; i < m_servers.GetN(); ++i)
        {
            const auto& counters = MultiHopRoutingHelper::Get(m_servers.Get(i))->GetCounters();
            for (uint64_t dropped : counters.dropped)
            {
                m_dropped += dropped;
            }
        }
        for (const auto& link : m_torus.Links())
        {
            for (uint32_t end : {0, 1})
            {
                m_lostOnCable +=
                    DynamicCast<CamCubeNetDevice>(link->GetDevice(end))->GetCounters().lostOnCable;
            }
        }
    }

    void Print(const char* name, uint32_t seed) const
    {
        std::cout << "measured: TCP across failures, " << name << ", seed " << seed << ": "
                  << m_failed.size() << " of " << m_torus.Links().size()
                  << " links failed one by one, " << m_mbps << " Mbit/s on the mean, " << m_tailMbps
                  << " after the last, longest stall " << m_stall.ToDouble(Time::US) << " us, "
                  << m_dropped << " packets dropped and " << m_lostOnCable << " lost on cables\n";
    }

    double GetTailMbps() const
    {
        return m_tailMbps;
    }

    Time GetLongestStall() const
    {
        return m_stall;
    }

    std::size_t CountFailed() const
    {
        return m_failed.size();
    }

  private:
    void NoteReceived(Ptr<const Packet>, const Address&)
    {
        m_stall = m_heard.IsZero() ? m_stall : std::max(m_stall, Simulator::Now() - m_heard);
        m_heard = Simulator::Now();
    }

    /** \return whether the flow's servers are joined by links that do not fail */
    bool IsJoined(const std::vector<Ptr<CamCubeChannel>>& failed) const
    {
        std::vector<bool> seen(m_servers.GetN());
        std::vector<uint32_t> queue{0};
        seen[0] = true;
        for (std::size_t i = 0; i < queue.size(); ++i)
        {
            for (uint8_t port : m_torus.GetTorus().GetPorts())
            {
                const auto link = TorusHelper::GetLink(m_servers.Get(queue[i]), port);
                const uint32_t next = m_torus.GetTorus().GetNeighbor(queue[i], port);
                if (!seen[next] && std::find(failed.begin(), failed.end(), link) == failed.end())
                {
                    seen[next] = true;
                    queue.push_back(next);
                }
            }
        }
        return seen[m_to];
    }

    void PlanFailures()
    {
        std::vector<Ptr<CamCubeChannel>> links = m_torus.Links();
        std::shuffle(links.begin(), links.end(), m_random);
        const auto wanted = static_cast<std::size_t>(SHARE * links.size());
        for (std::size_t i = 0; m_failed.size() < wanted; ++i)
        {
            m_failed.push_back(links.at(i));
            if (!IsJoined(m_failed))
            {
                m_failed.pop_back();
            }
        }
        FailureInjector().Fail(m_failed, m_first, MilliSeconds(SPACING_MS));
    }

    std::mt19937 m_random;
    TorusHelper m_torus;
    NodeContainer m_servers;
    uint32_t m_to;
    const Time m_first{MilliSeconds(20)};
    std::vector<Ptr<CamCubeChannel>> m_failed;
    Ptr<PacketSink> m_sink;
    Time m_heard;
    Time m_stall;
    double m_mbps{0};
    double m_tailMbps{0};
    uint64_t m_dropped{0};
    uint64_t m_lostOnCable{0};
};

class TcpFailures : public CubeTest
{
  protected:
    void SetUp() override
    {
        CubeTest::SetUp();
        // What the virtual NIC's MTU leaves, and a timer that befits round trips of microseconds.
        Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(1428));
        Config::SetDefault("ns3::TcpSocketBase::MinRto", TimeValue(MilliSeconds(10)));
    }

    void TearDown() override
    {
        CubeTest::TearDown();
        Config::Reset();
    }

    template <typename Helper>
    void Try(const char* name)
    {
        for (uint32_t seed = 1; seed <= N_SEEDS; ++seed)
        {
            FallingCube<Helper> cube(seed);
            cube.Run();
            cube.Print(name, seed);
            EXPECT_EQ(cube.CountFailed(), 112U) << "seed " << seed;
            // It never has to begin anew, and at the end it has still much of a link to itself.
            EXPECT_LT(cube.GetLongestStall(), MilliSeconds(100)) << "seed " << seed;
            EXPECT_GT(cube.GetTailMbps(), 100) << "seed " << seed;
            Simulator::Destroy();
        }
    }
};

} // namespace

TEST_F(TcpFailures, DistanceVector)
{
    Try<DistanceVectorHelper>("distance vector");
}

TEST_F(TcpFailures, LinkState)
{
    Try<LinkStateHelper>("link state");
}
