/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-routing.h"

#include <utility>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(KeyRouting);

/** Behind the routing header. */
struct KeyRouting::Header
{
    std::array<uint32_t, 5> key;
    uint16_t number;     //!< who receives
    uint16_t givenUp{0}; //!< so many of the first heirs are not tried any more
    static constexpr auto FIELDS = HeaderFields(&Header::key, &Header::number, &Header::givenUp);
};

TypeId
KeyRouting::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::KeyRouting")
                            .SetParent<Service>()
                            .SetGroupName("CamCube")
                            .AddConstructor<KeyRouting>()
                            .AddTraceSource("Rerouted",
                                            "A packet goes to another root from here on: from, to",
                                            MakeTraceSourceAccessor(&KeyRouting::m_rerouted),
                                            "ns3::camcube::KeyRouting::ReroutedCallback");
    return tid;
}

KeyRouting::KeyRouting()
    : KeySpace(SERVICE_ID)
{
}

void
KeyRouting::Placed()
{
    KeySpace::Placed();
    const auto hand = [](const auto& receivers, FramePtr& frame, const auto& what) {
        const Header* header = frame->PeekInnerHeader<Header>();
        if (const auto receiver = header ? receivers.Find(header->number) : nullptr)
        {
            (*receiver)({header->key}, frame->TakePayload(), what);
        }
    };
    MultiHopRouting& routing = *PeekRouting();
    m_hooked = {
        routing.AddInterceptor(this,
                               ENDPOINT,
                               0,
                               [this](auto& frame, auto& to, auto) { return Pass(frame, to); }),
        routing.AddForwarder(this, ENDPOINT, [this](const Hop& hop) { return Choose(hop); }),
        routing.AddEndpoint(
            this,
            ENDPOINT,
            [this, hand](auto frame, auto& header) { hand(m_receivers, frame, header); }),
        routing.AddUndelivered(this, ENDPOINT, [this, hand](auto frame, auto&, auto reason) {
            hand(m_undelivered, frame, reason);
        })};
}

SendResult
KeyRouting::Route(const Key& key, uint16_t number, const Ptr<const Packet>& packet)
{
    Header header{key.words, number};
    RoutingHeader routing;
    Aim(header, routing, false);
    auto frame = std::make_unique<Frame>(MultiHopRouting::SERVICE_ID,
                                         packet ? packet->Copy() : Ptr<Packet>());
    frame->SetInnerHeader(header);
    return PeekRouting()->Send(routing.destination, ENDPOINT, std::move(frame));
}

KeyRouting::Verdict
KeyRouting::Pass(FramePtr& frame, RoutingHeader& routing)
{
    auto* header = frame->PeekInnerHeader<Header>();
    const bool isHere = routing.destination == GetHere();
    if (!header || (isHere && !Aim(*header, routing, false)))
    {
        return Verdict::DROP;
    }
    if (isHere && routing.destination != GetHere() &&
        PeekRouting()->IsReachable(routing.destination))
    {
        m_rerouted(GetHere(), routing.destination);
    }
    if (const auto upcall = m_upcalls.Find(header->number))
    {
        Key key{header->key};
        Ptr<Packet> packet = frame->TakePayload();
        std::optional<TorusCoordinate> next = routing.destination;
        (*upcall)(key, packet, next);
        if (!next || !packet)
        {
            return Verdict::CONSUME;
        }
        frame->SetPayload(packet);
        routing.destination = *next;
        if (header->key != key.words && PeekRouting() && PeekRouting()->IsDeployed())
        {
            *header = {key.words, header->number};
            Aim(*header, routing, false);
        }
    }
    const bool isUnclaimed = routing.destination == GetHere() && !m_receivers.Find(header->number);
    return isUnclaimed ? Verdict::DROP : Verdict::FORWARD;
}

Forwarding
KeyRouting::Choose(const Hop& hop)
{
    auto* header = hop.frame->PeekInnerHeader<Header>();
    const TorusCoordinate from = hop.header.destination;
    if (!header || !hop.nextHops.IsEmpty() || PeekRouting()->IsReachable(from) ||
        !PeekRouting()->GetTable().IsSettled())
    {
        return Forwarding::Base(); // which waits if there is no way
    }
    if (!Aim(*header, hop.header, true))
    {
        return Forwarding::Drop();
    }
    if (hop.header.destination == GetHere())
    {
        return m_receivers.Find(header->number) ? Forwarding::Deliver() : Forwarding::Drop();
    }
    m_rerouted(from, hop.header.destination);
    return Forwarding::Base();
}

bool
KeyRouting::Aim(Header& header, RoutingHeader& routing, bool givesUp) const
{
    // A server that seems out of reach may not be so as long as routes change: wait for it.
    const Torus& torus = GetTorus();
    const MultiHopRouting& knows = *PeekRouting();
    bool isFound = false;
    uint32_t rank = 0;
    Key{header.key}.VisitHeirs(torus, [&](const TorusCoordinate& heir) {
        if (rank >= header.givenUp)
        {
            routing.destination = heir;
            isFound = knows.IsReachable(heir) || !knows.GetTable().IsSettled();
        }
        return !isFound && (rank++ < UINT16_MAX || !givesUp);
    });
    header.givenUp = givesUp && isFound ? static_cast<uint16_t>(rank) : header.givenUp;
    return isFound;
}

Registration
KeyRouting::Forward(Service* owner, uint16_t number, Upcall upcall)
{
    return m_upcalls.Add("forward upcall", GetRegistrations(owner), number, 0, std::move(upcall));
}

Registration
KeyRouting::Deliver(Service* owner, uint16_t number, Receiver receiver)
{
    return m_receivers.Add("receiver at roots",
                           GetRegistrations(owner),
                           number,
                           0,
                           std::move(receiver));
}

Registration
KeyRouting::AddUndelivered(Service* owner, uint16_t number, Returned receiver)
{
    return m_undelivered.Add("receiver of undelivered packets",
                             GetRegistrations(owner),
                             number,
                             0,
                             std::move(receiver));
}

} // namespace ns3::camcube
