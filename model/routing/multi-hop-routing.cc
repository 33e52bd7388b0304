/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "multi-hop-routing.h"

#include "next-hop-table.h"
#include "routing-protocol.h"

#include "ns3/enum.h"
#include "ns3/lazy-trace-accessor.h"
#include "ns3/ns3-release.h"
#include "ns3/runtime.h"
#include "ns3/server-log.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <stdexcept>

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("MultiHopRouting");

NS_OBJECT_ENSURE_REGISTERED(MultiHopRouting);

TypeId
MultiHopRouting::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::MultiHopRouting")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddConstructor<MultiHopRouting>()
            .AddAttribute("QueueLimit",
                          "Packets that may wait for a link",
                          UintegerValue(64),
                          MakeUintegerAccessor(&MultiHopRouting::m_queueLimit),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("HoldLimit",
                          "Packets without a path to their destination that may wait for one",
                          UintegerValue(64),
                          MakeUintegerAccessor(&MultiHopRouting::m_holdLimit),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("HoldTime",
                          "Time that a packet waits for a path before it is dropped",
                          TimeValue(MilliSeconds(1)),
                          MakeTimeAccessor(&MultiHopRouting::m_holdTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("HopLimit",
                          "Links that a packet from this server may cross",
                          UintegerValue(255),
                          MakeUintegerAccessor(&MultiHopRouting::m_hopLimit),
                          MakeUintegerChecker<uint8_t>(1))
            .AddAttribute("Choice",
                          "Which of several shortest paths a packet takes",
                          EnumValue(NextHopChoice::RANDOM_PATH),
                          MakeEnumAccessorFor<NextHopChoice::Policy>(&MultiHopRouting::m_policy),
                          MakeEnumChecker(NextHopChoice::RANDOM_PATH,
                                          "RandomPath",
                                          NextHopChoice::RANDOM_LINK,
                                          "RandomLink",
                                          NextHopChoice::LONGEST_AXIS,
                                          "LongestAxis",
                                          NextHopChoice::FIXED_ORDER,
                                          "FixedOrder",
                                          NextHopChoice::PER_FLOW,
                                          "PerFlow",
                                          NextHopChoice::LEAST_UTILIZED,
                                          "LeastUtilized"))
            .AddAttribute("UtilizationWindow",
                          "How far back choice LeastUtilized looks: what was then counts 1/e",
                          TimeValue(MicroSeconds(100)),
                          MakeTimeAccessor(&MultiHopRouting::m_utilizationWindow),
                          MakeTimeChecker(Time(1)))
            .AddTraceSource("Delivered",
                            "A packet has reached its destination, this server",
                            MakeTraceSourceAccessor(&MultiHopRouting::m_delivered),
                            "ns3::camcube::MultiHopRouting::PacketCallback")
            .AddTraceSource(
                "Sent",
                "A packet starts here, and its header",
                MakeLazyTraceSourceAccessor(&MultiHopRouting::GetHooks, &RoutingHooks::sent),
                "ns3::camcube::MultiHopRouting::PacketCallback")
            .AddTraceSource(
                "Intercepted",
                "An interceptor or forwarder has taken a packet, and its header",
                MakeLazyTraceSourceAccessor(&MultiHopRouting::GetHooks, &RoutingHooks::intercepted),
                "ns3::camcube::MultiHopRouting::PacketCallback")
            .AddTraceSource(
                "Forwarded",
                "A packet is put on a link, its header, and the port",
                MakeLazyTraceSourceAccessor(&MultiHopRouting::GetHooks, &RoutingHooks::forwarded),
                "ns3::camcube::MultiHopRouting::ForwardedCallback")
            .AddTraceSource("Dropped",
                            "A packet was lost here, its header, and why",
                            MakeTraceSourceAccessor(&MultiHopRouting::m_dropped),
                            "ns3::camcube::MultiHopRouting::DroppedCallback");
    return tid;
}

MultiHopRouting::MultiHopRouting()
    : Service(SERVICE_ID),
      m_seed(CreateObject<UniformRandomVariable>())
{
}

MultiHopRouting::~MultiHopRouting() = default;

void
MultiHopRouting::DoDispose()
{
    m_holdEnds.Cancel();
    m_closedForm.reset();
    SetTable(nullptr); // and with it the one in use
    m_endpoints.Clear();
    m_routeListeners.Clear();
    m_takers.Clear();
    m_hooks = nullptr;
    Service::DoDispose();
}

const char*
MultiHopRouting::GetName(DropReason reason)
{
    constexpr const char* NAMES[N_DROP_REASONS] = {"queue full",
                                                   "no route",
                                                   "hop limit",
                                                   "malformed",
                                                   "unknown endpoint",
                                                   "dropped by an interceptor",
                                                   "too long",
                                                   "service withdrawn"};
    return reason < N_DROP_REASONS ? NAMES[reason] : "no drop reason";
}

int64_t
MultiHopRouting::AssignStreams(int64_t stream)
{
    m_seed->SetStream(stream);
    return 1;
}

bool
MultiHopRouting::NeedsPlace() const
{
    return true;
}

void
MultiHopRouting::Placed()
{
    const Runtime& runtime = GetRuntime();
    if (runtime.GetTorus().GetDiameter() > MAX_HOPS)
    {
        throw std::invalid_argument("a torus of " + runtime.GetTorus().GetName() +
                                    " has paths of " +
                                    std::to_string(runtime.GetTorus().GetDiameter()) +
                                    " hops, and the multi-hop routing service counts to " +
                                    std::to_string(MAX_HOPS) + "; choose shorter sides");
    }
    m_cableMtu = runtime.GetMtu();
    m_closedForm.emplace(runtime.GetTorus(), runtime.GetCoordinate());
    m_table = m_given ? m_given.get() : &*m_closedForm;
    const uint64_t seed = uint64_t{m_seed->GetInteger(0, UINT32_MAX - 1)} << 32 |
                          m_seed->GetInteger(0, UINT32_MAX - 1);
    m_choice.emplace(m_policy,
                     runtime.GetTorus(),
                     runtime.GetCoordinate(),
                     seed,
                     m_policy == NextHopChoice::LEAST_UTILIZED
                         ? std::make_unique<UtilizationEstimator>(runtime, m_utilizationWindow)
                         : nullptr);
    if (const auto protocol = runtime.Find<RoutingProtocol>(); protocol && !m_given)
    {
        SetTable(protocol->ShareTable()); // it was there first
    }
    if (!m_routeListeners.IsEmpty())
    {
        m_table->GetNotifier().Await();
    }
}

void
MultiHopRouting::Withdrawing()
{
    m_holdEnds.Cancel();
    FrameFifo waiting;
    for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
    {
        while (FramePtr frame = m_queue.Pop(port))
        {
            waiting.Push(std::move(frame));
        }
    }
    m_hold.Release(
        INT64_MAX,
        [](Frame&) { return true; },
        waiting,
        waiting);
    m_table = nullptr; // so that nobody sends again what is given back
    while (FramePtr frame = waiting.Pop())
    {
        Drop(std::move(frame), WITHDRAWN);
    }
    m_closedForm.reset();
}

void
MultiHopRouting::SetTable(std::shared_ptr<const NextHopTable> table)
{
    const bool isChange = table != m_given;
    if (m_given)
    {
        m_given->GetNotifier().SetListener(this, nullptr);
    }
    m_given = std::move(table);
    if (m_given)
    {
        m_given->GetNotifier().SetListener(this, [this] { RoutesChanged(); });
    }
    // Whoever sets a table before this service is placed, or after it was withdrawn, is remembered.
    m_table = !m_closedForm ? nullptr : m_given ? m_given.get() : &*m_closedForm;
    if (isChange && m_table && IsDeployed() && !m_routeListeners.IsEmpty())
    {
        RoutesChanged();
    }
}

bool
MultiHopRouting::IsReachable(const TorusCoordinate& destination) const
{
    return GetDistance(destination).has_value();
}

std::optional<uint32_t>
MultiHopRouting::GetDistance(const TorusCoordinate& destination) const
{
    RequireServer(destination);
    const uint32_t distance = m_table->GetDistance(destination);
    return distance != NextHopTable::UNREACHABLE ? std::optional<uint32_t>(distance) : std::nullopt;
}

PortSet
MultiHopRouting::GetNextHops(const TorusCoordinate& destination) const
{
    RequireServer(destination);
    return m_table->GetNextHops(destination);
}

void
MultiHopRouting::ThrowNotRunning() const
{
    throw std::logic_error(IsDeployed()
                               ? "the routing service was used while it is being withdrawn; do not "
                                 "send again what comes back as WITHDRAWN"
                               : "the routing service was used while it is not deployed; install "
                                 "it to start no later than its users, on a server that knows its "
                                 "coordinate");
}

void
MultiHopRouting::ThrowNoServer(const TorusCoordinate& coordinate) const
{
    if (!m_table)
    {
        ThrowNotRunning();
    }
    throw std::invalid_argument("there is no server " + coordinate.GetName() + " in a torus of " +
                                m_closedForm->GetTorus().GetName());
}

SendResult
MultiHopRouting::Send(const TorusCoordinate& destination,
                      uint16_t endpoint,
                      Ptr<Packet> packet,
                      uint16_t flow)
{
    // Who keeps a packet may write to it, or send it to another server too.
    if (packet && packet->GetReferenceCount() > 1)
    {
        packet = packet->Copy();
    }
    return Start(destination,
                 endpoint,
                 std::make_unique<Frame>(SERVICE_ID, std::move(packet)),
                 flow);
}

SendResult
MultiHopRouting::Send(const TorusCoordinate& destination,
                      uint16_t endpoint,
                      FramePtr frame,
                      uint16_t flow)
{
    Runtime::RequireSendable(frame);
    frame->SetService(SERVICE_ID);
    return Start(destination, endpoint, std::move(frame), flow);
}

[[gnu::always_inline]] inline SendResult
MultiHopRouting::Start(const TorusCoordinate& destination,
                       uint16_t endpoint,
                       FramePtr frame,
                       uint16_t flow)
{
    RequireServer(destination);
    ++m_counters.sent;
    frame->SetHeader(
        RoutingHeader{m_closedForm->GetHere(), destination, endpoint, 0, m_hopLimit, flow});
    if (frame->GetMacPayloadSize() > m_cableMtu)
    {
        return Drop(std::move(frame), TOO_LONG);
    }
    frame->SetBirth(EventTime::Now());
    if (m_hooks)
    {
        return StartHooked(std::move(frame));
    }
    if (destination == m_closedForm->GetHere())
    {
        return DeliverSoon(std::move(frame));
    }
    const RoutingHeader& header = *frame->PeekHeader<RoutingHeader>();
    return Forward(std::move(frame), header);
}

[[gnu::noinline]] SendResult
MultiHopRouting::DeliverSoon(FramePtr frame)
{
    Simulator::ScheduleNow(
        [self = Ptr<MultiHopRouting>(this), holder = std::make_shared<FramePtr>(std::move(frame))] {
            if (self->IsDeployed())
            {
                self->Deliver(std::move(*holder));
            }
            else
            {
                self->Drop(std::move(*holder), WITHDRAWN);
            }
        });
    return SendResult::SENT;
}

RoutingHeader*
MultiHopRouting::PeekHeader(Frame& frame) const
{
    auto* header = frame.PeekHeader<RoutingHeader>();
    const Torus& torus = m_closedForm->GetTorus();
    return header && torus.Contains(header->destination) && torus.Contains(header->source)
               ? header
               : nullptr;
}

void
MultiHopRouting::Receive(FramePtr frame, uint8_t in)
{
    RoutingHeader* header = PeekHeader(*frame);
    if (!header)
    {
        Drop(std::move(frame), MALFORMED);
        return;
    }
    ++header->hops;
    if (m_hooks)
    {
        SendResult result = SendResult::SENT;
        header = Admit(frame, in, result);
        if (!header)
        {
            return;
        }
    }
    Pass(std::move(frame), *header);
}

[[gnu::always_inline]] inline void
MultiHopRouting::Pass(FramePtr frame, const RoutingHeader& header)
{
    if (header.destination == m_closedForm->GetHere())
    {
        Deliver(std::move(frame));
    }
    else if (header.hops >= header.hopLimit)
    {
        Drop(std::move(frame), HOP_LIMIT);
    }
    else
    {
        m_hooks ? ForwardHooked(std::move(frame), USUAL) : Forward(std::move(frame), header);
    }
}

SendResult
MultiHopRouting::Forward(FramePtr frame, const RoutingHeader& header)
{
    Runtime& runtime = *PeekRuntime();
    const PortSet up = m_table->GetNextHops(header.destination) & runtime.GetUpPorts();
    if (up.IsEmpty())
    {
        return Hold(frame, USUAL) ? SendResult::SENT : Drop(std::move(frame), NO_ROUTE);
    }
    const PortSet allowed = m_choice->Allowed(up, header);
    const int64_t now = EventTime::Now();
    const PortSet free = runtime.GetFreePorts(allowed, now);
    if (!free.IsEmpty() &&
        runtime.Send(this, m_choice->Pick(free, header), frame, now) == SendResult::SENT)
    {
        ++m_counters.forwarded;
    }
    else if (m_queue.Push(allowed, m_queueLimit, frame))
    {
        runtime.RequestPoll(this, allowed);
        m_table->GetNotifier().Await();
    }
    else
    {
        return Drop(std::move(frame), QUEUE_FULL);
    }
    return SendResult::SENT;
}

SendResult
MultiHopRouting::Enqueue(FramePtr& frame, PortSet links)
{
    if (!m_queue.Push(links, m_queueLimit, frame))
    {
        return Drop(std::move(frame), QUEUE_FULL);
    }
    GetRuntime().RequestPoll(this, links);
    m_table->GetNotifier().Await();
    return SendResult::SENT;
}

FramePtr
MultiHopRouting::Poll(uint8_t out)
{
    FramePtr frame = m_queue.Pop(out);
    if (frame)
    {
        ++m_counters.forwarded;
        if (m_hooks && !Depart(frame, out))
        {
            --m_counters.forwarded;
            return Poll(out);
        }
    }
    return frame;
}

bool
MultiHopRouting::IsWaitingFor(uint8_t out) const
{
    return m_queue.HasFrameFor(out);
}

uint32_t
MultiHopRouting::GetQueuedFrames(uint8_t out) const
{
    return out < N_TORUS_PORTS ? m_queue.GetCount(out) : 0;
}

void
MultiHopRouting::Deliver(FramePtr frame)
{
    const RoutingHeader header = *frame->PeekHeader<RoutingHeader>();
    const auto receiver = m_endpoints.Find(header.endpoint);
    if (!receiver)
    {
        const auto taker = m_takers.Find(0);
        if (!taker || !(*taker)(frame, header))
        {
            if (!frame)
            {
                throw std::logic_error("a taker of packets to unknown endpoints has taken one and "
                                       "answered false; answer true, or leave the packet");
            }
            Drop(std::move(frame), UNKNOWN_ENDPOINT);
        }
        return;
    }
    ++m_counters.delivered;
    m_delivered(frame->GetPayload(), header);
    (*receiver)(std::move(frame), header);
}

SendResult
MultiHopRouting::Drop(FramePtr frame, DropReason reason)
{
    const RoutingHeader* peeked = frame->PeekHeader<RoutingHeader>();
    const RoutingHeader header = peeked ? *peeked : RoutingHeader();
    NS_LOG_INFO("packet to " << header.destination << " endpoint " << header.endpoint << ": "
                             << GetName(reason));
    ++m_counters.dropped[reason];
    m_dropped(frame->GetPayload(), header, reason);
    if (m_hooks && peeked && m_closedForm && header.source == m_closedForm->GetHere())
    {
        if (const auto receiver = m_hooks->undelivered.Find(header.endpoint))
        {
            const RoutingHooks::Nesting nesting(*m_hooks);
            (*receiver)(std::move(frame), header, reason);
        }
    }
    return reason == QUEUE_FULL ? SendResult::BUSY
           : reason == TOO_LONG ? SendResult::TOO_LONG
                                : SendResult::DOWN;
}

} // namespace ns3::camcube
