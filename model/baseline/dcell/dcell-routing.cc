/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "dcell-routing.h"

#include "ns3/flow-hash.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(DcellRouting);

TypeId
DcellRouting::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::DcellRouting")
            .SetParent<AddressRouting>()
            .SetGroupName("CamCube")
            .AddConstructor<DcellRouting>()
            .AddAttribute("Retries",
                          "How many detours by a proxy a packet may take before it is dropped.",
                          UintegerValue(8),
                          MakeUintegerAccessor(&DcellRouting::m_retries),
                          MakeUintegerChecker<uint32_t>(0, 255))
            .AddAttribute("ZoneLevel",
                          "Level b of the cells whose servers tell each other of failures; at "
                          "most k-1 is used. Set it before the network is created.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&DcellRouting::m_zoneLevel),
                          MakeUintegerChecker<uint32_t>(0, Dcell::MAX_K));
    return tid;
}

void
DcellRouting::SetNode(const Dcell& dcell, uint32_t node)
{
    const bool isServer = node < dcell.GetNServers();
    m_dcell = dcell;
    m_zoneLevel = std::min(m_zoneLevel, std::max(dcell.GetK(), 1U) - 1);
    SetPlace(node, Ipv4Address(dcell.GetAddress(node)), dcell.GetNPorts(node), isServer);
    if (isServer)
    {
        m_zone.emplace(dcell, m_zoneLevel, node);
    }
}

bool
DcellRouting::IsSwitch() const
{
    return !m_zone;
}

bool
DcellRouting::IsServer(Ipv4Address address) const
{
    return m_dcell.FindServer(address.Get()).has_value();
}

bool
DcellRouting::MayAdvertise(uint32_t port) const
{
    return IsSwitch() || port <= m_zoneLevel;
}

bool
DcellRouting::Relays() const
{
    return true;
}

bool
DcellRouting::IsOriginator() const
{
    return true;
}

void
DcellRouting::NotifyLinkState()
{
    if (m_zone)
    {
        m_zone->Update(GetLinkState());
    }
}

void
DcellRouting::Originate(Transit& transit)
{
    DcellHeader header;
    header.protocol = transit.header.GetProtocol();
    Route(transit, header);
}

void
DcellRouting::Arrive(Transit& transit)
{
    DcellHeader header;
    if (IsSwitch())
    {
        const bool isWhole = transit.packet->PeekHeader(header) != 0;
        if (isWhole && header.switchPort < m_dcell.GetN() && IsPortUp(header.switchPort))
        {
            Forward(transit, header.switchPort);
            return;
        }
    }
    else if (transit.packet->RemoveHeader(header) != 0)
    {
        transit.header.SetProtocol(header.protocol);
        transit.header.SetPayloadSize(transit.packet->GetSize());
        if (m_dcell.FindServer(transit.header.GetDestination().Get()) == GetNode())
        {
            transit.deliver(transit.packet, transit.header, transit.interface);
            return;
        }
        Route(transit, header);
        return;
    }
    Drop(transit);
}

void
DcellRouting::Route(Transit& transit, DcellHeader& header)
{
    const auto destination = m_dcell.FindServer(transit.header.GetDestination().Get());
    const bool isSane = destination && (!header.proxy || *header.proxy < m_dcell.GetNServers());
    const auto hop = isSane ? Choose(*destination,
                                     header,
                                     FlowHash(GetNode(), transit.packet, transit.header),
                                     transit.interface > 0 ? transit.interface - 1 : 0)
                            : std::nullopt;
    if (!hop)
    {
        Drop(transit);
        return;
    }
    header.switchPort = hop->server % m_dcell.GetN();
    transit.packet->AddHeader(header);
    transit.header.SetProtocol(SHIM_PROTOCOL);
    transit.header.SetPayloadSize(transit.packet->GetSize());
    Forward(transit, hop->port);
}

DcellRouting::Path
DcellRouting::FindPath(uint32_t target, uint32_t cameBy) const
{
    const uint32_t self = GetNode();
    uint32_t level = 0;
    for (;;)
    {
        const uint32_t common = m_dcell.GetCommonLevel(self, target);
        if (common <= m_zone->GetLevel())
        {
            break;
        }
        level = common;
        const Dcell::Link link = m_dcell.GetLink(self, level, m_dcell.GetDigit(target, level));
        const bool isBack = link.from == self && level == cameBy;
        if (isBack || GetLinkState().IsDown(link.from, level))
        {
            return {std::nullopt, level};
        }
        if (link.from == self)
        {
            return {Dcell::Hop{link.to, level}, level};
        }
        target = link.from;
    }
    if (!m_zone->CanReach(target))
    {
        return {std::nullopt, level};
    }
    return {m_zone->GetNextHop(target), level};
}

std::optional<Dcell::Hop>
DcellRouting::Choose(uint32_t destination, DcellHeader& header, uint64_t flow, uint32_t cameBy)
{
    for (;;)
    {
        if (header.proxy == GetNode())
        {
            header.proxy.reset();
        }
        const Path path = FindPath(header.proxy.value_or(destination), cameBy);
        if (path.hop)
        {
            return path.hop;
        }
        if (header.detours >= m_retries)
        {
            return std::nullopt;
        }
        const uint32_t levels = m_dcell.GetK() - m_zone->GetLevel();
        if (path.level > 0)
        {
            header.proxy = ChooseProxy(path.level, header, flow, cameBy);
            if (!header.proxy)
            {
                return std::nullopt;
            }
            if (cameBy > 0 && *header.proxy == m_dcell.GetPeer(GetNode(), cameBy))
            {
                cameBy = 0; // there is no other path than back
            }
        }
        else if (header.proxy)
        {
            header.proxy.reset(); // cut off from its own zone: try from here
        }
        else if (levels > 0)
        {
            const uint32_t level = m_zone->GetLevel() + 1 + (flow + header.detours) % levels;
            header.proxy = m_dcell.GetPeer(destination, level);
        }
        else
        {
            return std::nullopt;
        }
        ++header.detours;
        ++m_nDetours;
    }
}

std::optional<uint32_t>
DcellRouting::ChooseProxy(uint32_t level, DcellHeader& header, uint64_t flow, uint32_t cameBy) const
{
    const uint32_t lowest = m_zone->GetLevel() + 1;
    const uint32_t levels = m_dcell.GetK() - m_zone->GetLevel();
    const uint32_t wanted =
        header.level >= level ? std::min<uint32_t>(header.level + 1, m_dcell.GetK()) : level;
    for (uint32_t i = 0; i < levels; ++i)
    {
        const uint32_t tried = lowest + (wanted - lowest + i) % levels;
        auto exits = m_zone->GetExits(tried, GetLinkState());
        const auto back = std::find_if(exits.begin(), exits.end(), [&](const auto& exit) {
            return exit.server == GetNode() && exit.level == cameBy;
        });
        if (back != exits.end() && exits.size() > 1)
        {
            exits.erase(back);
        }
        if (!exits.empty())
        {
            // One more detour has to be another choice, though the flow is the same.
            const uint64_t mixed = (flow >> 32) + header.detours * 0x9e3779b1ULL;
            const auto& exit = exits[mixed % exits.size()];
            header.level = tried;
            return m_dcell.GetPeer(exit.server, tried);
        }
    }
    return std::nullopt;
}

} // namespace ns3::camcube
