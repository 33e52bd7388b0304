/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "next-hop-queue.h"

namespace ns3
{

namespace
{
/** A ticket is a frame's place in the order of arrival, and below it the link it counts against. */
constexpr uint64_t LINK_BITS = 3;
} // namespace

bool
NextHopQueue::Push(PortSet links, uint32_t limit, CamCubeFramePtr& frame)
{
    uint8_t emptiest = links.GetFirst();
    for (uint8_t link : links)
    {
        if (m_count[link] < m_count[emptiest])
        {
            emptiest = link;
        }
    }
    if (m_count[emptiest] >= limit)
    {
        return false;
    }
    ++m_count[emptiest];
    frame->SetTicket(m_arrivals++ << LINK_BITS | emptiest);
    const uint16_t set = links.GetBits();
    m_fifos[set].Push(std::move(frame));
    m_waiting |= uint64_t{1} << set;
    return true;
}

CamCubeFramePtr
NextHopQueue::Pop(uint8_t link)
{
    int oldest = -1;
    for (uint64_t sets = m_waiting & SetsWith(link); sets; sets &= sets - 1)
    {
        const int set = __builtin_ctzll(sets);
        if (oldest < 0 || m_fifos[set].Front()->GetTicket() < m_fifos[oldest].Front()->GetTicket())
        {
            oldest = set;
        }
    }
    return oldest < 0 ? nullptr : PopFrom(static_cast<uint8_t>(oldest));
}

CamCubeFramePtr
NextHopQueue::PopFrom(uint8_t set)
{
    CamCubeFramePtr frame = m_fifos[set].Pop();
    --m_count[frame->GetTicket() & ((1U << LINK_BITS) - 1)];
    if (m_fifos[set].IsEmpty())
    {
        m_waiting &= ~(uint64_t{1} << set);
    }
    return frame;
}

} // namespace ns3
