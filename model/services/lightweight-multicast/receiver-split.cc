/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "receiver-split.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

using Ways = std::vector<ReceiverWays>;
using Ports = std::vector<uint8_t>; //!< by receiver

/** \return the hops of the shortest arc of a ring on which all of some places are */
uint32_t
GetArc(std::vector<uint8_t> places, uint32_t side)
{
    std::sort(places.begin(), places.end());
    uint32_t gap = places.front() + side - places.back();
    for (std::size_t i = 1; i < places.size(); ++i)
    {
        gap = std::max<uint32_t>(gap, places[i] - places[i - 1]);
    }
    return side - gap;
}

/** \return the port that leads to most of the receivers without a port; the lowest of several */
uint8_t
FindBusiest(PortSet among, const Ways& receivers, const Ports& ports)
{
    std::array<std::size_t, N_TORUS_PORTS> counts{};
    for (std::size_t i = 0; i < receivers.size(); ++i)
    {
        for (uint8_t port : receivers[i].nextHops& among)
        {
            counts[port] += ports[i] == N_TORUS_PORTS;
        }
    }
    uint8_t best = among.GetFirst();
    for (uint8_t port : among)
    {
        best = counts[port] > counts[best] ? port : best;
    }
    return best;
}

/** \return the port of each receiver, of a set that leads to all */
Ports
Assign(PortSet set, const Ways& receivers)
{
    Ports ports(receivers.size(), N_TORUS_PORTS);
    while (!set.IsEmpty())
    {
        const uint8_t port = FindBusiest(set, receivers, ports);
        for (std::size_t i = 0; i < receivers.size(); ++i)
        {
            if (ports[i] == N_TORUS_PORTS && receivers[i].nextHops.Contains(port))
            {
                ports[i] = port;
            }
        }
        set.Remove(port);
    }
    return ports;
}

/** \return hops that seem to be left: one a port, and the sides of its box */
uint32_t
Estimate(const Torus& torus, uint32_t here, PortSet set, const Ways& receivers, const Ports& ports)
{
    uint32_t hops = 0;
    for (uint8_t port : set)
    {
        const TorusCoordinate next = torus.GetCoordinate(torus.GetNeighbor(here, port));
        std::array<std::vector<uint8_t>, 3> places{{{next.x}, {next.y}, {next.z}}};
        for (std::size_t i = 0; i < receivers.size(); ++i)
        {
            if (ports[i] == port)
            {
                const TorusCoordinate& receiver = receivers[i].receiver;
                places[0].push_back(receiver.x);
                places[1].push_back(receiver.y);
                places[2].push_back(receiver.z);
            }
        }
        ++hops;
        for (uint8_t axis = 0; axis < 3; ++axis)
        {
            hops += GetArc(std::move(places[axis]), torus.GetSide(axis));
        }
    }
    return hops;
}

/** \return the smallest sets of ports that lead to all receivers, lowest bits first */
std::vector<PortSet>
FindSmallestSets(const Torus& torus, const Ways& receivers)
{
    std::vector<PortSet> smallest;
    const uint16_t all = torus.GetPorts().GetBits();
    for (uint16_t bits = 1; bits <= all; ++bits)
    {
        const PortSet set(bits);
        const bool leadsToAll =
            std::all_of(receivers.begin(), receivers.end(), [set](const ReceiverWays& ways) {
                return !(ways.nextHops & set).IsEmpty();
            });
        if (!leadsToAll || (!smallest.empty() && set.GetSize() > smallest[0].GetSize()))
        {
            continue;
        }
        if (!smallest.empty() && set.GetSize() < smallest[0].GetSize())
        {
            smallest.clear();
        }
        smallest.push_back(set);
    }
    return smallest;
}

} // namespace

std::vector<uint8_t>
SplitOverFewestPorts(const Torus& torus, const TorusCoordinate& here, const Ways& receivers)
{
    for (const ReceiverWays& ways : receivers)
    {
        if (ways.nextHops.IsEmpty() || !(ways.nextHops - torus.GetPorts()).IsEmpty())
        {
            throw std::invalid_argument("no cable of " + here.GetName() + " is said to lead to " +
                                        ways.receiver.GetName() +
                                        "; leave out receivers without next hops, and ports "
                                        "without cable");
        }
    }
    Ports best;
    uint32_t fewest = UINT32_MAX;
    if (receivers.empty())
    {
        return best;
    }
    for (PortSet set : FindSmallestSets(torus, receivers))
    {
        Ports ports = Assign(set, receivers);
        const uint32_t hops = Estimate(torus, torus.GetServer(here), set, receivers, ports);
        if (hops < fewest)
        {
            fewest = hops;
            best = std::move(ports);
        }
    }
    return best;
}

std::array<std::vector<TorusCoordinate>, N_TORUS_PORTS>
DivideOverPorts(const ReceiverSplit& split,
                const Torus& torus,
                const TorusCoordinate& here,
                const Ways& receivers)
{
    std::array<std::vector<TorusCoordinate>, N_TORUS_PORTS> lists;
    const Ports ports = split(torus, here, receivers);
    for (std::size_t i = 0; i < receivers.size(); ++i)
    {
        if (ports.size() != receivers.size() || !receivers[i].nextHops.Contains(ports[i]))
        {
            throw std::logic_error("a split named no port that leads to receiver " +
                                   receivers[i].receiver.GetName() +
                                   "; answer with one of its next hops for each receiver");
        }
        lists[ports[i]].push_back(receivers[i].receiver);
    }
    return lists;
}

} // namespace ns3::camcube
