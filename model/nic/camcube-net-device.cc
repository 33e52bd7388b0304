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
                          MakeTimeAccessor(&CamCubeNetDevice::SetProcessingDelay,
                                           &CamCubeNetDevice::GetProcessingDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("ReceiveErrorModel",
                          "Decides which received frames are corrupt",
                          PointerValue(),
                          MakePointerAccessor(&CamCubeNetDevice::SetReceiveErrorModel,
                                              &CamCubeNetDevice::GetReceiveErrorModel),
                          MakePointerChecker<ErrorModel>()));
    return tid;
}

CamCubeNetDevice::CamCubeNetDevice()
    : m_turn(new Turn(this), false),
      m_inlet(new PortInlet(this), false)
{
}

CamCubeNetDevice::~CamCubeNetDevice() = default;

void
CamCubeNetDevice::DoDispose()
{
    m_turn->Disarm();
    m_inlet->Disarm();
    m_freeAt = &m_ownFreeAt;
    m_ownFreeAt = NEVER;
    m_owner = nullptr;
    m_peerInlet = nullptr;
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
CamCubeNetDevice::SetNode(Ptr<Node> node)
{
    CamCubeNetDeviceBase::SetNode(node);
    m_context = node->GetId();
    m_inlet->SetContext(m_context);
}

void
CamCubeNetDevice::SetOwner(PortOwner* owner, uint8_t port, int64_t* freeAt)
{
    m_owner = owner;
    m_inlet->SetOwner(owner, port);
    m_freeAt = freeAt ? freeAt : &m_ownFreeAt;
    NoteFreeAt();
}

void
CamCubeNetDevice::NoteFreeAt()
{
    *m_freeAt = m_up && !m_turnRequested ? m_busyUntil : NEVER;
}

void
CamCubeNetDevice::Attach(Ptr<CamCubeChannel> cable)
{
    m_cable = cable;
    cable->Attach(this);
}

void
CamCubeNetDevice::SetPeer(CamCubeNetDevice* peer)
{
    m_peerInlet = peer->m_inlet;
}

void
CamCubeNetDevice::SetPropagationDelay(Time delay)
{
    m_propagationDelay = delay;
    UpdateInlet();
}

void
CamCubeNetDevice::SetProcessingDelay(Time delay)
{
    m_processingDelay = delay;
    UpdateInlet();
}

Time
CamCubeNetDevice::GetProcessingDelay() const
{
    return m_processingDelay;
}

void
CamCubeNetDevice::SetReceiveErrorModel(Ptr<ErrorModel> model)
{
    m_errorModel = model;
    UpdateInlet();
}

Ptr<ErrorModel>
CamCubeNetDevice::GetReceiveErrorModel() const
{
    return m_errorModel;
}

void
CamCubeNetDevice::UpdateInlet()
{
    m_inlet->SetDelay((m_propagationDelay + m_processingDelay).GetTimeStep());
    m_inlet->SetWatched(m_traces || m_errorModel);
}

bool
CamCubeNetDevice::Transmit(CamCubeFramePtr& frame, int64_t now)
{
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
    *m_freeAt = m_busyUntil;
    ++m_counters.txFrames;
    m_counters.txBytes += bytes;
    m_counters.busyTimeSteps += transmissionTime;
    if (m_traces)
    {
        TraceTransmit(*frame, transmissionTime);
    }
    m_peerInlet->Carry(std::move(frame), m_busyUntil, now);
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
    NoteFreeAt();
    const int64_t wait = std::max<int64_t>(0, m_busyUntil - Simulator::Now().GetTimeStep());
    m_turn->Ref(); // the simulator drops one reference when the event has run
    Simulator::ScheduleWithContext(m_context, TimeStep(wait), PeekPointer(m_turn));
}

void
CamCubeNetDevice::SlotFree()
{
    m_turnRequested = false;
    NoteFreeAt();
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
        m_owner->SlotFree(GetPort());
    }
}

bool
CamCubeNetDevice::IsCorrupt(const CamCubeFrame& frame)
{
    if (!m_errorModel)
    {
        return false;
    }
    Ptr<Packet> bytes = ReceivedBytes(frame);
    if (!m_errorModel->IsCorrupt(bytes))
    {
        return false;
    }
    ++m_counters.rxCorrupt;
    if (m_traces)
    {
        m_traces->phyRxDrop(bytes);
    }
    return true;
}

void
CamCubeNetDevice::TraceReceive(const CamCubeFrame& frame)
{
    if (m_traces)
    {
        Ptr<const Packet> bytes = ReceivedBytes(frame);
        m_traces->phyRxEnd(bytes);
        m_traces->sniffer(bytes);
        m_traces->promiscSniffer(bytes);
        m_traces->macPromiscRx(bytes);
        m_traces->macRx(bytes);
    }
}

void
CamCubeNetDevice::HandToProtocol(CamCubeFramePtr frame)
{
    const CamCubeNetDevice* peer = GetPeer();
    const uint16_t protocol = frame->GetEtherType();
    HandUp(frame->TakePayload(), protocol, peer ? peer->GetAddress() : GetBroadcast());
}

void
CamCubeNetDevice::ReceiveBytes(Ptr<const Packet> wire)
{
    if (CamCubeFramePtr frame = CamCubeFrame::FromPacket(wire))
    {
        m_inlet->HandUp(std::move(frame));
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
    NoteFreeAt();
    NotifyLinkChange();
    if (m_owner)
    {
        m_owner->LinkChanged(GetPort(), up);
    }
}

void
CamCubeNetDevice::LoseFramesOnCable()
{
    m_inlet->DropInFlight((Simulator::Now() + m_processingDelay).GetTimeStep());
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

LinkCounters
CamCubeNetDevice::GetCounters() const
{
    LinkCounters counters = m_counters;
    m_inlet->AddTo(counters);
    return counters;
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
        UpdateInlet();
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
