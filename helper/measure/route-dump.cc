/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "route-dump.h"

#include "ns3/camcube-channel.h"
#include "ns3/failure-injector.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/node.h"
#include "ns3/torus-helper.h"

namespace ns3
{

void
WriteLinks(std::ostream& os, const Torus& torus, const NodeContainer& servers)
{
    os << "server_a,port_a,server_b,port_b,state\n";
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        for (uint8_t port : torus.GetPorts())
        {
            if (port < OppositePort(port)) // each cable once
            {
                const bool isUp = TorusHelper::GetLink(servers.Get(server), port)->IsUp();
                os << server << ',' << PortName(port) << ',' << torus.GetNeighbor(server, port)
                   << ',' << PortName(OppositePort(port)) << ',' << (isUp ? "up" : "down") << '\n';
            }
        }
    }
}

void
WriteRoutes(std::ostream& os,
            const Torus& torus,
            const NodeContainer& servers,
            const FailureInjector& failures,
            const std::vector<uint32_t>& destinations)
{
    os << "server,destination,distance,next_hop_ports\n";
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        if (failures.IsFailed(servers.Get(server)))
        {
            continue;
        }
        const NextHopTable& table = MultiHopRoutingHelper::Get(servers.Get(server))->GetTable();
        for (uint32_t destination : destinations)
        {
            const TorusCoordinate there = torus.GetCoordinate(destination);
            const uint32_t distance = table.GetDistance(there);
            os << server << ',' << destination << ',';
            if (distance == NextHopTable::UNREACHABLE)
            {
                os << "-1,\n";
                continue;
            }
            os << distance << ',';
            const char* separator = "";
            for (uint8_t port : table.GetNextHops(there))
            {
                os << separator << PortName(port);
                separator = " ";
            }
            os << '\n';
        }
    }
}

} // namespace ns3
