/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "route-dump.h"

#include "ns3/camcube-channel.h"
#include "ns3/cube-partition.h"
#include "ns3/failure-injector.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/node.h"
#include "ns3/process-group.h"
#include "ns3/torus-helper.h"

#include <algorithm>
#include <numeric>

namespace ns3::camcube
{

void
WriteLinks(std::ostream& os, const Torus& torus, const NodeContainer& servers)
{
    if (ProcessGroup::Get().IsFirst())
    {
        os << "server_a,port_a,server_b,port_b,state\n";
    }
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        if (CubePartition::IsElsewhere(servers.Get(server)))
        {
            continue;
        }
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

std::vector<uint32_t>
DrawDestinations(uint32_t servers, uint32_t wanted, const Ptr<UniformRandomVariable>& random)
{
    std::vector<uint32_t> drawn(servers);
    std::iota(drawn.begin(), drawn.end(), 0);
    if (wanted == 0 || wanted >= servers)
    {
        return drawn;
    }
    for (uint32_t i = 0; i < wanted; ++i)
    {
        std::swap(drawn[i], drawn[random->GetInteger(i, servers - 1)]);
    }
    drawn.resize(wanted);
    std::sort(drawn.begin(), drawn.end());
    return drawn;
}

void
WriteRoutes(std::ostream& os,
            const Torus& torus,
            const NodeContainer& servers,
            const FailureInjector& failures,
            const std::vector<uint32_t>& destinations,
            const std::function<void(uint32_t server)>& tell)
{
    if (ProcessGroup::Get().IsFirst())
    {
        os << "server,destination,distance,next_hop_ports\n";
    }
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        tell(server);
        if (CubePartition::IsElsewhere(servers.Get(server)) ||
            failures.IsFailed(servers.Get(server)))
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

} // namespace ns3::camcube
