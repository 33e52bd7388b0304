/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A server whose cables bring anything at all: random frames, and true ones with some bytes
// changed.

#include "real-cable-fixture.h"

#include "ns3/cable-frame.h"
#include "ns3/failure-detection.h"
#include "ns3/failure-injector.h"
#include "ns3/fast-random.h"
#include "ns3/live-port-helper.h"
#include "ns3/naming.h"
#include "ns3/routing-protocol-helper.h"
#include "ns3/service-helper.h"
#include "ns3/virtual-nic.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

const Torus CUBE(3, 3, 3);
constexpr uint32_t SERVER = 13; // the one in the middle
constexpr std::size_t MOST_KEPT = 4000;
constexpr uint32_t AT_ONCE = 500; //!< frames to one server

using Wire = std::vector<uint8_t>;

/** By the name of the protocol's class. */
class HostileFrames : public testing::TestWithParam<std::string>
{
  protected:
    void SetUp() override
    {
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
        RecordTrueFrames();
    }

    void TearDown() override
    {
        Simulator::Destroy();
    }

    /** All that a server has which sends and receives. */
    void InstallServices(const NodeContainer& servers)
    {
        MultiHopRoutingHelper().Install(servers);
        RoutingProtocolHelper routing("ns3::camcube::" + GetParam());
        routing.SetDetectionAttribute("Interval", TimeValue(MilliSeconds(1)));
        if (GetParam() == "DistanceVector")
        {
            routing.SetAttribute("RepeatAfter", TimeValue(MilliSeconds(1)));
        }
        routing.Install(servers);
        ServiceHelper<Naming>().Install(servers);
        const LivePortHelper hosts(CUBE);
        for (auto server = servers.Begin(); server != servers.End(); ++server)
        {
            hosts.InstallNic(*server);
        }
    }

    /** Keeps what a server's ports receive in a cube in which all of that has something to do. */
    void RecordTrueFrames()
    {
        TorusHelper torus(CUBE);
        const NodeContainer servers = torus.Create();
        InstallServices(servers);
        const auto keep = [](std::vector<Wire>* to, Ptr<const Packet> frame) {
            if (to->size() < MOST_KEPT)
            {
                to->emplace_back();
                CableFrame::Write(*frame, to->back());
            }
        };
        for (uint8_t port : CUBE.GetPorts())
        {
            TorusHelper::GetPort(servers.Get(SERVER), port)
                ->TraceConnectWithoutContext("MacRx", MakeBoundCallback(+keep, &m_true));
        }
        FailureInjector failures;
        failures.Fail(servers.Get(1), MilliSeconds(2));
        failures.Fail(torus.Links()[5], MilliSeconds(3));
        for (uint32_t i = 0; i < 40; ++i)
        {
            Simulator::Schedule(MicroSeconds(100 * i), [servers, i] {
                ServiceHelper<Naming>::Get(servers.Get(2 + i % 25))
                    ->Put("name " + std::to_string(i), "value", [](auto, const auto&) {});
                const uint32_t from = i % 27;
                servers.Get(from)->GetDevice(6)->Send(Create<Packet>(i * 30),
                                                      VirtualNic::GetAddressOf({1, 1, 1}),
                                                      0x0800);
            });
        }
        Simulator::Stop(MilliSeconds(6));
        Simulator::Run();
        Simulator::Destroy();
        ASSERT_GT(m_true.size(), 100U);
    }

