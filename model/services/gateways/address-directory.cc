/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "address-directory.h"

#include "ns3/runtime.h"

#include <array>

namespace ns3::camcube
{

namespace
{

/** The name of the fact that says whether a server serves an address. */
struct Standing
{
    uint32_t address{0};
    TorusCoordinate server;
    static constexpr auto FIELDS = HeaderFields(&Standing::address, &Standing::server);

    std::string ToName() const
    {
        std::array<uint8_t, WireBytesOf<Standing>> bytes;
        WriteHeader(*this, bytes.data());
        return {bytes.begin(), bytes.end()};
    }

    static std::optional<Standing> FromName(const std::string& name)
    {
        Standing standing;
        if (name.size() != WireBytesOf<Standing>)
        {
            return std::nullopt;
        }
        ReadHeader(standing, reinterpret_cast<const uint8_t*>(name.data()));
        return standing;
    }
};

} // namespace

AddressDirectory::AddressDirectory(const Ptr<MultiHopRouting>& routing,
                                   Service* owner,
                                   uint16_t endpoint,
                                   Time retry,
                                   FloodCounters& counters)
    : m_torus(owner->GetRuntime().ShareTorus()),
      m_here(owner->GetRuntime().GetCoordinate()),
      m_flood(
          routing,
          owner,
          endpoint,
          retry,
          [this](const NumberedFact& fact) { return IsPossible(fact); },
          [this](const NumberedFact& fact) { Told(fact); },
          counters)
{
}

void
AddressDirectory::Tell(const Ipv4Address& address, bool serves)
{
    m_flood.Give({Standing{address.Get(), m_here}.ToName(),
                  static_cast<uint16_t>(serves),
                  TorusRegion::Ball(m_here, 0),
                  {},
                  0,
                  {}},
                 true);
}

bool
AddressDirectory::IsPossible(const NumberedFact& fact) const
{
    const auto standing = Standing::FromName(fact.name);
    return standing && fact.value <= 1 && m_torus->Contains(standing->server);
}

void
AddressDirectory::Told(const NumberedFact& fact)
{
    const auto standing = Standing::FromName(fact.name);
    m_sets[Ipv4Address(standing->address)].Set(m_torus->GetServer(standing->server),
                                               fact.value != 0);
}

const ServerSet*
AddressDirectory::Find(const Ipv4Address& address) const
{
    const auto found = m_sets.find(address);
    return found != m_sets.end() ? &found->second : nullptr;
}

bool
AddressDirectory::Serves(const Ipv4Address& address) const
{
    const ServerSet* servers = Find(address);
    return servers && servers->Serves(GetHere());
}

std::vector<Ipv4Address>
AddressDirectory::GetServed() const
{
    std::vector<Ipv4Address> served;
    for (const auto& [address, servers] : m_sets)
    {
        if (servers.Serves(GetHere()))
        {
            served.push_back(address);
        }
    }
    return served;
}

} // namespace ns3::camcube
