/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "camcube-net-device.h"

#include "link-power.h"
#include "wire-header.h"

#include "ns3/net-device-queue-interface.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/server-log.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <stdexcept>

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("CamCubeNetDevice");

NS_OBJECT_ENSURE_REGISTERED(CamCubeNetDevice);

TypeId
CamCubeNetDevice::GetTypeId()
{
    static TypeId tid = PortTraces::AddTo(
        TypeId("ns3::camcube::CamCubeNetDevice")
            .SetParent<NetDeviceBase>()
            .SetGroupName("CamCube")
            .AddConstructor<CamCubeNetDevice>()
            .AddAttribute("Mtu",
                          "Bytes behind a frame's Ethernet header, at most",
                          UintegerValue(1500),
                          MakeUintegerAccessor(&CamCubeNetDevice::SetMtu,
                                               static_cast<uint16_t (CamCubeNetDevice::*)() const>(
                                                   &CamCubeNetDevice::GetMtu)),
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
                MakeUintegerAccessor(&CamCubeNetDevice::SetLineOverhead,
                                     &CamCubeNetDevice::GetLineOverhead),
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
    : m_transmitter(new PortTransmitter(this, &m_freeAt), false),
      m_receiver(new PortReceiver(this), false)
{
}

CamCubeNetDevice::CamCubeNetDevice(const CamCubeNetDevice& model)
    : NetDeviceBase(model),
      m_transmitter(new PortTransmitter(this, &m_freeAt), false),
      m_receiver(new PortReceiver(this), false),
      m_errorModel(model.m_errorModel),
      m_processingDelay(model.m_processingDelay),
      m_rate(model.m_rate)
{
    SetMtu(model.GetMtu());
    SetLineOverhead(model.GetLineOverhead());
    UpdateWatched();
}

CamCubeNetDevice::~CamCubeNetDevice() = default;

void
CamCubeNetDevice::DoDispose()
{
    m_transmitter->Disarm();
    m_receiver->Disarm();
    m_nonServiceFrame.reset();
    m_cable = nullptr;
    m_errorModel = nullptr;
    m_queueInterface = nullptr;
    NetDeviceBase::DoDispose();
}

void
CamCubeNetDevice::NotifyNewAggregate()
{
    if (!m_queueInterface)
    {
        m_queueInterface = GetObject<NetDeviceQueueInterface>();
        UpdateWatched();
    }
    NetDeviceBase::NotifyNewAggregate();
}

void
CamCubeNetDevice::SetNode(Ptr<Node> node)
{
    NetDeviceBase::SetNode(node);
    m_transmitter->SetContext(node->GetId());
    m_receiver->SetContext(node->GetId());
}

bool
CamCubeNetDevice::SetMtu(const uint16_t mtu)
{
    const bool possible = NetDeviceBase::SetMtu(mtu);
    m_transmitter->SetMtu(GetMtu());
    return possible;
}

void
CamCubeNetDevice::SetLineOverhead(uint32_t bytes)
{
    m_transmitter->SetOverheadBytes(bytes);
}

uint32_t
CamCubeNetDevice::GetLineOverhead() const
{
    return m_transmitter->GetOverheadBytes();
}

void
CamCubeNetDevice::SetOwner(PortOwner* owner, uint8_t number, int64_t* freeAt)
{
    m_transmitter->SetOwner(owner, number, freeAt ? freeAt : &m_freeAt);
    m_receiver->SetOwner(owner, number);
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
    m_transmitter->SetPeer(peer->m_receiver);
}

void
CamCubeNetDevice::SetPeerDelay(Time delay)
{
    m_transmitter->SetDelay(delay.GetTimeStep());
}

void
CamCubeNetDevice::SetProcessingDelay(Time delay)
{
    m_processingDelay = delay;
    if (m_cable)
    {
        m_cable->UpdateDelay();
    }
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
    UpdateWatched();
}

Ptr<ErrorModel>
CamCubeNetDevice::GetReceiveErrorModel() const
{
    return m_errorModel;
}

void
CamCubeNetDevice::UpdateWatched()
{
    m_transmitter->SetWatched(m_traces || m_queueInterface || m_nonServiceFrame || m_leadsAway);
    m_receiver->SetWatched(m_traces || m_errorModel);
}

bool
CamCubeNetDevice::Transmit(FramePtr& frame)
{
    const SendResult result = m_transmitter->Transmit(frame, EventTime::Now());
    if (result == SendResult::TOO_LONG)
    {
        DropTooLong(std::move(frame));
    }
    return result != SendResult::BUSY;
}

void
CamCubeNetDevice::DropTooLong(FramePtr frame)
{
    NS_LOG_INFO("device " << GetIfIndex() << ": frame of " << frame->GetSize()
                          << " bytes exceeds the MTU");
    ++m_counters.txTooLong;
    if (m_traces)
    {
        m_traces->macTxDrop(SentBytes(*frame));
    }
}

void
CamCubeNetDevice::WakeQueue()
{
    if (m_queueInterface)
    {
        m_queueInterface->GetTxQueue(0)->Wake();
    }
}

bool
CamCubeNetDevice::IsCorrupt(const Frame& frame)
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
CamCubeNetDevice::TraceReceive(const Frame& frame)
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
CamCubeNetDevice::HandToProtocol(FramePtr frame)
{
    const CamCubeNetDevice* peer = GetPeer();
    const uint16_t protocol = frame->GetEtherType();
    HandUp(frame->TakePayload(), protocol, peer ? peer->GetAddress() : GetBroadcast());
}

FramePtr
CamCubeNetDevice::ReadFrame(const Ptr<const Packet>& wire)
{
    FramePtr frame = Frame::FromPacket(wire);
    if (!frame)
    {
        ++m_counters.rxMalformed;
        if (m_traces)
        {
            m_traces->phyRxDrop(wire);
        }
    }
    return frame;
}

void
CamCubeNetDevice::ReceiveBytes(Ptr<const Packet> wire)
{
    if (FramePtr frame = ReadFrame(wire))
    {
        m_receiver->HandUp(std::move(frame));
    }
}

void
CamCubeNetDevice::ReceiveBytes(Ptr<const Packet> wire, int64_t arrival)
{
    if (FramePtr frame = ReadFrame(wire))
    {
        m_receiver->Carry(std::move(frame), arrival, EventTime::Now());
    }
}

void
CamCubeNetDevice::CarryFromFarEnd(FramePtr frame, int64_t arrival)
{
    m_receiver->Carry(std::move(frame), arrival, EventTime::Now());
}

void
CamCubeNetDevice::SetFarEnd(FarEnd* farEnd, uint8_t number)
{
    if (CamCubeNetDevice* standIn = GetPeer()) // else it was disposed of
    {
        standIn->SetOwner(farEnd, number);
    }
    m_leadsAway = farEnd != nullptr;
    UpdateWatched();
}

Mac48Address
CamCubeNetDevice::GetAddressOf(const TorusCoordinate& server, uint8_t port)
{
    const uint8_t bytes[6] = {0x02, 0xcc, port, server.x, server.y, server.z};
    Mac48Address address;
    address.CopyFrom(bytes);
    return address;
}

void
CamCubeNetDevice::CarrierChanged(bool up)
{
    NS_LOG_INFO("device " << GetIfIndex() << (up ? " has carrier" : " has lost carrier"));
    m_transmitter->SetUp(up);
    if (m_nonServiceFrame)
    {
        DropRefused(std::move(m_nonServiceFrame));
        UpdateWatched();
    }
    if (up)
    {
        WakeQueue();
    }
    NotifyLinkChange();
    m_receiver->TellOwner(up);
}

void
CamCubeNetDevice::SetAsleep(bool asleep)
{
    m_transmitter->SetAsleep(asleep);
}

void
CamCubeNetDevice::SleepChanged(bool asleep)
{
    m_receiver->TellOwnerOfSleep(asleep);
    if (m_nonServiceFrame)
    {
        RequestTurn();
    }
}

void
CamCubeNetDevice::WakeLink()
{
    if (LinkPower* power = m_cable ? m_cable->GetPower() : nullptr)
    {
        power->Wake();
    }
}

void
CamCubeNetDevice::LoseFramesOnCable(CamCubeNetDevice& sender)
{
    const int64_t safe = (Simulator::Now() + m_processingDelay).GetTimeStep();
    m_receiver->DropInFlight(safe);
    sender.m_transmitter->ForgetLost(safe);
}

void
CamCubeNetDevice::LostOnCable(FramePtr frame)
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
    m_receiver->AddTo(counters);
    m_transmitter->AddTo(counters);
    return counters;
}

void
CamCubeNetDevice::SetActive(bool active)
{
    if (m_leadsAway && active != m_active)
    {
        throw std::logic_error("a link to a server of another process cannot be switched by one of "
                               "its ends; cut its cable by a failure that all processes plan, or "
                               "run in one process");
    }
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
    m_transmitter->RateChanged();
}

DataRate
CamCubeNetDevice::GetDataRate() const
{
    return m_rate;
}

int64_t
CamCubeNetDevice::GetTransmissionTime(uint32_t frameBytes) const
{
    return m_transmitter->GetTransmissionTime(frameBytes);
}

PortTraces&
CamCubeNetDevice::GetTraces()
{
    if (!m_traces)
    {
        m_traces = std::make_unique<PortTraces>();
        UpdateWatched();
    }
    return *m_traces;
}

CamCubeNetDevice*
CamCubeNetDevice::GetPeer() const
{
    return m_cable ? m_cable->GetPeer(this) : nullptr;
}

Ptr<Packet>
CamCubeNetDevice::SentBytes(const Frame& frame) const
{
    const CamCubeNetDevice* peer = GetPeer();
    return frame.ToPacket(GetMac(), peer ? peer->GetMac() : Mac48Address::GetBroadcast());
}

Ptr<Packet>
CamCubeNetDevice::ReceivedBytes(const Frame& frame) const
{
    const CamCubeNetDevice* peer = GetPeer();
    return frame.ToPacket(peer ? peer->GetMac() : Mac48Address(), GetMac());
}

void
CamCubeNetDevice::TraceTransmit(const Frame& frame, int64_t transmissionTime)
{
    if (!m_traces)
    {
        return;
    }
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
    return m_transmitter->IsUp();
}

bool
CamCubeNetDevice::IsPointToPoint() const
{
    return !m_leadsAway;
}

bool
CamCubeNetDevice::Send(Ptr<Packet> packet, const Address&, uint16_t protocol)
{
    FramePtr frame = Frame::MakeNonServiceFrame(packet, protocol);
    if (!m_nonServiceFrame && Transmit(frame))
    {
        return true;
    }
    if (m_nonServiceFrame || !IsLinkUp())
    {
        DropRefused(std::move(frame));
        return false;
    }
    m_nonServiceFrame = std::move(frame);
    UpdateWatched();
    if (m_queueInterface)
    {
        m_queueInterface->GetTxQueue(0)->Stop();
    }
    RequestTurn();
    return true;
}

bool
CamCubeNetDevice::HasNonServiceFrame() const
{
    return m_nonServiceFrame != nullptr;
}

void
CamCubeNetDevice::SendNonService()
{
    if (!m_nonServiceFrame)
    {
        return;
    }
    if (Transmit(m_nonServiceFrame))
    {
        UpdateWatched();
        WakeQueue();
    }
    else
    {
        RequestTurn();
    }
}

void
CamCubeNetDevice::DropRefused(FramePtr frame)
{
    NS_LOG_INFO("device " << GetIfIndex() << ": frame of " << frame->GetSize() << " bytes refused");
    ++m_counters.txBusy;
    if (m_traces)
    {
        m_traces->macTxDrop(SentBytes(*frame));
    }
}

} // namespace ns3::camcube
