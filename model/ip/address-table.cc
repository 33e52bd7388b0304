/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "address-table.h"

#include <algorithm>

namespace ns3::camcube
{

void
AddressTable::Add(Ipv4Address address, const TorusCoordinate& server)
{
    m_ipv4[address.Get()] = server;
}

void
AddressTable::Add(Ipv6Address address, const TorusCoordinate& server)
{
    m_ipv6[address] = server;
}

void
AddressTable::SetNetwork(Ipv4Address network, Ipv4Mask mask)
{
    m_network = network;
    m_mask = mask;
}

void
AddressTable::AddGateway(const Torus& torus, const TorusCoordinate& server)
{
    m_torus = torus;
    m_gateways.push_back(server);
}

std::optional<TorusCoordinate>
AddressTable::Find(Ipv4Address address, const TorusCoordinate& from) const
{
    const auto found = m_ipv4.find(address.Get());
    if (found != m_ipv4.end())
    {
        return found->second;
    }
    if (m_gateways.empty() || m_mask.IsMatch(address, m_network) || address.IsMulticast() ||
        address.IsBroadcast())
    {
        return std::nullopt;
    }
    return *std::min_element(m_gateways.begin(),
                             m_gateways.end(),
                             [&](const TorusCoordinate& a, const TorusCoordinate& b) {
                                 return m_torus->GetDistance(from, a) <
                                        m_torus->GetDistance(from, b);
                             });
}

std::optional<TorusCoordinate>
AddressTable::Find(const Ipv6Address& address) const
{
    const auto found = m_ipv6.find(address);
    return found == m_ipv6.end() ? std::nullopt : std::optional(found->second);
}

} // namespace ns3::camcube
