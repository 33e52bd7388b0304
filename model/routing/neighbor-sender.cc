/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "neighbor-sender.h"

#include "ns3/runtime.h"
#include "ns3/service.h"

#include <utility>

namespace ns3::camcube
{

uint16_t
NeighborSender::GetServiceId() const
{
    return m_service.GetServiceId();
}

uint32_t
NeighborSender::GetMtu() const
{
    return m_runtime->GetMtu();
}

void
NeighborSender::Send(uint8_t port, FramePtr frame, std::size_t entries)
{
    ++m_counters.messages;
    m_counters.bytes += frame->GetSize();
    m_counters.entries += entries;
    if (!m_sent.IsEmpty())
    {
        m_sent(frame->GetPayload(), port);
    }
    if (m_queues[port].size != 0 || m_runtime->Send(&m_service, port, frame) != SendResult::SENT)
    {
        m_queues[port].frames.Push(std::move(frame));
        ++m_queues[port].size;
    }
}

} // namespace ns3::camcube
