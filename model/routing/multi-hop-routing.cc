/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "multi-hop-routing.h"

#include "ns3/enum.h"
#include "ns3/ns3-release.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <stdexcept>

namespace ns3::camcube
{

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
                          "Packets without a way to their destination that may wait for one",
                          UintegerValue(64),
                          MakeUintegerAccessor(&MultiHopRouting::m_holdLimit),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("HoldTime",
                          "Time that a packet waits for a way before it is dropped",
                          TimeValue(MilliSeconds(1)),
                          MakeTimeAccessor(&MultiHopRouting::m_holdTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("HopLimit",
                          "Links that a packet from this server may cross",
                          UintegerValue(255),
                          MakeUintegerAccessor(&MultiHopRouting::m_hopLimit),
                          MakeUintegerChecker<uint8_t>(1))
            .AddAttribute("Choice",
                          "Which of several shortest ways a packet takes",
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
                            "ns3::camcube::MultiHopRouting::DeliveredCallback")
            .AddTraceSource("Dropped",
                            "A packet was lost here, and why",
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
    SetTable(nullptr);
    m_endpoints.clear();
    m_interceptors.clear();
    m_interceptor = nullptr;
    m_intercepting = false;
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
    return NAMES[reason];
}

int64_t
MultiHopRouting::AssignStreams(int64_t stream)
{
    m_seed->SetStream(stream);
    return 1;
}

void
MultiHopRouting::Deployed()
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
    m_mtu = GetMtu(runtime.GetMtu());
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
}

void
MultiHopRouting::Withdrawing()
{
    for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
    {
        while (FramePtr frame = m_queue.Pop(port))
        {
            Drop(std::move(frame), WITHDRAWN);
        }
    }
    m_holdEnds.Cancel();
    FrameFifo held;
    m_hold.Release(
        INT64_MAX,
        [](Frame&) { return true; },
        held,
        held);
    while (FramePtr frame = held.Pop())
    {
        Drop(std::move(frame), WITHDRAWN);
    }
}

void
MultiHopRouting::SetTable(std::shared_ptr<const NextHopTable> table)
{
    if (m_given)
    {
        m_given->GetNotifier().SetListener(this, nullptr);
    }
    m_given = std::move(table);
    if (m_given)
    {
        m_given->GetNotifier().SetListener(this, [this] { Reroute(); });
    }
    m_table = m_given ? m_given.get() : m_closedForm ? &*m_closedForm : nullptr;
}

void
MultiHopRouting::SetEndpoint(uint16_t endpoint, Endpoint receiver)
{
    m_endpoints.erase(endpoint);
    if (receiver)
    {
        m_endpoints[endpoint] = std::make_shared<const Endpoint>(std::move(receiver));
    }
}

void
MultiHopRouting::SetInterceptor(uint16_t endpoint, Interceptor interceptor)
{
    m_interceptors.erase(endpoint);
    if (interceptor)
    {
        m_interceptors[endpoint] = std::make_shared<const Interceptor>(std::move(interceptor));
    }
    m_intercepting = m_interceptor || !m_interceptors.empty();
}

void
MultiHopRouting::SetInterceptor(Interceptor interceptor)
{
    m_interceptor =
        interceptor ? std::make_shared<const Interceptor>(std::move(interceptor)) : nullptr;
    m_intercepting = m_interceptor || !m_interceptors.empty();
}

void
MultiHopRouting::Send(const TorusCoordinate& destination,
                      uint16_t endpoint,
                      Ptr<Packet> packet,
                      uint16_t flow)
{
    if (!IsDeployed())
    {
        throw std::logic_error("a packet was sent through a routing service that is not deployed; "
                               "install it to start no later than its users");
    }
    if (!m_closedForm->GetTorus().Contains(destination))
    {
        throw std::invalid_argument("there is no server (" + std::to_string(destination.x) + "," +
                                    std::to_string(destination.y) + "," +
                                    std::to_string(destination.z) + ") in a torus of " +
                                    m_closedForm->GetTorus().GetName());
    }
    ++m_counters.sent;
    // Who keeps a packet may write to it, or send it to another server too.
    if (packet->GetReferenceCount() > 1)
    {
        packet = packet->Copy();
    }
    auto frame = std::make_unique<Frame>(SERVICE_ID, std::move(packet));
    if (frame->GetPayload()->GetSize() > m_mtu)
    {
        Drop(std::move(frame), TOO_LONG);
        return;
    }
    frame->SetBirth(EventTime::Now());
    frame->SetHeader(
        RoutingHeader{m_closedForm->GetHere(), destination, endpoint, 0, m_hopLimit, flow});
    const RoutingHeader& header = *frame->PeekHeader<RoutingHeader>();
    if (destination != m_closedForm->GetHere())
    {
        Forward(std::move(frame), header);
        return;
    }
    // A packet to oneself arrives by an event of its own, as every other packet does.
    Simulator::ScheduleNow(
        [self = Ptr<MultiHopRouting>(this), holder = std::make_shared<FramePtr>(std::move(frame))] {
            self->Deliver(std::move(*holder));
        });
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
    if (header)
    {
        ++header->hops;
        if (m_intercepting)
        {
            if (!Intercept(frame, in))
            {
                return;
            }
            header = PeekHeader(*frame); // it may have been changed, or be another frame's
        }
    }
    if (!header)
    {
        Drop(std::move(frame), MALFORMED);
    }
    else if (header->destination == m_closedForm->GetHere())
    {
        Deliver(std::move(frame));
    }
    else if (header->hops >= header->hopLimit)
    {
        Drop(std::move(frame), HOP_LIMIT);
    }
    else
    {
        Forward(std::move(frame), *header);
    }
}

bool
MultiHopRouting::Intercept(FramePtr& frame, uint8_t in)
{
    RoutingHeader& header = *frame->PeekHeader<RoutingHeader>();
    const auto found = m_interceptors.find(header.endpoint);
    Verdict verdict = Verdict::FORWARD;
    for (const auto& interceptor :
         {found != m_interceptors.end() ? found->second : nullptr, m_interceptor})
    {
        if (interceptor && verdict == Verdict::FORWARD)
        {
            verdict = (*interceptor)(frame, *frame->PeekHeader<RoutingHeader>(), in);
        }
    }
    if (verdict == Verdict::CONSUME)
    {
        ++m_counters.consumed;
    }
    else if (verdict == Verdict::DROP)
    {
        Drop(std::move(frame), BY_INTERCEPTOR);
    }
    return verdict == Verdict::FORWARD;
}

void
MultiHopRouting::Forward(FramePtr frame, const RoutingHeader& header)
{
    Runtime& runtime = GetRuntime();
    const PortSet up = m_table->GetNextHops(header.destination) & runtime.GetUpPorts();
    if (up.IsEmpty())
    {
        Hold(std::move(frame));
        return;
    }
    const PortSet allowed = m_choice->Allowed(up, header);
    const int64_t now = EventTime::Now();
    const PortSet free = runtime.GetFreePorts(allowed, now);
    if (!free.IsEmpty() && runtime.Send(this, m_choice->Pick(free, header), frame, now))
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
        Drop(std::move(frame), QUEUE_FULL);
    }
}

FramePtr
MultiHopRouting::Poll(uint8_t out)
{
    FramePtr frame = m_queue.Pop(out);
    if (frame)
    {
        ++m_counters.forwarded;
    }
    return frame;
}

void
MultiHopRouting::Prefetch(const Frame* frame, uint8_t port, uint32_t step, int64_t time) const
{
    if (!frame)
    {
        step == 0 ? m_queue.Prefetch() : m_queue.PrefetchFor(port);
        return;
    }
    const auto header = frame->GetDecodedHeader<RoutingHeader>();
    if (!header)
    {
        return;
    }
    if (header->destination != m_closedForm->GetHere())
    {
        PrefetchSend(header->destination, step, time);
    }
    else if (step == 0)
    {
        frame->PrefetchRest();
        PrefetchLines(&m_counters.delivered);
        PrefetchLines(&m_endpoints, 2);
    }
    else
    {
        frame->PrefetchPayload();
        const auto found = m_endpoints.find(header->endpoint);
        PrefetchLines(found != m_endpoints.end() ? found->second.get() : nullptr);
    }
}

void
MultiHopRouting::PrefetchSend(const TorusCoordinate& destination, uint32_t step, int64_t time) const
{
    if (!IsDeployed())
    {
        return;
    }
    const Runtime& runtime = GetRuntime();
    const PortSet ways = m_table->GetNextHops(destination);
    if (step == 0)
    {
        runtime.PrefetchPortStates(ways);
        return;
    }
    const PortSet free = runtime.GetFreePorts(ways, time);
    if (!free.IsEmpty())
    {
        runtime.PrefetchPorts(free);
    }
    else if (!ways.IsEmpty())
    {
        runtime.PrefetchTurns(ways);
        m_queue.Prefetch();
    }
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
MultiHopRouting::LinkDown(uint8_t)
{
    Reroute();
}

void
MultiHopRouting::LinkUp(uint8_t)
{
    Reroute();
}

PortSet
MultiHopRouting::GetUsable(Frame& frame) const
{
    const RoutingHeader& header = *frame.PeekHeader<RoutingHeader>();
    const PortSet up = m_table->GetNextHops(header.destination) & GetRuntime().GetUpPorts();
    return up.IsEmpty() ? up : m_choice->Allowed(up, header);
}

void
MultiHopRouting::Hold(FramePtr frame)
{
    if (m_hold.GetSize() >= m_holdLimit || m_holdTime.IsZero())
    {
        Drop(std::move(frame), NO_ROUTE);
        return;
    }
    ++m_counters.held;
    m_hold.Push(std::move(frame), (Simulator::Now() + m_holdTime).GetTimeStep());
    m_table->GetNotifier().Await();
    if (!m_holdEnds.IsRunning())
    {
        m_holdEnds = Simulator::Schedule(m_holdTime, &MultiHopRouting::Reroute, this);
    }
}

void
MultiHopRouting::Reroute()
{
    // Links or next hops have changed, or packets have waited long enough for that. All are looked
    // at before one is sent on: who is told of a packet may send another.
    FrameFifo strayed;
    FrameFifo found;
    FrameFifo late;
    const auto usable = [this](Frame& frame) { return GetUsable(frame); };
    m_queue.TakeMisplaced(usable, strayed);
    m_hold.Release(
        Simulator::Now().GetTimeStep(),
        [&](Frame& frame) { return !usable(frame).IsEmpty(); },
        found,
        late);
    while (FramePtr frame = late.Pop())
    {
        Drop(std::move(frame), NO_ROUTE);
    }
    for (FrameFifo* fifo : {&strayed, &found})
    {
        while (FramePtr frame = fifo->Pop())
        {
            m_counters.rerouted += fifo == &strayed;
            const RoutingHeader& header = *frame->PeekHeader<RoutingHeader>();
            Forward(std::move(frame), header);
        }
    }
    if (!m_hold.IsEmpty() || !m_queue.IsEmpty())
    {
        m_table->GetNotifier().Await();
    }
    if (!m_hold.IsEmpty() && !m_holdEnds.IsRunning())
    {
        m_holdEnds = Simulator::Schedule(TimeStep(m_hold.GetFirstUntil()) - Simulator::Now(),
                                         &MultiHopRouting::Reroute,
                                         this);
    }
}

void
MultiHopRouting::Deliver(FramePtr frame)
{
    const RoutingHeader header = *frame->PeekHeader<RoutingHeader>();
    const auto found = m_endpoints.find(header.endpoint);
    if (found == m_endpoints.end())
    {
        Drop(std::move(frame), UNKNOWN_ENDPOINT);
        return;
    }
    const SharedEndpoint receiver = found->second;
    ++m_counters.delivered;
    m_delivered(frame->GetPayload(), header);
    (*receiver)(std::move(frame), header);
}

void
MultiHopRouting::Drop(FramePtr frame, DropReason reason)
{
    ++m_counters.dropped[reason];
    m_dropped(frame->GetPayload(), reason);
}

} // namespace ns3::camcube
