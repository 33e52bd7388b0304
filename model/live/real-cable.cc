/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "real-cable.h"

#include "cable-frame.h"
#include "linux-interface.h"
#include "socket-reader.h"

#include "ns3/camcube-channel.h"
#include "ns3/event-time.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("RealCable");
NS_OBJECT_ENSURE_REGISTERED(RealCable);

namespace
{

Mac48Address
GetMac(const CamCubeNetDevice& port)
{
    return Mac48Address::ConvertFrom(port.GetAddress());
}

/** \return bytes of a frame that a port takes, at most */
uint32_t
GetMostBytes(const CamCubeNetDevice& port)
{
    return std::max<uint32_t>(Frame::ETHERNET_HEADER_BYTES + port.GetMtu(),
                              CableFrame::LEAST_BYTES);
}

} // namespace

TypeId
RealCable::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::RealCable")
            .SetParent<Object>()
            .SetGroupName("CamCube")
            .AddConstructor<RealCable>()
            .AddAttribute("PendingLimit",
                          "Frames that may wait here to be received; then the kernel keeps them",
                          UintegerValue(256),
                          MakeUintegerAccessor(&RealCable::m_limit),
                          MakeUintegerChecker<uint32_t>(1, 65536))
            .AddAttribute("Silence",
                          "From the start until the link may have carrier: longer than the "
                          "neighbour needs to notice that whoever was here before has gone",
                          TimeValue(MilliSeconds(60)),
                          MakeTimeAccessor(&RealCable::m_silence),
                          MakeTimeChecker(Time(0)));
    return tid;
}

RealCable::RealCable() = default;
RealCable::~RealCable() = default;

void
RealCable::DoDispose()
{
    m_begin.Cancel();
    if (m_reader)
    {
        SetSocket(nullptr);
    }
    if (m_standIn)
    {
        m_standIn->SetOwner(nullptr, 0);
        m_standIn->Dispose();
    }
    m_port = nullptr;
    m_standIn = nullptr;
    m_channel = nullptr;
    Object::DoDispose();
}

void
RealCable::Plug(Ptr<CamCubeNetDevice> port,
                const Mac48Address& neighbor,
                const std::string& interface,
                std::shared_ptr<DescriptorWatch> watch)
{
    const LinuxInterface found = LinuxInterface::Look(interface);
    if (found.index == 0)
    {
        throw std::invalid_argument("there is no network interface \"" + Abridge(interface) +
                                    "\"; \"ip link\" lists them");
    }
    if (found.mtu < LEAST_MTU)
    {
        throw std::invalid_argument("interface " + interface + " takes " +
                                    std::to_string(found.mtu) +
                                    " bytes at most; give it an MTU "
                                    "of 1500, and " +
                                    std::to_string(LEAST_MTU) + " at least");
    }
    auto socket = std::make_unique<PacketSocket>(found.index, interface, GetMac(*port));
    m_interface = interface;
    m_index = found.index;
    m_isUp = found.isUp;
    port->SetMtu(static_cast<uint16_t>(std::min<uint32_t>(port->GetMtu(), found.mtu)));
    Connect(port, neighbor, std::move(watch));
    SetSocket(std::move(socket));
}

void
RealCable::Plug(Ptr<CamCubeNetDevice> port,
                const Mac48Address& neighbor,
                std::unique_ptr<PacketSocket> socket,
                std::shared_ptr<DescriptorWatch> watch)
{
    m_isUp = true;
    Connect(port, neighbor, std::move(watch));
    SetSocket(std::move(socket));
}

