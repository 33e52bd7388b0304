/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What an ns-3 tree runs with ./test.py -s camcube. The thorough tests are the *-test.cc files of
// this folder; these show that the module works inside the tree, with its asserts on.

#include "ns3/multi-hop-routing-helper.h"
#include "ns3/ns3-release.h"
#include "ns3/simulator.h"
#include "ns3/test.h"
#include "ns3/torus-helper.h"

#include <vector>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Distances, next hops and cables of one torus agree with each other. */
class TorusGeometryTestCase : public TestCase
{
  public:
    TorusGeometryTestCase(uint32_t kx, uint32_t ky, uint32_t kz)
        : TestCase("Geometry of the torus " + Torus(kx, ky, kz).GetName()),
          m_torus(kx, ky, kz)
    {
    }

  private:
    void DoRun() override
    {
        std::vector<uint32_t> atDistance(m_torus.GetDiameter() + 1, 0);
        for (uint32_t server = 0; server < m_torus.GetNServers(); ++server)
        {
            const TorusCoordinate c = m_torus.GetCoordinate(server);
            NS_TEST_ASSERT_MSG_EQ(m_torus.GetServer(c), server, "number and coordinate differ");
            ++atDistance.at(m_torus.GetDistance({0, 0, 0}, c));
            for (uint8_t port : m_torus.GetPorts())
            {
                const uint32_t neighbor = m_torus.GetNeighbor(server, port);
                NS_TEST_ASSERT_MSG_EQ(m_torus.GetNeighbor(neighbor, OppositePort(port)),
                                      server,
                                      "a cable that does not lead back");
                const bool nearer =
                    m_torus.GetDistance(m_torus.GetCoordinate(neighbor), {0, 0, 0}) <
                    m_torus.GetDistance(c, {0, 0, 0});
                NS_TEST_ASSERT_MSG_EQ(m_torus.GetNextHops(c, {0, 0, 0}).Contains(port),
                                      nearer,
                                      "a next hop that is not nearer, or a nearer one left out");
            }
        }
        const bool same = atDistance == m_torus.GetDistanceHistogram();
        NS_TEST_ASSERT_MSG_EQ(same, true, "the closed-form histogram differs from a count");
    }

    Torus m_torus; //!< the torus under test
};

/** In an idle cube, a packet takes its hops times the time of one. */
class IdleLatencyTestCase : public TestCase
{
  public:
    IdleLatencyTestCase()
        : TestCase("Latency in an idle cube")
    {
    }

  private:
    void DoRun() override
    {
        TorusHelper torus(4, 4, 4);
        NodeContainer servers = torus.Create();
        MultiHopRoutingHelper().Install(servers);
        constexpr uint16_t ENDPOINT = 4711;
        int64_t latency = 0;
        std::vector<Registration> endpoints;
        for (auto server = servers.Begin(); server != servers.End(); ++server)
        {
            endpoints.push_back(MultiHopRoutingHelper::Get(*server)->AddEndpoint(
                nullptr,
                ENDPOINT,
                [&latency](FramePtr frame, const RoutingHeader&) {
                    latency = Simulator::Now().GetTimeStep() - frame->GetBirth();
                }));
        }
        Simulator::Run();
        for (uint32_t to = 1; to < servers.GetN(); ++to)
        {
            const TorusCoordinate destination = torus.GetTorus().GetCoordinate(to);
            MultiHopRoutingHelper::Get(servers.Get(0))
                ->Send(destination, ENDPOINT, Create<Packet>(1486));
            Simulator::Run();
            const int64_t hops = torus.GetTorus().GetDistance({0, 0, 0}, destination);
            NS_TEST_ASSERT_MSG_EQ(latency, hops * ((1500 + 38) * 8 + 100 + 1000), "to " << to);
        }
        Simulator::Destroy();
    }
};

class CamcubeTestSuite : public TestSuite
{
  public:
    CamcubeTestSuite()
        : TestSuite("camcube", TestSuite::Type::UNIT)
    {
        AddTestCase(new TorusGeometryTestCase(4, 4, 4), QUICK_TEST_CASE<TestCase>);
        AddTestCase(new TorusGeometryTestCase(2, 3, 5), QUICK_TEST_CASE<TestCase>);
        AddTestCase(new TorusGeometryTestCase(7, 1, 2), QUICK_TEST_CASE<TestCase>);
        AddTestCase(new IdleLatencyTestCase, QUICK_TEST_CASE<TestCase>);
    }
};

const CamcubeTestSuite g_camcubeTestSuite; //!< registers itself

} // namespace
