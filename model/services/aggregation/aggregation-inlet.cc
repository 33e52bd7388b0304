/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "aggregation-inlet.h"

#include <utility>

namespace ns3::camcube
{

AggregationInlet::AggregationInlet(const TorusCoordinate& place, uint8_t link, uint32_t window)
    : m_place(place),
      m_link(link),
      m_window(window)
{
}

void
AggregationInlet::Reset(const std::optional<uint64_t>& after)
{
    m_frames.clear();
    m_used = 0;
    m_last = after;
    m_isComplete = false;
}

void
AggregationInlet::Begin(uint64_t session)
{
    m_session = session;
    m_received = 0;
    m_granted = 0;
    m_early.clear();
}

void
AggregationInlet::Grant(AggregationMessage& message)
{
    m_granted = GetCredit();
    m_hasMoved = true; // it takes a while for what is granted to come
    message.session = m_session;
    message.number = m_granted;
    message.received = m_received;
    message.SetAfter(m_last);
}

bool
AggregationInlet::Accept(const AggregationMessage& message, std::vector<AggregationRecord> records)
{
    if (message.session != m_session || m_isComplete || message.number < m_received ||
        message.number >= m_granted)
    {
        return false;
    }
    m_early[message.number] = {message.GetAfter(), message.isLast, std::move(records)};
    bool isOfUse = true;
    for (auto next = m_early.find(m_received); next != m_early.end() && isOfUse && !m_isComplete;
         next = m_early.find(m_received))
    {
        isOfUse = Take(std::move(m_early.extract(next).mapped()));
    }
    m_hasMoved = m_hasMoved || isOfUse;
    return isOfUse;
}

bool
AggregationInlet::Take(Early frame)
{
    if (frame.after != m_last)
    {
        return false; // whoever sends it: no record is used twice, and none is left out
    }
    ++m_received;
    m_isComplete = frame.isLast;
    if (!frame.records.empty())
    {
        m_last = frame.records.back().key;
        m_frames.push_back(std::move(frame.records));
    }
    return true;
}

const AggregationRecord*
AggregationInlet::Peek() const
{
    return m_frames.empty() ? nullptr : &m_frames.front()[m_used];
}

void
AggregationInlet::Pop()
{
    if (++m_used == m_frames.front().size())
    {
        m_frames.pop_front();
        m_used = 0;
    }
}

bool
AggregationInlet::HasStalled()
{
    return !std::exchange(m_hasMoved, false) && !m_isComplete && m_received < m_granted;
}

} // namespace ns3::camcube
