/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fat-tree.h"

#include <stdexcept>

namespace ns3::camcube
{

FatTree::FatTree(uint32_t k)
    : m_half(k / 2)
{
    if (k < 2 || k > MAX_K || k % 2 != 0)
    {
        throw std::invalid_argument("a fat-tree of switches with " + std::to_string(k) +
                                    " ports is impossible; give an even k from 2 to " +
                                    std::to_string(MAX_K));
    }
}

FatTree
FatTree::SmallestFor(uint32_t hosts)
{
    const uint32_t most = FatTree(MAX_K).GetNHosts();
    if (hosts < 1 || hosts > most)
    {
        throw std::invalid_argument("no fat-tree has " + std::to_string(hosts) +
                                    " hosts; give 1 to " + std::to_string(most));
    }
    FatTree tree(2);
    while (tree.GetNHosts() < hosts)
    {
        ++tree.m_half;
    }
    return tree;
}

FatTreeHost
FatTree::GetHost(uint32_t host) const
{
    return {host / m_half / m_half, host / m_half % m_half, host % m_half + 2};
}

FatTreeSwitch
FatTree::GetSwitch(uint32_t node) const
{
    uint32_t number = node - GetNHosts();
    if (number < GetNEdgeSwitches())
    {
        return {FatTreeSwitch::EDGE, number / m_half, number % m_half};
    }
    number -= GetNEdgeSwitches();
    if (number < GetNAggregationSwitches())
    {
        return {FatTreeSwitch::AGGREGATION, number / m_half, number % m_half};
    }
    return {FatTreeSwitch::CORE, GetK(), number - GetNAggregationSwitches()};
}

uint32_t
FatTree::GetNumber(const FatTreeSwitch& place) const
{
    const uint32_t edges = GetNHosts();
    const uint32_t aggregations = edges + GetNEdgeSwitches();
    switch (place.layer)
    {
    case FatTreeSwitch::EDGE:
        return edges + place.pod * m_half + place.index;
    case FatTreeSwitch::AGGREGATION:
        return aggregations + place.pod * m_half + place.index;
    default:
        return aggregations + GetNAggregationSwitches() + place.index;
    }
}

uint32_t
FatTree::GetAddress(uint32_t node) const
{
    const auto address = [](uint32_t second, uint32_t third, uint32_t fourth) {
        return 10U << 24 | second << 16 | third << 8 | fourth;
    };
    if (node < GetNHosts())
    {
        const FatTreeHost host = GetHost(node);
        return address(host.pod, host.edge, host.id);
    }
    const FatTreeSwitch place = GetSwitch(node);
    switch (place.layer)
    {
    case FatTreeSwitch::EDGE:
        return address(place.pod, place.index, 1);
    case FatTreeSwitch::AGGREGATION:
        return address(place.pod, m_half + place.index, 1);
    default:
        return address(GetK(), place.index / m_half + 1, place.index % m_half + 1);
    }
}

uint32_t
FatTree::GetFirstUpPort(uint32_t node) const
{
    if (node < GetNHosts())
    {
        return 0;
    }
    return GetSwitch(node).layer == FatTreeSwitch::CORE ? GetK() : m_half;
}

uint32_t
FatTree::GetNeighbor(uint32_t node, uint32_t port) const
{
    if (node < GetNHosts())
    {
        const FatTreeHost host = GetHost(node);
        return GetNumber(FatTreeSwitch{FatTreeSwitch::EDGE, host.pod, host.edge});
    }
    const FatTreeSwitch at = GetSwitch(node);
    const bool down = port < m_half;
    switch (at.layer)
    {
    case FatTreeSwitch::EDGE:
        return down ? GetNumber(FatTreeHost{at.pod, at.index, port + 2})
                    : GetNumber(FatTreeSwitch{FatTreeSwitch::AGGREGATION, at.pod, port - m_half});
    case FatTreeSwitch::AGGREGATION:
        return down ? GetNumber(FatTreeSwitch{FatTreeSwitch::EDGE, at.pod, port})
                    : GetNumber(FatTreeSwitch{FatTreeSwitch::CORE,
                                              GetK(),
                                              at.index * m_half + port - m_half});
    default:
        return GetNumber(FatTreeSwitch{FatTreeSwitch::AGGREGATION, port, at.index / m_half});
    }
}

uint32_t
FatTree::GetDistance(uint32_t from, uint32_t to) const
{
    if (from == to)
    {
        return 0;
    }
    const FatTreeHost a = GetHost(from);
    const FatTreeHost b = GetHost(to);
    return a.pod != b.pod ? 6 : a.edge != b.edge ? 4 : 2;
}

double
FatTree::GetMeanDistance() const
{
    // Of the other hosts, k/2-1 are at the same edge switch and k^2/4-k/2 more in the same pod.
    const double edge = m_half;
    const double pod = edge * m_half;
    const double all = GetNHosts();
    return (2 * (edge - 1) + 4 * (pod - edge) + 6 * (all - pod)) / (all - 1);
}

std::string
FatTree::GetName() const
{
    return "k=" + std::to_string(GetK());
}

} // namespace ns3::camcube
