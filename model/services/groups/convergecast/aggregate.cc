/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "aggregate.h"

#include "server-list.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

void
Aggregate::Add(const Aggregate& other, const Combine& combine)
{
    std::vector<uint32_t> both;
    std::set_intersection(servers.begin(),
                          servers.end(),
                          other.servers.begin(),
                          other.servers.end(),
                          std::back_inserter(both));
    isComplete = isComplete && other.isComplete && both.empty();
    if (other.servers.empty() || !both.empty())
    {
        return;
    }
    value = value ? Ptr<const Packet>(combine(value, other.value)) : other.value;
    if (!value)
    {
        throw std::logic_error("a function combined two values to none; return a packet, of no "
                               "bytes perhaps");
    }
    const auto middle = static_cast<std::ptrdiff_t>(servers.size());
    servers.insert(servers.end(), other.servers.begin(), other.servers.end());
    std::inplace_merge(servers.begin(), servers.begin() + middle, servers.end());
}

Ptr<Packet>
Aggregate::Write(const Torus& torus, uint32_t most) const
{
    const Ptr<Packet> packet = ServerList{servers, isComplete}.Write(torus);
    if (value)
    {
        packet->AddAtEnd(value);
    }
    return packet->GetSize() > most && value ? Nothing().Write(torus, most) : packet;
}

std::optional<Aggregate>
Aggregate::Read(const Torus& torus, const Packet& packet)
{
    const Ptr<Packet> value = packet.Copy();
    auto list = ServerList::Take(torus, *value);
    if (!list)
    {
        return std::nullopt;
    }
    const bool isOfNone = list->servers.empty();
    return Aggregate{isOfNone ? nullptr : value, std::move(list->servers), list->isMarked};
}

} // namespace ns3::camcube