    /** \return bytes that anybody might send to a port */
    Wire MakeHostile(FastRandom& random, uint8_t port) const
    {
        Wire wire;
        const uint32_t kind = random.Below(4);
        if (kind < 2)
        {
            wire.resize(random.Below(random.Below(8) == 0 ? 2000 : 120));
            for (uint8_t& byte : wire)
            {
                byte = static_cast<uint8_t>(random.Next() & (random.Below(2) ? 0xff : 0x03));
            }
        }
        else
        {
            wire = m_true[random.Below(static_cast<uint32_t>(m_true.size()))];
            for (uint32_t change = random.Below(5); change > 0; --change)
            {
                const uint32_t at = 14 + random.Below(static_cast<uint32_t>(wire.size() - 14));
                wire[at] = static_cast<uint8_t>(random.Next());
            }
            if (random.Below(4) == 0)
            {
                wire.resize(14 + random.Below(static_cast<uint32_t>(2 * wire.size())), 0xa5);
            }
        }
        // Mostly past the first checks.
        if (kind != 0 && wire.size() > 16)
        {
            CamCubeNetDevice::GetAddressOf(CUBE.GetCoordinate(SERVER), port).CopyTo(wire.data());
            wire[12] = Frame::ETHER_TYPE >> 8;
            wire[13] = Frame::ETHER_TYPE & 0xff;
            if (kind == 1)
            {
                static constexpr uint8_t SERVICES[] = {0, 1, 2, 3, 10, 15};
                wire[14] = 0;
                wire[15] = SERVICES[random.Below(std::size(SERVICES))];
            }
        }
        return wire;
    }

    /** Sends frames to a new server, which knows of no failure. */
    void Bombard(uint32_t frames, FastRandom& random)
    {
        SocketServer s(CUBE, CUBE.GetCoordinate(SERVER));
        Simulator::Stop(MicroSeconds(1)); // its cables have carrier
        Simulator::Run();
        InstallServices(NodeContainer(s.server));
        for (uint32_t i = 0; i < frames; ++i)
        {
            const auto port = static_cast<uint8_t>(random.Below(N_TORUS_PORTS));
            const Wire wire = MakeHostile(random, port);
            if (!wire.empty())
            {
                s.cables[port]->Receive(wire.data(), wire.size());
            }
            if (random.Below(16) == 0)
            {
                Simulator::Stop(MicroSeconds(1 + random.Below(200)));
                Simulator::Run();
                while (!s.TakeSent(port).empty())
                {
                }
            }
        }
        for (uint8_t port : CUBE.GetPorts())
        {
            m_received += s.cables[port]->GetCounters().received;
            m_malformed += s.cables[port]->GetCounters().malformed;
        }
        // It still does what it is for.
        const Ptr<MultiHopRouting> routing = MultiHopRoutingHelper::Get(s.server);
        m_forwarded += routing->GetCounters().forwarded;
        m_refused += RoutingProtocolHelper::Get(s.server)->GetCounters().malformed;
        uint32_t delivered = 0;
        const Registration kept =
            routing->AddEndpoint(nullptr, TEST_ENDPOINT, [&](FramePtr, const RoutingHeader&) {
                ++delivered;
            });
        routing->Send(CUBE.GetCoordinate(SERVER), TEST_ENDPOINT, Create<Packet>(10));
        Simulator::Stop(MicroSeconds(100));
        Simulator::Run();
        EXPECT_EQ(delivered, 1U);
    }

    /** The same again and again, for a server soon believes no neighbour any more. */
    void BombardMany(uint32_t frames, uint64_t seed)
    {
        SCOPED_TRACE("seed " + std::to_string(seed));
        FastRandom random(seed);
        for (uint32_t sent = 0; sent < frames; sent += AT_ONCE)
        {
            Bombard(AT_ONCE, random);
            Simulator::Destroy();
        }
        EXPECT_GT(m_received, frames / 2);
        EXPECT_GT(m_malformed, frames / 50);
        EXPECT_GT(m_forwarded, frames / 100);
        EXPECT_GT(m_refused, frames / 100);
    }

    std::vector<Wire> m_true; //!< bytes of frames as they were received
    uint64_t m_received{0};   //!< frames that a port took
    uint64_t m_malformed{0};  //!< and did not take
    uint64_t m_forwarded{0};  //!< packets in them that went on
    uint64_t m_refused{0};    //!< messages of the routing protocol that made no sense
};

} // namespace

TEST_P(HostileFrames, DoNoHarm)
{
    BombardMany(20000, 1);
}

TEST_P(HostileFrames, SlowMillionDoesNoHarm)
{
    for (uint64_t seed = 2; seed < 7; ++seed)
    {
        BombardMany(100000, seed);
    }
}

INSTANTIATE_TEST_SUITE_P(Of,
                         HostileFrames,
                         testing::Values("DistanceVector", "LinkState"),
                         [](const auto& test) { return test.param; });
