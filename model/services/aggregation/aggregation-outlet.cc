/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "aggregation-outlet.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

AggregationOutlet::AggregationOutlet(uint32_t window, uint32_t perFrame)
    : m_window(window),
      m_perFrame(perFrame)
{
}

void
AggregationOutlet::Reset(const std::optional<uint64_t>& after)
{
    m_frames.clear();
    m_partial.clear();
    m_first = m_next = 0;
    m_end = after;
    m_isOver = false;
}

bool
AggregationOutlet::Pull(const AggregationMessage& message, const TorusCoordinate& from)
{
    if (message.session == m_session && from == server)
    {
        m_credit = std::max(m_credit, message.number);
        for (; m_first < std::min(message.received, m_next); ++m_first)
        {
            m_frames.pop_front();
        }
        return true;
    }
    server = from;
    m_session = message.session;
    m_credit = message.number;
    m_first = m_next = 0;
    const std::optional<uint64_t> after = message.GetAfter();
    while (!m_frames.empty() && m_frames.front().after != after)
    {
        m_frames.pop_front();
    }
    if (m_frames.empty() && m_end == after && m_isOver)
    {
        Close(true); // all that there was has come before
    }
    return !m_frames.empty() || m_end == after;
}

void
AggregationOutlet::Append(const AggregationRecord& record)
{
    m_partial.push_back(record);
    if (m_partial.size() >= m_perFrame)
    {
        Close(false);
    }
}

void
AggregationOutlet::Finish()
{
    if (!std::exchange(m_isOver, true))
    {
        Close(true);
    }
}

void
AggregationOutlet::Close(bool isLast)
{
    m_frames.push_back({m_end, std::exchange(m_partial, {}), isLast});
    if (!m_frames.back().records.empty())
    {
        m_end = m_frames.back().records.back().key;
    }
}

Ptr<Packet>
AggregationOutlet::Next(AggregationMessage message)
{
    const Content& frame = m_frames[m_next - m_first];
    message.kind = AggregationMessage::DATA;
    message.isLast = frame.isLast;
    message.session = m_session;
    message.number = m_next++;
    message.SetAfter(frame.after);
    return message.ToPacket(frame.records);
}

} // namespace ns3::camcube
