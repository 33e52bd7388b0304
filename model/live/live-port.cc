/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "live-port.h"

#include "descriptor-reader.h"
#include "lateness.h"

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
                          MakeTimeChecker(Time(1)))
            .AddAttribute("LatenessLimit",
                          "While the simulation is later than this, packets wait as if there was "
                          "no room in the cube: a machine with too much to do gets no more of it",
                          TimeValue(MilliSeconds(10)),
                          MakeTimeAccessor(&LivePort::m_mostLate),
                          MakeTimeChecker(Time(1)));
    return tid;
}

LivePort::LivePort() = default;

LivePort::~LivePort() = default;

void
LivePort::DoDispose()
{
    if (m_reader)
    {
        m_reader->Close();
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
    m_bytes.resize(NetDeviceBase::MAX_MTU);
    nic->SetReceiveCallback(MakeCallback(&LivePort::Receive, this));
    const auto tell = [this](void (LivePort::*what)()) {
        Simulator::ScheduleWithContext(m_context, Time(), [this, what] { (this->*what)(); });
    };
    // One event a packet: at the time at which it came, however late the simulation is.
    m_reader = std::make_unique<DescriptorReader>(
        std::move(watch),
        m_limit,
        nic->GetMtu(),
        DescriptorReader::Hooks{[tell] { tell(&LivePort::BecomeDue); },
                                [tell] { tell(&LivePort::GoDown); }});
    m_reader->Open(descriptor);
}

void
LivePort::SetInterceptor(Interceptor interceptor)
{
    m_interceptor = std::move(interceptor);
}

void
LivePort::BecomeDue()
{
    ++m_counters.fromHost;
    ++m_due;
    if (m_again.IsExpired()) // else those before it wait
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
        const bool isLate = GetLateness() > m_mostLate;
        if (isLate || !m_nic->HasRoom(m_next, anybody, m_nextProtocol))
        {
            m_again = Simulator::Schedule(isLate ? m_mostLate : m_retry, &LivePort::Send, this);
            ++m_counters.waited;
            break;
        }
        m_counters.refused += !m_nic->Send(m_next, anybody, m_nextProtocol);
        m_next = nullptr;
    }
    if (m_reader->GetRing().GetSize() <= m_limit / 2)
    {
        m_reader->Resume();
    }
}

bool
LivePort::TakeNext()
{
    PacketRing& ring = m_reader->GetRing();
    while (m_due > 0)
    {
        --m_due;
        const auto [bytes, size] = ring.PeekFirst();
        const uint8_t version = bytes[0] >> 4;
        if (version == 4 || version == 6)
        {
            m_next = Create<Packet>(bytes, size);
            m_nextProtocol =
                version == 4 ? Ipv4L3Protocol::PROT_NUMBER : Ipv6L3Protocol::PROT_NUMBER;
        }
        ring.Pop();
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
