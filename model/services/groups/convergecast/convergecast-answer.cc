/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "convergecast-answer.h"

#include "server-list.h"

#include <utility>

namespace ns3::camcube
{

Ptr<Packet>
ConvergecastAnswer::Write(const Torus& torus, uint32_t most) const
{
    const Ptr<Packet> rest = whole.Write(torus, most - ServerList::HEADER_BYTES);
    Ptr<Packet> packet = (missing ? ServerList{*missing, true} : ServerList()).Write(torus);
    if (packet->GetSize() + rest->GetSize() > most)
    {
        packet = ServerList().Write(torus);
    }
    packet->AddAtEnd(rest);
    return packet;
}

std::optional<ConvergecastAnswer>
ConvergecastAnswer::Read(const Torus& torus, const Packet& packet)
{
    const Ptr<Packet> rest = packet.Copy();
    auto list = ServerList::Take(torus, *rest);
    auto whole = list ? Aggregate::Read(torus, *rest) : std::nullopt;
    if (!whole)
    {
        return std::nullopt;
    }
    ConvergecastAnswer answer{std::move(*whole), std::nullopt};
    if (list->isMarked)
    {
        answer.missing = std::move(list->servers);
    }
    return answer;
}

} // namespace ns3::camcube
