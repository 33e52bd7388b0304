/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "live-port.h"

#include "descriptor-watch.h"
#include "packet-ring.h"

#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"
#include "ns3/virtual-nic.h"

#include <cerrno>
#include <unistd.h>

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("LivePort");
NS_OBJECT_ENSURE_REGISTERED(LivePort);

TypeId
LivePort::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::LivePort")
            .SetParent<Object>()
            .SetGroupName("CamCube")
            .AddConstructor<LivePort>()
            .AddAttribute("PendingLimit",
                          "Packets of the host that may wait here to enter the cube",
                          UintegerValue(256),
                          MakeUintegerAccessor(&LivePort::m_limit),
                          MakeUintegerChecker<uint32_t>(1, 65536))
            .AddAttribute("RetryInterval",
                          "How long a packet waits that found no room in the cube, before it is "
                          "tried again",
                          TimeValue(MicroSeconds(50)),
                          MakeTimeAccessor(&LivePort::m_retry),
                          MakeTimeChecker(Time(1)));
    return tid;
}

LivePort::LivePort() = default;

LivePort::~LivePort() = default;

void
LivePort::DoDispose()
{
    if (m_watch)
    {
        m_watch->Remove(m_descriptor);
        m_watch = nullptr;
        close(m_descriptor);
        m_descriptor = -1;
    }
    m_again.Cancel();
    m_interceptor = nullptr;
    m_next = nullptr;
    m_nic = nullptr;
    Object::DoDispose();
}

void
LivePort::Bind(int descriptor, Ptr<VirtualNic> nic, std::shared_ptr<DescriptorWatch> watch)
{
    m_descriptor = descriptor;
    m_nic = nic;
    m_context = nic->GetNode()->GetId();
    // One byte more than the virtual NIC takes, so that it sees what is too long for it.
    m_ring = std::make_unique<PacketRing>(m_limit, nic->GetMtu() + 1);
    m_bytes.resize(NetDeviceBase::MAX_MTU);
    nic->SetReceiveCallback(MakeCallback(&LivePort::Receive, this));
    watch->Add(descriptor, [this] { Read(); });
    m_watch = std::move(watch);
}

void
LivePort::SetInterceptor(Interceptor interceptor)
{
    m_interceptor = std::move(interceptor);
}

void
LivePort::Read()
{
    while (uint8_t* free = m_ring->PeekFree())
    {
        const ssize_t size = read(m_descriptor, free, m_ring->GetPacketBytes());
        if (size > 0)
        {
            m_ring->Push(static_cast<uint32_t>(size));
            // One event a packet: at the time at which it came, however late the simulation is.
            Simulator::ScheduleWithContext(m_context, Time(), [this] { BecomeDue(); });
        }
        else if (size < 0 && errno == EAGAIN)
        {
            return;
        }
        else if (size == 0 || errno != EINTR) // the device has gone
        {
            m_watch->Remove(m_descriptor);
            Simulator::ScheduleWithContext(m_context, Time(), [this] { GoDown(); });
            return;
        }
    }
    m_watch->Pause(m_descriptor);
    m_isPaused = true;
    // What has been sent meanwhile has seen no pause to end.
    if (m_ring->PeekFree() && m_isPaused.exchange(false))
    {
        m_watch->Resume(m_descriptor);
    }
}

void
LivePort::BecomeDue()
{
    ++m_counters.fromHost;
    ++m_due;
    if (!m_again.IsRunning()) // else those before it wait
    {
        Send();
    }
}

void
LivePort::Send()
{
    if (!m_nic) // disposed of
    {
        return;
    }
    const Address anybody = m_nic->GetBroadcast(); // the packet's IP address says whom
    while (m_next || TakeNext())
    {
        if (m_interceptor && m_interceptor(m_next, m_nextProtocol))
        {
            m_next = nullptr;
            continue;
        }
        if (!m_nic->HasRoom(m_next, anybody, m_nextProtocol))
        {
            m_again = Simulator::Schedule(m_retry, &LivePort::Send, this);
            ++m_counters.waited;
            break;
        }
        m_counters.refused += !m_nic->Send(m_next, anybody, m_nextProtocol);
        m_next = nullptr;
    }
    if (m_isPaused && m_ring->GetSize() <= m_limit / 2 && m_isPaused.exchange(false))
    {
        m_watch->Resume(m_descriptor);
    }
}

bool
LivePort::TakeNext()
{
    while (m_due > 0)
    {
        --m_due;
        const auto [bytes, size] = m_ring->PeekFirst();
        const uint8_t version = bytes[0] >> 4;
        if (version == 4 || version == 6)
        {
            m_next = Create<Packet>(bytes, size);
            m_nextProtocol =
                version == 4 ? Ipv4L3Protocol::PROT_NUMBER : Ipv6L3Protocol::PROT_NUMBER;
        }
        m_ring->Pop();
        if (m_next)
        {
            return true;
        }
        ++m_counters.foreign;
    }
    return false;
}

bool
LivePort::Receive(Ptr<NetDevice>, Ptr<const Packet> packet, uint16_t, const Address&)
{
    return Write(packet);
}

bool
LivePort::Write(Ptr<const Packet> packet)
{
    const uint32_t size = packet->CopyData(m_bytes.data(), m_bytes.size());
    const bool isWritten = write(m_descriptor, m_bytes.data(), size) == ssize_t{size};
    m_counters.toHost += isWritten;
    m_counters.writeErrors += !isWritten;
    if (isWritten)
    {
        m_isDown = false;
    }
    else if (errno != EAGAIN && errno != EINVAL) // its queue is full; that packet is none
    {
        GoDown();
    }
    return isWritten;
}

void
LivePort::GoDown()
{
    if (!m_isDown)
    {
        m_isDown = true;
        ++m_counters.downs;
        NS_LOG_WARN("the device of node " << m_context << " takes no packets");
    }
}

} // namespace ns3::camcube