void
RealCable::Connect(Ptr<CamCubeNetDevice> port,
                   const Mac48Address& neighbor,
                   std::shared_ptr<DescriptorWatch> watch)
{
    m_reader = std::make_unique<SocketReader>(
        std::move(watch),
        port->GetNode()->GetId(),
        m_limit,
        GetMostBytes(*port),
        [this](const uint8_t* bytes, std::size_t size) { Receive(bytes, size); },
        [this] { SocketFailed(); });
    m_port = port;
    m_standIn = CreateObject<CamCubeNetDevice>();
    m_standIn->SetAddress(neighbor);
    m_standIn->SetProcessingDelay(Time(0));
    m_standIn->SetNode(port->GetNode());
    m_standIn->SetOwner(this, 0);
    m_channel = CreateObject<CamCubeChannel>();
    m_channel->SetDelay(Time(0));
    m_channel->Cut(); // until the silence is over
    port->Attach(m_channel);
    m_standIn->Attach(m_channel);
    m_begin = Simulator::Schedule(m_silence, [this] {
        m_isSilent = false;
        UpdateCarrier();
    });
}

void
RealCable::SetSocket(std::unique_ptr<PacketSocket> socket)
{
    CountOverrun();
    m_reader->SetSocket(std::move(socket));
}

void
RealCable::SocketFailed()
{
    ++m_counters.failures;
    UpdateCarrier();
}

void
RealCable::CountOverrun()
{
    if (const PacketSocket* socket = m_reader ? m_reader->GetSocket() : nullptr)
    {
        m_counters.overrun += socket->TakeDrops();
    }
}

void
RealCable::UpdateCarrier()
{
    if (!m_channel)
    {
        return;
    }
    if (!m_interface.empty())
    {
        const LinuxInterface found = LinuxInterface::Look(m_interface);
        bool isOpen = m_reader->GetSocket() && found.index == m_index;
        if (!isOpen)
        {
            SetSocket(nullptr);
        }
        if (!isOpen && found.index != 0)
        {
            try
            {
                SetSocket(
                    std::make_unique<PacketSocket>(found.index, m_interface, GetMac(*m_port)));
                m_index = found.index;
                isOpen = true;
            }
            catch (const std::exception& error)
            {
                NS_LOG_WARN(error.what()); // it may have gone again
            }
        }
        const bool isUp = isOpen && found.isUp;
        m_counters.failures += m_isUp && !isUp;
        m_isUp = isUp;
    }
    if (m_isUp && !m_isSilent)
    {
        m_channel->Mend();
    }
    else
    {
        m_channel->Cut();
    }
}

void
RealCable::FrameArrived(FramePtr frame, uint8_t)
{
    CableFrame::Write(*frame->ToPacket(GetMac(*m_port), GetMac(*m_standIn)), m_bytes);
    const PacketSocket* socket = m_reader->GetSocket();
    if (socket && socket->Send(m_bytes.data(), m_bytes.size()))
    {
        ++m_counters.sent;
    }
    else
    {
        NS_LOG_INFO("frame of " << m_bytes.size() << " bytes not taken by " << m_interface);
        ++m_counters.notTaken;
    }
}

void
RealCable::SlotFree(uint8_t)
{
}

void
RealCable::LinkChanged(uint8_t, bool)
{
}

void
RealCable::Receive(const uint8_t* bytes, std::size_t size)
{
    if (!m_port)
    {
        return; // disposed of
    }
    std::array<uint8_t, 6> own;
    GetMac(*m_port).CopyTo(own.data());
    if (size >= own.size() && !std::equal(own.begin(), own.end(), bytes))
    {
        ++m_counters.others;
        return;
    }
    const Ptr<Packet> frame = CableFrame::Read(bytes, size);
    if (!frame || (bytes[12] << 8 | bytes[13]) != Frame::ETHER_TYPE ||
        frame->GetSize() > GetMostBytes(*m_port))
    {
        ++m_counters.malformed;
        return;
    }
    if (!m_channel->IsUp())
    {
        ++m_counters.unwanted;
        return;
    }
    ++m_counters.received;
    // A processing delay that is lowered must not let a frame overtake another.
    m_lastHandUp =
        std::max(m_lastHandUp, EventTime::Now() + m_port->GetProcessingDelay().GetTimeStep());
    m_port->ReceiveBytes(frame, m_lastHandUp);
}

RealCable::Counters
RealCable::GetCounters()
{
    CountOverrun();
    return m_counters;
}

} // namespace ns3::camcube
