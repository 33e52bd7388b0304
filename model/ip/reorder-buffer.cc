/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "reorder-buffer.h"

#include "ns3/simulator.h"

namespace ns3::camcube
{

ReorderBuffer::ReorderBuffer(Sink sink, uint32_t limit, Time timeout)
    : m_sink(std::move(sink)),
      m_limit(limit),
      m_timeout(timeout)
{
}

ReorderBuffer::~ReorderBuffer()
{
    m_watch.Cancel();
}

void
ReorderBuffer::Receive(uint32_t sequence, Ptr<Packet> packet, uint16_t protocol)
{
    // The number on the wire is the low half of a counter that goes on.
    const auto ahead = static_cast<int32_t>(sequence - static_cast<uint32_t>(m_due));
    if (ahead < 0)
    {
        ++m_counters.late;
        m_sink(packet, protocol);
        return;
    }
    if (ahead > 0)
    {
        ++m_counters.early;
        m_waiting.emplace(m_due + ahead, Waiting{packet, protocol});
        if (m_waiting.size() > m_limit)
        {
            GiveUp();
        }
        Watch();
        return;
    }
    ++m_counters.inOrder;
    ++m_due;
    m_sink(packet, protocol);
    ReleaseInOrder();
    Watch();
}

void
ReorderBuffer::ReleaseInOrder()
{
    while (!m_waiting.empty() && m_waiting.begin()->first == m_due)
    {
        const Waiting next = m_waiting.begin()->second;
        m_waiting.erase(m_waiting.begin());
        ++m_due;
        m_sink(next.packet, next.protocol);
    }
}

void
ReorderBuffer::GiveUp()
{
    ++m_counters.gaps;
    m_due = m_waiting.begin()->first;
    ReleaseInOrder();
}

void
ReorderBuffer::Watch()
{
    if (m_waiting.empty())
    {
        m_watch.Cancel();
    }
    else if (m_watch.IsExpired() || m_watched != m_due)
    {
        m_watch.Cancel();
        m_watched = m_due;
        m_watch = Simulator::Schedule(m_timeout, [this] {
            GiveUp();
            Watch();
        });
    }
}

} // namespace ns3::camcube
