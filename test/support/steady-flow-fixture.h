/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STEADY_FLOW_FIXTURE_H
#define STEADY_FLOW_FIXTURE_H

#include "cube-fixture.h"

#include "ns3/routed-traffic.h"

#include <optional>

namespace ns3::camcube
{

/** A routed cube in which one server sends to a neighbour as often as is told, for what meters
 * links. */
class SteadyFlowTest : public CubeTest
{
  protected:
    explicit SteadyFlowTest(const TorusHelper& torus)
        : m_torus(torus),
          m_servers(m_torus.Create())
    {
        MultiHopRoutingHelper().Install(m_servers);
        m_traffic.emplace(m_servers);
    }

    void TearDown() override
    {
        m_traffic.reset();
        CubeTest::TearDown();
    }

    /** Sends a packet of 1,000 bytes with all headers every 100 us from server 0 over port +x. */
    void Send(Time stop)
    {
        constexpr uint32_t HEADERS = RoutedTraffic::HEADER_BYTES + Frame::ETHERNET_HEADER_BYTES;
        m_traffic->Install(Workload::ConstantRate({{0, 1}},
                                                  DataRate((1000 - HEADERS) * 8 * 10000),
                                                  1000 - HEADERS,
                                                  Time(0),
                                                  stop));
    }

    TorusHelper m_torus;                    //!< the cube
    NodeContainer m_servers;                //!< its servers
    std::optional<RoutedTraffic> m_traffic; //!< over it
};

} // namespace ns3::camcube

#endif // STEADY_FLOW_FIXTURE_H
