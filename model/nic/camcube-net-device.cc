/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "camcube-net-device.h"

#include "camcube-wire-header.h"

#include "ns3/net-device-queue-interface.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <stdexcept>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(CamCubeNetDevice);

class CamCubeNetDevice::Turn : public EventImpl
{
  public:
    explicit Turn(CamCubeNetDevice* port)
        : m_port(port)
    {
    }

    /** The port is gone; an event still in the list does nothing. */
    void Disarm()
    {
        m_port = nullptr;
    }

  private:
    void Notify() override
    {
        if (m_port)
        {
            m_port->SlotFree();
        }
    }

    CamCubeNetDevice* m_port; //!< the port, until it is disposed of
};

TypeId
CamCubeNetDevice::GetTypeId()
{
    static TypeId tid = PortTraces::AddTo(
        TypeId("ns3::CamCubeNetDevice")
            .SetParent<CamCubeNetDeviceBase>()
            .SetGroupName("CamCube")
            .AddConstructor<CamCubeNetDevice>()
            .AddAttribute(
                "Mtu",
                "Bytes behind a frame's Ethernet header, at most",
                UintegerValue(1500),
                MakeUintegerAccessor(&CamCubeNetDevice::SetMtu, &CamCubeNetDevice::GetMtu),
                MakeUintegerChecker<uint16_t>(68, MAX_MTU))
            .AddAttribute("DataRate",
                          "Bits a second on the cable, each way",
                          DataRateValue(DataRate("1Gbps")),
                          MakeDataRateAccessor(&CamCubeNetDevice::SetDataRate,
                                               &CamCubeNetDevice::GetDataRate),
                          MakeDataRateChecker())
            .AddAttribute(
                "LineOverhead",
                "Line time that a frame takes beyond its own bytes, in bytes: preamble 8, "
                "frame check sequence 4, inter-frame gap 12",
                UintegerValue(24),
                MakeUintegerAccessor(&CamCubeNetDevice::m_overheadBytes),
                MakeUintegerChecker<uint32_t>(0, 1000))
            .AddAttribute("ProcessingDelay",
                          "Time from a frame's last bit to its service at the receiving server; "
                          "pipelined, so it bounds no throughput",
                          TimeValue(MicroSeconds(1)),
                          MakeTimeAccessor(&CamCubeNetDevice::m_processingDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("ReceiveErrorModel",
                          "Decides which received frames are corrupt",
                          PointerValue(),
                          MakePointerAccessor(&CamCubeNetDevice::m_errorModel),
                          MakePointerChecker<ErrorModel>()));
    return tid;
}

CamCubeNetDevice::CamCubeNetDevice()
    : m_turn(new Turn(this), false)
{
}

CamCubeNetDevice::~CamCubeNetDevice() = default;

void
CamCubeNetDevice::DoDispose()
{
    m_turn->Disarm();
    m_owner = nullptr;
    m_cable = nullptr;
    m_errorModel = nullptr;
    m_queueInterface = nullptr;
    CamCubeNetDeviceBase::DoDispose();
}

void
CamCubeNetDevice::NotifyNewAggregate()
{
    if (!m_queueInterface)
    {
        m_queueInterface = GetObject<NetDeviceQueueInterface>();
    }
    CamCubeNetDeviceBase::NotifyNewAggregate();
}

void
CamCubeNetDevice::SetOwner(PortOwner* owner, uint8_t port)
{
    m_owner = owner;
    m_port = port;
}

void
CamCubeNetDevice::Attach(Ptr<CamCubeChannel> cable)
{
    m_cable = cable;
    cable->Attach(this);
}

bool
CamCubeNetDevice::Transmit(CamCubeFramePtr& frame)
{
    const int64_t now = Simulator::Now().GetTimeStep();
    if (!IsFree(now))
    {
        return false;
    }
    if (frame->GetMacPayloadSize() > m_mtu)
    {
        ++m_counters.txTooLong;
        if (m_traces)
        {
            m_traces->macTxDrop(SentBytes(*frame));
        }
        frame.reset();
        return true;
    }
    const uint32_t bytes = frame->GetSize();
    const int64_t transmissionTime = GetTransmissionTime(bytes);
    m_busyUntil = now + transmissionTime;
    ++m_counters.txFrames;
    m_counters.txBytes += bytes;
    m_counters.busyTimeSteps += transmissionTime;
    if (m_traces)
    {
        TraceTransmit(*frame, transmissionTime);
    }
    m_cable->Carry(this, std::move(frame), m_busyUntil);
    return true;
}

void
CamCubeNetDevice::RequestTurn()
{
    if (m_turnRequested || !m_up)
    {
        return;
    }
    m_turnRequested = true;
    const int64_t wait = std::max<int64_t>(0, m_busyUntil - Simulator::Now().GetTimeStep());
    m_turn->Ref(); // the simulator drops one reference when the event has run
    Simulator::ScheduleWithContext(GetNode()->GetId(), TimeStep(wait), PeekPointer(m_turn));
}

void
CamCubeNetDevice::SlotFree()
{
    m_turnRequested = false;
    if (!m_up)
    {
        return;
    }
    if (m_queueInterface)
    {
        m_queueInterface->GetTxQueue(0)->Wake();
    }
    if (m_owner)
    {
        m_owner->SlotFree(m_port);
    }
}

void
CamCubeNetDevice::Receive(CamCubeFramePtr frame)
{
    if (m_errorModel)
    {
        Ptr<Packet> bytes = ReceivedBytes(*frame);
        if (m_errorModel->IsCorrupt(bytes))
        {
            ++m_counters.rxCorrupt;
            if (m_traces)
            {
                m_traces->phyRxDrop(bytes);
            }
            return;
        }
    }
    ++m_counters.rxFrames;
    m_counters.rxBytes += frame->GetSize();
    if (m_traces)
    {
        Ptr<const Packet> bytes = ReceivedBytes(*frame);
        m_traces->phyRxEnd(bytes);
        m_traces->sniffer(bytes);
        m_traces->promiscSniffer(bytes);
        m_traces->macPromiscRx(bytes);
        m_traces->macRx(bytes);
    }
    if (m_owner && frame->GetEtherType() == CamCubeFrame::ETHER_TYPE)
    {
        m_owner->FrameArrived(std::move(frame), m_port);
    }
    else
    {
        const CamCubeNetDevice* peer = GetPeer();
        HandUp(frame->TakePayload(),
               frame->GetEtherType(),
               peer ? peer->GetAddress() : GetBroadcast());
    }
}

void
CamCubeNetDevice::ReceiveBytes(Ptr<const Packet> wire)
{
    if (CamCubeFramePtr frame = CamCubeFrame::FromPacket(wire))
    {
        Receive(std::move(frame));
        return;
    }
    ++m_counters.rxMalformed;
    if (m_traces)
    {
        m_traces->phyRxDrop(wire);
    }
}

void
CamCubeNetDevice::CarrierChanged(bool up)
{
    m_up = up;
    NotifyLinkChange();
    if (m_owner)
    {
        m_owner->LinkChanged(m_port, up);
    }
}

void
CamCubeNetDevice::LostOnCable(CamCubeFramePtr frame)
{
    ++m_counters.lostOnCable;
    CamCubeNetDevice* sender = GetPeer();
    if (sender && sender->m_traces)
    {
        sender->m_traces->phyTxDrop(ReceivedBytes(*frame));
    }
}

void
CamCubeNetDevice::SetActive(bool active)
{
    m_active = active;
    if (m_cable)
    {
        m_cable->UpdateCarrier();
    }
}

void
CamCubeNetDevice::SetDataRate(DataRate rate)
{
    if (rate.GetBitRate() == 0)
    {
        throw std::invalid_argument("a data rate of 0 would never send a frame; give one above 0, "
                                    "such as 1Gbps");
    }
    m_rate = rate;
    m_timedBytes = 0;
}

DataRate
CamCubeNetDevice::GetDataRate() const
{
    return m_rate;
}

int64_t
CamCubeNetDevice::GetTransmissionTime(uint32_t frameBytes) const
{
    // Most frames have the size of the one before.
    const uint32_t bytes = frameBytes + m_overheadBytes;
    if (bytes != m_timedBytes)
    {
        m_timedBytes = bytes;
        m_timedSteps = m_rate.CalculateBytesTxTime(bytes).GetTimeStep();
    }
    return m_timedSteps;
}

PortTraces&
CamCubeNetDevice::GetTraces()
{
    if (!m_traces)
    {
        m_traces = std::make_unique<PortTraces>();
    }
    return *m_traces;
}

CamCubeNetDevice*
CamCubeNetDevice::GetPeer() const
{
    return m_cable ? m_cable->GetPeer(this) : nullptr;
}

Ptr<Packet>
CamCubeNetDevice::SentBytes(const CamCubeFrame& frame) const
{
    const CamCubeNetDevice* peer = GetPeer();
    return frame.ToPacket(GetMac(), peer ? peer->GetMac() : Mac48Address::GetBroadcast());
}

Ptr<Packet>
CamCubeNetDevice::ReceivedBytes(const CamCubeFrame& frame) const
{
    const CamCubeNetDevice* peer = GetPeer();
    return frame.ToPacket(peer ? peer->GetMac() : Mac48Address(), GetMac());
}

void
CamCubeNetDevice::TraceTransmit(const CamCubeFrame& frame, int64_t transmissionTime)
{
    Ptr<const Packet> bytes = SentBytes(frame);
    m_traces->macTx(bytes);
    m_traces->sniffer(bytes);
    m_traces->promiscSniffer(bytes);
    m_traces->phyTxBegin(bytes);
    if (!m_traces->phyTxEnd.IsEmpty())
    {
        Simulator::Schedule(
            TimeStep(transmissionTime),
            [port = Ptr<CamCubeNetDevice>(this), bytes] { port->m_traces->phyTxEnd(bytes); });
    }
}

Ptr<Channel>
CamCubeNetDevice::GetChannel() const
{
    return m_cable;
}

bool
CamCubeNetDevice::IsLinkUp() const
{
    return m_up;
}

bool
CamCubeNetDevice::IsPointToPoint() const
{
    return true;
}

bool
CamCubeNetDevice::Send(Ptr<Packet> packet, const Address&, uint16_t protocol)
{
    CamCubeFramePtr frame = CamCubeFrame::Foreign(packet, protocol);
    if (!Transmit(frame))
    {
        ++m_counters.txBusy;
        if (m_traces)
        {
            m_traces->macTxDrop(SentBytes(*frame));
        }
        return false;
    }
    if (m_queueInterface)
    {
        m_queueInterface->GetTxQueue(0)->Stop();
        RequestTurn();
    }
    return true;
}

} // namespace ns3
