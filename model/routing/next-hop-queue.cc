/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "next-hop-queue.h"

namespace ns3::camcube
{

bool
NextHopQueue::Push(PortSet links, uint32_t limit, FramePtr& frame)
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
    // Room is made by closing the gap at the front where that is wide enough to be worth it.
    const std::size_t size = m_waiting.size();
    if (size == m_waiting.capacity() && m_first > 0 && (m_first >= size / 2 || size <= N_INLINE))
    {
        m_waiting.erase(m_waiting.begin(), m_waiting.begin() + m_first);
        m_first = 0;
    }
    ++m_count[emptiest];
    m_waiting.push_back({std::move(frame), links, emptiest});
    return true;
}

FramePtr
NextHopQueue::Pop(uint8_t link)
{
    const std::size_t place = Find(link);
    return place < m_waiting.size() ? Take(place) : nullptr;
}

FramePtr
NextHopQueue::Take(std::size_t place)
{
    FramePtr frame = std::move(m_waiting[place].frame);
    --m_count[m_waiting[place].counted];
    const auto begin = m_waiting.begin();
    std::move_backward(begin + m_first, begin + place, begin + place + 1);
    if (++m_first == m_waiting.size())
    {
        m_waiting.clear();
        m_first = 0;
    }
    return frame;
}

} // namespace ns3::camcube
