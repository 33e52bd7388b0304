/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "request-client.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

namespace
{

/** Stands before every request and reply. */
struct RequestHeader
{
    uint64_t id{0}; //!< of the request
    bool isReply{false};
    static constexpr auto FIELDS = HeaderFields(&RequestHeader::id, &RequestHeader::isReply);
};

static_assert(WireBytesOf<RequestHeader> == RequestClient::HEADER_BYTES);

} // namespace

RequestClient::RequestClient(Ptr<MultiHopRouting> routing, Service* owner, uint16_t endpoint)
    : m_routing(std::move(routing)),
      m_endpoint(endpoint),
      m_timeout(MilliSeconds(1)),
      m_isThere(std::make_shared<bool>())
{
    if (!m_routing || !owner)
    {
        throw std::invalid_argument("a request client needs a routing service and an owner; make "
                                    "it in the owner's Deployed()");
    }
    m_end = Registration(std::make_shared<Registration::Entry>([this] { Clear(); }),
                         &owner->GetRegistrations());
    m_told = {m_routing->AddEndpoint(owner,
                                     endpoint,
                                     [this](FramePtr frame, const RoutingHeader& header) {
                                         Receive(std::move(frame), header);
                                     }),
              m_routing->AddUndelivered(owner,
                                        endpoint,
                                        [this](FramePtr frame, const auto&, auto reason) {
                                            GivenBack(std::move(frame), reason);
                                        }),
              m_routing->OnRoutesChanged(owner, [this] { RoutesChanged(); })};
}

void
RequestClient::SetTries(uint32_t tries, Time timeout)
{
    if (tries == 0 || !timeout.IsStrictlyPositive())
    {
        throw std::invalid_argument("a request cannot be tried " + std::to_string(tries) +
                                    " times for " + std::to_string(timeout.GetNanoSeconds()) +
                                    " ns each; choose 1 at least, and more than 0 ns");
    }
    m_tries = tries;
    m_timeout = timeout;
}

void
RequestClient::Request(const TorusCoordinate& to, Ptr<const Packet> packet, Receiver receiver)
{
    if (!packet || !receiver)
    {
        throw std::invalid_argument("a request needs a packet and a function that is told of the "
                                    "reply");
    }
    if (!m_end.IsActive())
    {
        throw std::logic_error("a request was made after its client's owner was withdrawn; make a "
                               "new client in the owner's Deployed()");
    }
    const bool isReachable = m_routing->IsReachable(to);
    // Ids of a later client on this server are others, so late replies do not mislead it.
    const auto now = static_cast<uint64_t>(Simulator::Now().GetTimeStep());
    m_lastId = std::max(m_lastId + 1, now);
    m_pending[m_lastId] = {to, packet->Copy(), std::move(receiver), m_tries};
    isReachable || !m_failsEarly ? Try(m_lastId) : Fail(m_lastId);
}

void
RequestClient::Serve(Server server)
{
    ServeLater(!server ? LateServer()
                       : [server = std::move(server)](auto request, auto& from, auto& reply) {
                             reply(server(std::move(request), from));
                         });
}

void
RequestClient::ServeLater(LateServer server)
{
    m_server = std::move(server);
}

void
RequestClient::Try(uint64_t id)
{
    Pending& pending = m_pending.at(id);
    if (pending.triesLeft == 0)
    {
        Finish(id, std::nullopt);
        return;
    }
    --pending.triesLeft;
    ++pending.tries;
    pending.timer = Simulator::Schedule(m_timeout, &RequestClient::Try, this, id);
    Send(pending.to, id, false, pending.packet->Copy());
}

void
RequestClient::Send(const TorusCoordinate& to, uint64_t id, bool isReply, Ptr<Packet> packet)
{
    if (m_routing->IsDeployed()) // otherwise time runs out
    {
        auto frame = std::make_unique<Frame>(MultiHopRouting::SERVICE_ID, std::move(packet));
        frame->SetInnerHeader(RequestHeader{id, isReply});
        m_routing->Send(to, m_endpoint, std::move(frame));
    }
}

void
RequestClient::Fail(uint64_t id)
{
    const auto found = m_pending.find(id);
    if (found != m_pending.end())
    {
        EventId& timer = found->second.timer;
        timer.Cancel();
        timer = Simulator::ScheduleNow(&RequestClient::Finish, this, id, std::nullopt);
    }
}

void
RequestClient::Finish(uint64_t id, std::optional<Ptr<Packet>> reply)
{
    const auto done = m_pending.extract(id); // who is told may make requests, or end this client
    done.mapped().timer.Cancel();
    m_lastTries = done.mapped().tries;
    done.mapped().receiver(std::move(reply));
}

void
RequestClient::Receive(FramePtr frame, const RoutingHeader& header)
{
    const RequestHeader* request = frame->PeekInnerHeader<RequestHeader>();
    if (!request)
    {
        ++m_malformed; // too short
        return;
    }
    const uint64_t id = request->id;
    if (!request->isReply)
    {
        if (const LateServer server = m_server) // it may name another
        {
            const std::weak_ptr<void> isThere = m_isThere;
            const auto reply =
                [this, id, isThere, to = header.source](const Ptr<const Packet>& packet) {
                    if (packet && !isThere.expired() && m_end.IsActive())
                    {
                        Send(to, id, true, packet->Copy());
                    }
                };
            server(frame->GetPayload(), header.source, reply);
        }
        return;
    }
    const auto found = m_pending.find(id);
    if (found != m_pending.end() && found->second.to == header.source)
    {
        Finish(id, frame->TakePayload());
    }
}

void
RequestClient::GivenBack(FramePtr frame, MultiHopRouting::DropReason reason)
{
    const RequestHeader* request = frame->PeekInnerHeader<RequestHeader>();
    // Another try helps when queues were full, but does not find a path or shorten a packet.
    if (request && !request->isReply &&
        ((reason == MultiHopRouting::NO_ROUTE && m_failsEarly) ||
         reason == MultiHopRouting::TOO_LONG))
    {
        Fail(request->id);
    }
}

void
RequestClient::RoutesChanged()
{
    for (const auto& [id, pending] : m_pending)
    {
        if (m_failsEarly && !m_routing->IsReachable(pending.to))
        {
            Fail(id); // by an event of its own, so that the list stays
        }
    }
}

void
RequestClient::Clear()
{
    for (auto& [id, pending] : std::exchange(m_pending, {}))
    {
        pending.timer.Cancel();
    }
}

} // namespace ns3::camcube
