/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "queued-service.h"

#include "runtime.h"

#include "ns3/torus-port.h"
#include "ns3/uinteger.h"

#include <stdexcept>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(QueuedService);

TypeId
QueuedService::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::QueuedService")
                            .SetParent<Service>()
                            .SetGroupName("CamCube")
                            .AddAttribute("QueueLimit",
                                          "Frames that may wait for each link",
                                          UintegerValue(64),
                                          MakeUintegerAccessor(&QueuedService::m_limit),
                                          MakeUintegerChecker<uint32_t>());
    return tid;
}

QueuedService::QueuedService(uint16_t serviceId)
    : Service(serviceId)
{
}

SendResult
QueuedService::Enqueue(uint8_t port, FramePtr frame)
{
    // What waits here, whatever else a class that derives from this one is polled for.
    if (QueuedService::IsWaitingFor(port) && frame && frame->GetPayload())
    {
        Queue& queue = m_queues[port];
        if (queue.size < m_limit)
        {
            queue.frames.Push(std::move(frame));
            ++queue.size;
            return SendResult::SENT;
        }
        GiveBack(port, std::move(frame), SendResult::BUSY);
        return SendResult::BUSY;
    }
    SendResult result = GetRuntime().Send(this, port, frame);
    if (result == SendResult::BUSY && m_limit > 0)
    {
        m_queues[port].frames.Push(std::move(frame));
        ++m_queues[port].size;
        return SendResult::SENT;
    }
    if (result != SendResult::SENT)
    {
        GiveBack(port, std::move(frame), result);
    }
    return result;
}

SendResult
QueuedService::EnqueueFirst(uint8_t port, FramePtr frame)
{
    SendResult result = SendResult::BUSY;
    if (!QueuedService::IsWaitingFor(port) || !frame || !frame->GetPayload())
    {
        result = GetRuntime().Send(this, port, frame);
    }
    if (result == SendResult::BUSY)
    {
        m_queues[port].first.Push(std::move(frame));
        ++m_queues[port].firstSize;
        return SendResult::SENT;
    }
    if (result != SendResult::SENT)
    {
        GiveBack(port, std::move(frame), result);
    }
    return result;
}

FramePtr
QueuedService::Poll(uint8_t out)
{
    if (out >= m_queues.size())
    {
        return nullptr;
    }
    Queue& queue = m_queues[out];
    while (!queue.IsEmpty())
    {
        FramePtr frame = queue.Pop();
        if (GetRuntime().GetRoom(out, *frame) >= 0)
        {
            return frame;
        }
        GiveBack(out, std::move(frame), SendResult::TOO_LONG);
    }
    return nullptr;
}

bool
QueuedService::IsWaitingFor(uint8_t out) const
{
    return out < m_queues.size() && !m_queues[out].IsEmpty();
}

uint32_t
QueuedService::GetQueuedFrames(uint8_t out) const
{
    return out < m_queues.size() ? m_queues[out].size + m_queues[out].firstSize : 0;
}

void
QueuedService::LinkDown(uint8_t port)
{
    if (port >= m_queues.size())
    {
        return;
    }
    // Those that wait now, and not what Undelivered() may bring.
    Queue& queue = m_queues[port];
    for (uint32_t left = GetQueuedFrames(port); left > 0 && !queue.IsEmpty(); --left)
    {
        GiveBack(port, queue.Pop(), SendResult::DOWN);
    }
}

void
QueuedService::GiveBack(uint8_t port, FramePtr frame, SendResult why)
{
    if (m_givingBack.Contains(port))
    {
        throw std::logic_error("a frame that could not be sent by " + PortName(port) +
                               " was sent there again at once, in vain; drop it in Undelivered(), "
                               "take another port, or wait");
    }
    m_givingBack.Insert(port);
    try
    {
        Undelivered(port, std::move(frame), why);
    }
    catch (...)
    {
        m_givingBack.Remove(port);
        throw;
    }
    m_givingBack.Remove(port);
}

void
QueuedService::Undelivered(uint8_t, FramePtr, SendResult)
{
}

void
QueuedService::Withdrawing()
{
    for (Queue& queue : m_queues)
    {
        queue.frames.Clear();
        queue.first.Clear();
        queue.size = queue.firstSize = 0;
    }
}

} // namespace ns3::camcube
