/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "socket-reader.h"

#include "ns3/event-time.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3::camcube
{

SocketReader::SocketReader(std::shared_ptr<DescriptorWatch> watch,
                           uint32_t context,
                           uint32_t limit,
                           uint32_t mostBytes,
                           Receiver receiver,
                           std::function<void()> failed)
    : m_context(context),
      m_receiver(std::move(receiver)),
      m_failed(std::move(failed)),
      m_reader(std::move(watch), limit, mostBytes, {[this] { Arrived(); }, [this] { Failed(); }})
{
}

SocketReader::~SocketReader()
{
    SetSocket(nullptr);
}

void
SocketReader::SetSocket(std::unique_ptr<PacketSocket> socket)
{
    m_reader.Close(); // before the descriptor is another's
    m_socket = std::move(socket);
    if (m_socket)
    {
        m_reader.Open(m_socket->GetDescriptor());
    }
}

void
SocketReader::Arrived()
{
    if (!m_isTold.exchange(true))
    {
        Simulator::ScheduleWithContext(m_context, Time(), [this] { TakeArrivals(); });
    }
}

void
SocketReader::Failed()
{
    Simulator::ScheduleWithContext(m_context, Time(), [this] { m_failed(); });
}

void
SocketReader::TakeArrivals()
{
    const EventTime here;
    m_isTold = false;
    PacketRing& ring = m_reader.GetRing();
    while (ring.GetSize() > 0)
    {
        const auto [bytes, size] = ring.PeekFirst();
        m_receiver(bytes, size);
        ring.Pop();
    }
    m_reader.Resume();
}

} // namespace ns3::camcube
