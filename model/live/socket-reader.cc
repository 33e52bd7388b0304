/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "socket-reader.h"

#include "descriptor-watch.h"

#include "ns3/event-time.h"
#include "ns3/simulator.h"

#include <cerrno>
#include <unistd.h>
#include <utility>

namespace ns3::camcube
{

SocketReader::SocketReader(std::shared_ptr<DescriptorWatch> watch,
                           uint32_t context,
                           uint32_t limit,
                           uint32_t mostBytes,
                           Receiver receiver,
                           std::function<void()> failed)
    : m_watch(std::move(watch)),
      m_context(context),
      m_ring(limit, mostBytes + 1),
      m_receiver(std::move(receiver)),
      m_failed(std::move(failed))
{
}

SocketReader::~SocketReader()
{
    SetSocket(nullptr);
}

void
SocketReader::SetSocket(std::unique_ptr<PacketSocket> socket)
{
    if (m_socket)
    {
        m_watch->Remove(m_socket->GetDescriptor());
    }
    m_socket = std::move(socket);
    m_isPaused = false;
    if (m_socket)
    {
        m_watch->Add(m_socket->GetDescriptor(), [this] { Read(); });
    }
}

void
SocketReader::Tell(void (SocketReader::*what)())
{
    Simulator::ScheduleWithContext(m_context, Time(), [this, what] { (this->*what)(); });
}

void
SocketReader::Read()
{
    const int descriptor = m_socket->GetDescriptor();
    while (uint8_t* free = m_ring.PeekFree())
    {
        const ssize_t size = read(descriptor, free, m_ring.GetPacketBytes());
        if (size > 0)
        {
            m_ring.Push(static_cast<uint32_t>(size));
            if (!m_isTold.exchange(true))
            {
                Tell(&SocketReader::TakeArrivals);
            }
        }
        else if (size < 0 && errno == EAGAIN)
        {
            return;
        }
        else if (size == 0 || errno != EINTR)
        {
            // Of a socket whose interface went down, frames come again once it is up.
            if (size == 0 || errno != ENETDOWN)
            {
                m_watch->Remove(descriptor);
            }
            Tell(&SocketReader::TellFailure);
            return;
        }
    }
    m_watch->Pause(descriptor);
    m_isPaused = true;
    // What has been taken meanwhile has seen no pause to end.
    if (m_ring.PeekFree() && m_isPaused.exchange(false))
    {
        m_watch->Resume(descriptor);
    }
}

void
SocketReader::TakeArrivals()
{
    const EventTime here;
    m_isTold = false;
    while (m_ring.GetSize() > 0)
    {
        const auto [bytes, size] = m_ring.PeekFirst();
        m_receiver(bytes, size);
        m_ring.Pop();
    }
    if (m_socket && m_isPaused.exchange(false))
    {
        m_watch->Resume(m_socket->GetDescriptor());
    }
}

void
SocketReader::TellFailure()
{
    m_failed();
}

} // namespace ns3::camcube
