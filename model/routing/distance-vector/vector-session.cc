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
    m_queue.Clear();
    m_kept.Clear();
    m_queued = 0;
    m_number = number;
    m_sent = m_confirmed = m_awaited = 0;
}

bool
VectorSession::Confirm(uint16_t awaited)
{
    const auto confirmed = static_cast<uint16_t>(awaited - m_confirmed);
    if (confirmed == 0 || confirmed > GetUnconfirmed())
    {
        return false;
    }
    while (m_confirmed != awaited)
    {
        m_kept.Pop();
        ++m_confirmed;
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
