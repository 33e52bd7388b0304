/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "multicast-forwarder.h"

#include "multicast-copy.h"

#include "ns3/runtime.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(MulticastForwarder);

TypeId
MulticastForwarder::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::MulticastForwarder")
            .SetParent<QueuedService>()
            .SetGroupName("CamCube")
            .AddTraceSource("Undelivered",
                            "Receivers are given up here: header, receivers, why",
                            MakeTraceSourceAccessor(&MulticastForwarder::m_undelivered),
                            "ns3::camcube::MulticastForwarder::UndeliveredCallback");
    return tid;
}

MulticastForwarder::MulticastForwarder(uint16_t serviceId)
    : QueuedService(serviceId),
      m_split(SplitOverFewestPorts)
{
}

bool
MulticastForwarder::NeedsPlace() const
{
    return true;
}

void
MulticastForwarder::Placed()
{
    m_mtu = GetRuntime().GetMtu();
    m_routing = GetRuntime().Require<MultiHopRouting>();
    m_hooked = {m_routing->AddEndpoint(this,
                                       ENDPOINT,
                                       [this](FramePtr frame, const RoutingHeader& header) {
                                           ReceiveRouted(std::move(frame), header.hops);
                                       }),
                m_routing->AddUndelivered(
                    this,
                    ENDPOINT,
                    [this](FramePtr frame, const auto&, DropReason reason) {
                        const auto copy =
                            Open(frame->PeekInnerHeader<MulticastHeader>(), *frame->GetPayload());
                        if (copy && copy->header.reason == RoutingCallbacks::N_DROP_REASONS)
                        {
                            GiveUp(*copy, reason);
                        }
                    })};
}

uint32_t
MulticastForwarder::GetMostReceivers(uint32_t bytes) const
{
    GetRuntime();
    constexpr uint64_t HEADERS = Frame::SERVICE_ID_BYTES + WireBytesOf<MulticastHeader> +
                                 RoutingHeader::WIRE_BYTES; // of what is routed
    return static_cast<uint32_t>((m_mtu - std::min<uint64_t>(m_mtu, HEADERS + bytes)) /
                                 MulticastCopy::RECEIVER_BYTES);
}

void
MulticastForwarder::Receive(FramePtr frame, uint8_t)
{
    auto copy = Open(frame->PeekHeader<MulticastHeader>(), *frame->GetPayload());
    if (!copy)
    {
        return;
    }
    copy->header.AddHops(1);
    Receivers& others = copy->receivers;
    const auto self = std::remove(others.begin(), others.end(), GetRuntime().GetCoordinate());
    const bool isHere = self != others.end();
    others.erase(self, others.end());
    if (!others.empty())
    {
        copy->header.hops < copy->header.hopLimit ? Spread(*copy)
                                                  : GiveUp(*copy, RoutingCallbacks::HOP_LIMIT);
    }
    if (isHere)
    {
        Deliver(copy->header, copy->packet);
    }
}

std::optional<MulticastCopy>
MulticastForwarder::Open(const MulticastHeader* header, const Packet& payload)
{
    auto copy = MulticastCopy::Read(GetRuntime().GetTorus(), header, payload);
    m_counters.malformed += !copy;
    return copy;
}

void
MulticastForwarder::Spread(const MulticastCopy& copy)
{
    if (!m_routing->IsDeployed())
    {
        GiveUp(copy, RoutingCallbacks::WITHDRAWN);
        return;
    }
    const PortSet up = GetRuntime().GetUpPorts() & GetRuntime().GetTorusPorts();
    std::vector<ReceiverWays> ways;
    for (const TorusCoordinate& receiver : copy.receivers)
    {
        const PortSet nextHops = m_routing->GetNextHops(receiver) & up;
        if (nextHops.IsEmpty())
        {
            SendRouted({copy.header, {receiver}, copy.packet}, receiver); // which waits for a path
        }
        else
        {
            ways.push_back({receiver, nextHops});
        }
    }
    std::array<Receivers, N_TORUS_PORTS> lists =
        DivideOverPorts(m_split, GetRuntime().GetTorus(), GetRuntime().GetCoordinate(), ways);
    for (uint8_t port : up)
    {
        SendBy(port, {copy.header, std::move(lists[port]), copy.packet});
    }
}

void
MulticastForwarder::SendBy(uint8_t port, const MulticastCopy& copy)
{
    // Where it starts, a list may be too long for one frame.
    const std::size_t most = std::max(GetMostReceivers(copy.packet->GetSize()), 1U);
    for (std::size_t first = 0; first < copy.receivers.size(); first += most)
    {
        const auto begin = copy.receivers.begin() + static_cast<std::ptrdiff_t>(first);
        const auto length = std::min(most, copy.receivers.size() - first);
        MulticastCopy part{copy.header,
                           {begin, begin + static_cast<std::ptrdiff_t>(length)},
                           copy.packet};
        auto frame = std::make_unique<Frame>(GetServiceId(), part.Write());
        frame->SetHeader(part.header);
        m_counters.copies += Enqueue(port, std::move(frame)) == SendResult::SENT;
    }
}

void
MulticastForwarder::Undelivered(uint8_t, FramePtr frame, SendResult why)
{
    const auto copy = Open(frame->PeekHeader<MulticastHeader>(), *frame->GetPayload());
    if (copy && why == SendResult::DOWN)
    {
        Spread(*copy); // by other links
    }
    else if (copy)
    {
        GiveUp(*copy,
               why == SendResult::BUSY ? RoutingCallbacks::QUEUE_FULL : RoutingCallbacks::TOO_LONG);
    }
}

void
MulticastForwarder::SendRouted(MulticastCopy copy, const TorusCoordinate& to)
{
    auto frame = std::make_unique<Frame>(MultiHopRouting::SERVICE_ID, copy.Write());
    frame->SetInnerHeader(copy.header);
    m_routing->Send(to, ENDPOINT, std::move(frame));
}

void
MulticastForwarder::ReceiveRouted(FramePtr frame, uint8_t hops)
{
    auto copy = Open(frame->PeekInnerHeader<MulticastHeader>(), *frame->GetPayload());
    if (copy && copy->header.reason == RoutingCallbacks::N_DROP_REASONS)
    {
        copy->header.AddHops(hops);
        Deliver(copy->header, copy->packet);
    }
    else if (copy && copy->header.source == GetRuntime().GetCoordinate())
    {
        Reported(copy->header, copy->receivers);
    }
    else if (copy)
    {
        ++m_counters.malformed; // a report of what another has sent
    }
}

void
MulticastForwarder::Deliver(const MulticastHeader& header, const Ptr<const Packet>& packet)
{
    if (!Arrived(header, packet))
    {
        GiveUp({header, {GetRuntime().GetCoordinate()}, packet},
               RoutingCallbacks::UNKNOWN_ENDPOINT);
    }
}

void
MulticastForwarder::GiveUp(const MulticastCopy& copy, DropReason reason)
{
    m_counters.undelivered += copy.receivers.size();
    m_undelivered(copy.header, copy.receivers, reason);
    if (reason != RoutingCallbacks::WITHDRAWN && m_routing->IsDeployed())
    {
        MulticastCopy report{copy.header, copy.receivers, Create<Packet>()};
        report.header.reason = reason;
        SendRouted(std::move(report), copy.header.source);
    }
}

void
MulticastForwarder::SetSplit(ReceiverSplit split)
{
    if (!split)
    {
        throw std::invalid_argument("no function was given that splits receivers; give one, "
                                    "SplitOverFewestPorts for the usual");
    }
    m_split = std::move(split);
}

} // namespace ns3::camcube
