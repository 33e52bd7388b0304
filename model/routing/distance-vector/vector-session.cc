/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "vector-session.h"

namespace ns3::camcube
{

void
VectorSession::Begin(uint16_t number)
{
    m_incoming.clear();
    m_kept.Clear();
    m_number = number;
    m_sent = m_acknowledged = m_expected = 0;
}

bool
VectorSession::Acknowledge(uint16_t expected)
{
    const auto acknowledged = static_cast<uint16_t>(expected - m_acknowledged);
    if (acknowledged == 0 || acknowledged > GetUnacknowledged())
    {
        return false;
    }
    while (m_acknowledged != expected)
    {
        m_kept.Pop();
        ++m_acknowledged;
    }
    return true;
}

FramePtr
VectorSession::CopyNextKept()
{
    FramePtr kept = m_kept.Pop();
    FramePtr copy = kept->Copy();
    m_kept.Push(std::move(kept));
    return copy;
}

} // namespace ns3::camcube
