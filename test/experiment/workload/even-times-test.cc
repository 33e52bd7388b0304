/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Traffic that happens evenly, also over times whose multiples fit into no integer.

#include "cube-fixture.h"

#include "ns3/even-times.h"
#include "ns3/failure-injector.h"
#include "ns3/group-multicast.h"
#include "ns3/group-traffic.h"
#include "ns3/group-tree.h"
#include "ns3/key-routing.h"
#include "ns3/key-traffic.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/service-helper.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

const Time CENTURIES = TimeStep(8000000000000000000);

/** Three servers with keys and groups. */
class EvenTimesTest : public CubeTest
{
  protected:
    EvenTimesTest()
    {
        m_random->SetStream(1);
        MultiHopRoutingHelper().Install(m_servers);
        ServiceHelper<KeyRouting>().Install(m_servers);
        ServiceHelper<GroupTree>().Install(m_servers);
        ServiceHelper<GroupMulticast>().Install(m_servers);
        Simulator::Run();
    }

    TorusHelper m_torus{3, 1, 1};
    NodeContainer m_servers = m_torus.Create();
    FailureInjector m_failures;
    Ptr<UniformRandomVariable> m_random = CreateObject<UniformRandomVariable>();
};

} // namespace

TEST_F(EvenTimesTest, AreExact)
{
    EXPECT_EQ(GetEvenTime(0, 3, TimeStep(5), TimeStep(15)), TimeStep(5));
    EXPECT_EQ(GetEvenTime(1, 3, TimeStep(5), TimeStep(15)), TimeStep(8));
    EXPECT_EQ(GetEvenTime(2, 3, TimeStep(5), TimeStep(15)), TimeStep(11));
    EXPECT_EQ(GetEvenTime(2, 3, TimeStep(5), TimeStep(5)), TimeStep(5));
    EXPECT_EQ(GetEvenTime(3, 4, Time(), CENTURIES), TimeStep(6000000000000000000));
    EXPECT_EQ(GetEvenTime(UINT32_MAX - 1, UINT32_MAX, Time(), TimeStep(UINT32_MAX - 1)),
              TimeStep(UINT32_MAX - 2));
}

TEST_F(EvenTimesTest, MessagesToGroupsAreSentOverCenturies)
{
    GroupTraffic traffic(m_servers, m_failures, {{{1, 0, 0}, 0}}, m_random);
    traffic.Join(1);
    traffic.Send(4, Time(), CENTURIES);
    Simulator::Run();
    EXPECT_GE(Simulator::Now(), TimeStep(6000000000000000000));
    const CubeComponents connected(
        m_torus.GetTorus(),
        [](uint32_t) { return true; },
        [](uint32_t, uint8_t) { return true; });
    EXPECT_EQ(traffic.Count(connected).delivered, 12U);
}

TEST_F(EvenTimesTest, PacketsToKeysAreSentOverCenturies)
{
    KeyTraffic traffic(m_servers, m_failures, m_random);
    traffic.Send({4, Key::At(m_torus.GetTorus(), {1, 0, 0}, 0)}, Time(), CENTURIES);
    Simulator::Run();
    EXPECT_GE(Simulator::Now(), TimeStep(6000000000000000000));
    EXPECT_EQ(traffic.GetCounts().delivered, 4U);
}
