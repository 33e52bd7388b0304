/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "naming-mailbox.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::camcube
{

NamingMailbox::NamingMailbox(Ptr<MultiHopRouting> routing, uint16_t endpoint, std::size_t room)
    : m_routing(std::move(routing)),
      m_endpoint(endpoint),
      m_room(room)
{
}

NamingMailbox::~NamingMailbox()
{
    m_flush.Cancel();
}

void
NamingMailbox::Send(const TorusCoordinate& to, const NamingMessage& message)
{
    Bytes bytes;
    message.Write(bytes);
    Letter& letter = m_letters[to.x << 16 | to.y << 8 | to.z];
    letter.to = to;
    if (letter.bytes.size() + bytes.size() > m_room && !letter.bytes.empty())
    {
        Post(letter);
        letter.bytes.clear();
    }
    letter.bytes.insert(letter.bytes.end(), bytes.begin(), bytes.end());
    ++m_messages;
    if (m_flush.IsExpired())
    {
        m_flush = Simulator::ScheduleNow(&NamingMailbox::Flush, this);
    }
}

void
NamingMailbox::Flush()
{
    m_flush.Cancel();
    for (const auto& [place, letter] : std::exchange(m_letters, {}))
    {
        Post(letter);
    }
}

void
NamingMailbox::Post(const Letter& letter)
{
    if (m_routing->IsDeployed())
    {
        ++m_packets;
        m_routing->Send(
            letter.to,
            m_endpoint,
            Create<Packet>(letter.bytes.data(), static_cast<uint32_t>(letter.bytes.size())));
    }
}

} // namespace ns3::camcube
