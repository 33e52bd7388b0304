/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "load-piggyback.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(LoadPiggyback);

TypeId
LoadPiggyback::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::LoadPiggyback")
                            .SetParent<LoadInformation>()
                            .SetGroupName("CamCube")
                            .AddConstructor<LoadPiggyback>();
    return tid;
}

void
LoadPiggyback::Placed()
{
    LoadInformation::Placed();
    MultiHopRouting& routing = GetRouting();
    m_neighbors = PortSet();
    m_greetings =
        routing.AddEndpoint(this, ENDPOINT, [this](FramePtr frame, const RoutingHeader& header) {
            Greeted(*frame->GetPayload(), header.source);
        });
    m_departures = routing.AddDeparture(
        this,
        MultiHopRouting::ALL,
        [this](Frame& frame, RoutingHeader& header, uint8_t out) { Depart(frame, header, out); });
    if (!m_arrivals.IsActive()) // what is on its way when this is withdrawn must be restored
    {
        m_arrivals =
            routing.AddInterceptor(nullptr,
                                   RIDING_ENDPOINT,
                                   INT32_MAX,
                                   [this](FramePtr& frame, RoutingHeader& header, uint8_t in) {
                                       return Arrive(frame, header, in);
                                   });
    }
    Greet(GetRuntime().GetUpPorts(), HELLO);
}

void
LoadPiggyback::Withdrawing()
{
    Greet(m_neighbors, BYE);
    LoadInformation::Withdrawing();
}

void
LoadPiggyback::LinkDown(uint8_t port)
{
    m_neighbors.Remove(port);
}

void
LoadPiggyback::LinkUp(uint8_t port)
{
    Greet(PortSet::Of(port), HELLO);
}

void
LoadPiggyback::Greet(PortSet ports, Greeting greeting)
{
    for (uint8_t port : ports& GetRuntime().GetTorusPorts())
    {
        if (GetRouting().IsDeployed())
        {
            GetRouting().Send(GetRuntime().GetNeighbor(port),
                              ENDPOINT,
                              Create<Packet>(reinterpret_cast<uint8_t*>(&greeting), 1));
        }
    }
}

void
LoadPiggyback::Greeted(const Packet& message, const TorusCoordinate& neighbor)
{
    uint8_t greeting = 0;
    if (message.GetSize() != 1 || message.CopyData(&greeting, 1) != 1 || greeting > BYE)
    {
        NoteMalformed();
        return;
    }
    for (uint8_t port : GetRuntime().GetUpPorts() & GetRuntime().GetTorusPorts())
    {
        if (GetRuntime().GetNeighbor(port) == neighbor)
        {
            greeting == BYE ? m_neighbors.Remove(port) : m_neighbors.Insert(port);
            Greet(greeting == HELLO ? PortSet::Of(port) : PortSet(), REPLY);
        }
    }
}

void
LoadPiggyback::Depart(Frame& frame, RoutingHeader& header, uint8_t out)
{
    const int64_t room = int64_t{GetRuntime().GetRoom(out, frame)} - WireBytesOf<Trailer>;
    if (!m_neighbors.Contains(out) || Simulator::Now() < m_next[out] ||
        header.endpoint == RIDING_ENDPOINT || room < WireBytesOf<LoadRecord>)
    {
        return;
    }
    const std::vector<LoadRecord> records =
        Choose(static_cast<uint32_t>(std::min<int64_t>(room, UINT8_MAX * WireBytesOf<LoadRecord>)));
    const Ptr<Packet> payload = frame.GetPayload()->Copy();
    payload->AddAtEnd(Write(records));
    payload->AddAtEnd(MakePacket(Trailer{static_cast<uint8_t>(records.size()), header.endpoint}));
    frame.SetPayload(payload);
    header.endpoint = RIDING_ENDPOINT;
    m_next[out] = Simulator::Now() + GetPeriod();
    ++m_ridden;
}

RoutingCallbacks::Verdict
LoadPiggyback::Arrive(FramePtr& frame, RoutingHeader& header, uint8_t in)
{
    const Ptr<Packet> payload = frame->GetPayload()->Copy();
    const uint32_t size = payload->GetSize();
    const auto trailer =
        size < WireBytesOf<Trailer>
            ? std::nullopt
            : ReadPacket<Trailer>(
                  *payload->CreateFragment(size - WireBytesOf<Trailer>, WireBytesOf<Trailer>));
    const uint32_t added =
        WireBytesOf<Trailer> + (trailer ? trailer->records * WireBytesOf<LoadRecord> : 0);
    if (!trailer || added > size || trailer->endpoint == RIDING_ENDPOINT ||
        in == PortSet::MAX_PORTS)
    {
        NoteMalformed();
        return RoutingCallbacks::Verdict::DROP;
    }
    if (IsDeployed())
    {
        Learn(*payload->CreateFragment(size - added, added - WireBytesOf<Trailer>));
    }
    if (!GetRouting().IsDeployed()) // who was told has withdrawn it
    {
        return RoutingCallbacks::Verdict::DROP;
    }
    payload->RemoveAtEnd(added);
    frame->SetPayload(payload);
    header.endpoint = trailer->endpoint;
    --header.hops; // it comes once more, as what it was
    GetRouting().Receive(std::move(frame), in);
    return RoutingCallbacks::Verdict::CONSUME;
}

} // namespace ns3::camcube
