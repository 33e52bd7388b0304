/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTING_FIXTURE_H
#define ROUTING_FIXTURE_H

#include "cube-fixture.h"

namespace ns3::camcube
{

/** Bytes of a packet that make a frame with the full 1,500 bytes behind its Ethernet header. */
constexpr uint32_t FULL_PACKET = 1500 - Frame::SERVICE_ID_BYTES - RoutingHeader::WIRE_BYTES;

/** Time steps of one hop of such a frame with default attributes: 1 Gbps, 100 ns, 1 us. */
constexpr int64_t FULL_HOP = (1500 + 14 + 24) * 8 + 100 + 1000;

class RoutingTest : public CubeTest
{
  protected:
    NodeContainer Build(uint32_t kx, uint32_t ky, uint32_t kz, const char* choice = "RandomPath")
    {
        m_torus = std::make_unique<TorusHelper>(kx, ky, kz);
        NodeContainer servers = m_torus->Create();
        MultiHopRoutingHelper routing;
        routing.SetAttribute("Choice", StringValue(choice));
        routing.Install(servers);
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            Keep(Routing(servers, i)
                     ->AddEndpoint(nullptr,
                                   TEST_ENDPOINT,
                                   [this](FramePtr frame, const RoutingHeader& header) {
                                       ++m_delivered;
                                       m_latency =
                                           Simulator::Now().GetTimeStep() - frame->GetBirth();
                                       m_header = header;
                                   }));
        }
        Simulator::Run(); // everything initialises itself
        return servers;
    }

    TorusCoordinate At(uint32_t server) const
    {
        return m_torus->GetTorus().GetCoordinate(server);
    }

    void Send(const NodeContainer& servers, uint32_t from, uint32_t to, uint32_t bytes = 100)
    {
        Routing(servers, from)->Send(At(to), TEST_ENDPOINT, Create<Packet>(bytes));
    }

    static uint64_t Dropped(const NodeContainer& servers, MultiHopRouting::DropReason reason)
    {
        uint64_t sum = 0;
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            sum += Routing(servers, i)->GetCounters().dropped[reason];
        }
        return sum;
    }

    std::unique_ptr<TorusHelper> m_torus;
    uint64_t m_delivered{0};
    int64_t m_latency{0};
    RoutingHeader m_header;
};

} // namespace ns3::camcube

#endif /* ROUTING_FIXTURE_H */
