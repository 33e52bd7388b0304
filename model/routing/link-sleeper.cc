/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-sleeper.h"

#include "multi-hop-routing.h"

#include "ns3/camcube-runtime.h"
#include "ns3/double.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(LinkSleeper);

namespace
{
/** Requests in a row without answer after which a neighbour is taken for one that keeps links. */
constexpr uint8_t PATIENCE = 3;
/** Looks after which one who was to ask, and has not, is asked again. */
constexpr uint8_t DEFERENCE = 8;
} // namespace

TypeId
LinkSleeper::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::LinkSleeper")
            .SetParent<CamCubeService>()
            .SetGroupName("CamCube")
            .AddConstructor<LinkSleeper>()
            .AddAttribute("IdleTime",
                          "Over how long a link must have been idle before it may sleep; the "
                          "energy of falling asleep and waking is that of so long a wait, about",
                          TimeValue(MicroSeconds(200)),
                          MakeTimeAccessor(&LinkSleeper::m_idleTime),
                          MakeTimeChecker(MicroSeconds(1)))
            .AddAttribute("MinimumAwake",
                          "A link that has woken does not sleep again for so long",
                          TimeValue(MicroSeconds(400)),
                          MakeTimeAccessor(&LinkSleeper::m_minimumAwake),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("AlarmTime",
                          "No link of a server sleeps for so long after its way to the root of "
                          "the tree was lost",
                          TimeValue(MilliSeconds(5)),
                          MakeTimeAccessor(&LinkSleeper::m_alarmTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("SleepUtilization",
                          "A link counts as idle if it was busy for no more than this share",
                          DoubleValue(0.1),
                          MakeDoubleAccessor(&LinkSleeper::m_sleepUsage),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("WakeUtilization",
                          "A packet that waits wakes another link of its next hops if those awake "
                          "were busy for this share",
                          DoubleValue(0.8),
                          MakeDoubleAccessor(&LinkSleeper::m_wakeUsage),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("WakeQueue",
                          "Another link is woken if so many packets wait for each of the next hops "
                          "that are awake",
                          UintegerValue(4),
                          MakeUintegerAccessor(&LinkSleeper::m_wakeQueue),
                          MakeUintegerChecker<uint32_t>(1));
    return tid;
}

LinkSleeper::LinkSleeper()
    : CamCubeService(SERVICE_ID)
{
}

LinkSleeper::~LinkSleeper() = default;

void
LinkSleeper::DoDispose()
{
    m_look.Cancel();
    m_links = {};
    m_routing = nullptr;
    CamCubeService::DoDispose();
}

void
LinkSleeper::Deployed()
{
    CamCubeRuntime& runtime = GetRuntime();
    for (uint32_t i = 0; i < GetNode()->GetNApplications(); ++i)
    {
        const Ptr<Application> application = GetNode()->GetApplication(i);
        if (auto routing = DynamicCast<MultiHopRouting>(application))
        {
            m_routing = routing;
        }
        // Whoever changes routes says so.
        application->TraceConnectWithoutContext("RoutesChanged",
                                                MakeCallback(&LinkSleeper::FindTree, this));
    }
    if (!m_routing)
    {
        throw std::logic_error("links can sleep only where the multi-hop routing service is; "
                               "install it with MultiHopRoutingHelper");
    }
    for (uint8_t port : runtime.GetTorus().GetPorts())
    {
        m_links[port].power = runtime.GetDevice(port)->GetChannel()->GetObject<LinkPower>();
        if (m_links[port].power)
        {
            m_ports.Insert(port);
        }
        Refresh(port);
    }
    runtime.SetWaker(
        [this](const CamCubeService* service, PortSet ports) { WakeFor(service, ports); });
    // Not now: services that are deployed after this one may have other routes.
    m_looking = true;
    m_look = Simulator::Schedule(m_idleTime, &LinkSleeper::Look, this);
}

void
LinkSleeper::Withdrawing()
{
    m_look.Cancel();
    m_looking = false;
    Wake(m_ports);
    GetRuntime().SetWaker(nullptr);
}

void
LinkSleeper::FindTree()
{
    if (!IsDeployed() || !m_routing->IsDeployed())
    {
        return;
    }
    const CamCubeRuntime& runtime = GetRuntime();
    const uint32_t oldRoot = m_tree.root;
    m_tree = AwakeTree::Find(m_routing->GetTable(),
                             runtime.GetTorus(),
                             runtime.GetCoordinate(),
                             runtime.GetUpPorts());
    Wake(m_tree.parent);
    if (m_tree.isLost || m_tree.root != oldRoot)
    {
        // While others look for ways, too, every link may be the one that they need.
        m_counters.alarms += m_alarmEnd <= Simulator::Now();
        m_alarmEnd = Simulator::Now() + m_alarmTime;
        Wake(m_ports);
    }
    StartLooking();
}

void
LinkSleeper::Wake(PortSet ports)
{
    for (uint8_t port : ports& GetRuntime().GetAsleepPorts() & m_ports)
    {
        m_links[port].power->Wake();
    }
}

void
LinkSleeper::WakeFor(const CamCubeService* service, PortSet ports)
{
    PortSet sleeping = ports & GetRuntime().GetAsleepPorts() & m_ports;
    for (uint8_t port : sleeping)
    {
        if (m_links[port].power->GetState() == LinkPower::WAKING)
        {
            sleeping.Remove(port);
        }
    }
    const PortSet others = ports - sleeping;
    if (!sleeping.IsEmpty() && (others.IsEmpty() || IsCrowded(*service, others, ports)))
    {
        ++m_counters.woken;
        Wake(PortSet::Of(sleeping.GetFirst()));
    }
}

bool
LinkSleeper::IsCrowded(const CamCubeService& service, PortSet awake, PortSet all)
{
    // A packet counts against one of the links that it may take, a sleeping one perhaps.
    uint32_t queued = 0;
    for (uint8_t port : all)
    {
        queued += service.GetQueuedFrames(port);
    }
    bool areBusy = true;
    for (uint8_t port : awake& m_ports)
    {
        const bool isBusy = GetUsage(port).value_or(0) >= m_wakeUsage;
        areBusy = areBusy && isBusy;
    }
    return areBusy || queued >= m_wakeQueue * awake.GetSize();
}

PortSet
LinkSleeper::GetCandidates() const
{
    const CamCubeRuntime& runtime = GetRuntime();
    if (m_tree.isLost)
    {
        return PortSet();
    }
    PortSet candidates =
        (m_ports & runtime.GetUpPorts()) - runtime.GetAsleepPorts() - m_tree.parent;
    for (uint8_t port : candidates)
    {
        if (m_links[port].said == SleepHeader::KEEP)
        {
            candidates.Remove(port);
        }
    }
    return candidates;
}

void
LinkSleeper::StartLooking()
{
    if (!m_looking && !GetCandidates().IsEmpty())
    {
        m_looking = true;
        m_look = Simulator::Schedule(m_idleTime, &LinkSleeper::Look, this);
    }
}

void
LinkSleeper::Look()
{
    m_looking = false;
    FindTree();
    for (uint8_t port : GetCandidates())
    {
        // All are looked at, so that what they were used for is known when somebody asks.
        Link& link = m_links[port];
        if (link.said == SleepHeader::LATER && --link.deference == 0)
        {
            link.said = SleepHeader::ACCEPT; // he may keep it by now
        }
        if (IsWilling(port) && link.said != SleepHeader::LATER)
        {
            Ask(port);
        }
    }
    StartLooking();
}

std::optional<double>
LinkSleeper::GetUsage(uint8_t port)
{
    const int64_t now = Simulator::Now().GetTimeStep();
    const int64_t busy = GetRuntime().GetDevice(port)->GetOutlet().GetBusyTime(now);
    return m_links[port].usage.Look(now, busy, m_idleTime.GetTimeStep());
}

bool
LinkSleeper::IsWilling(uint8_t port)
{
    const Time now = Simulator::Now();
    return GetUsage(port).value_or(1) <= m_sleepUsage && GetCandidates().Contains(port) &&
           now >= m_alarmEnd && now - TimeStep(m_links[port].awakeSince) >= m_minimumAwake &&
           GetRuntime().GetLinkStatistics(port).queuedFrames == 0;
}

void
LinkSleeper::Ask(uint8_t port)
{
    Link& link = m_links[port];
    if (link.isWaiting && ++link.unanswered == PATIENCE)
    {
        link.isWaiting = false;
        link.unanswered = 0;
        link.said = SleepHeader::KEEP;
        return;
    }
    link.isWaiting = true;
    Say(port, SleepHeader::REQUEST, ++link.number);
}

void
LinkSleeper::Receive(CamCubeFramePtr frame, uint8_t in)
{
    const SleepHeader* header = frame->PeekHeader<SleepHeader>();
    if (!header || !m_ports.Contains(in))
    {
        ++m_counters.malformed;
        return;
    }
    Link& link = m_links[in];
    link.unanswered = 0;
    if (header->kind == SleepHeader::REQUEST)
    {
        link.said = SleepHeader::ACCEPT;
        if (link.isWaiting)
        {
            link.isWaiting = false; // both have asked, and so agree
            if (IsWilling(in))
            {
                LetSleep(in);
            }
        }
        else
        {
            const bool keeps = m_tree.isLost || m_tree.parent.Contains(in);
            Say(in,
                keeps           ? SleepHeader::KEEP
                : IsWilling(in) ? SleepHeader::ACCEPT
                                : SleepHeader::LATER,
                header->number);
        }
    }
    else if (link.isWaiting && header->number == link.number)
    {
        link.isWaiting = false;
        link.said = header->kind;
        link.deference = DEFERENCE;
        if (link.said == SleepHeader::ACCEPT && IsWilling(in))
        {
            LetSleep(in);
        }
    }
    StartLooking();
}

void
LinkSleeper::Say(uint8_t port, SleepHeader::Kind kind, uint16_t number)
{
    if (GetRuntime().GetAsleepPorts().Contains(port))
    {
        return;
    }
    const SleepHeader header{kind, number};
    CamCubeFramePtr frame = MakeFrame(header);
    if (GetRuntime().Send(this, port, frame))
    {
        Said(port, header);
    }
    else
    {
        m_links[port].outgoing = header;
    }
}

void
LinkSleeper::Said(uint8_t port, const SleepHeader& header)
{
    ++m_counters.messages;
    m_links[port].outgoing.reset();
    if (header.kind == SleepHeader::ACCEPT)
    {
        LetSleep(port);
    }
}

CamCubeFramePtr
LinkSleeper::MakeFrame(const SleepHeader& header)
{
    auto frame = std::make_unique<CamCubeFrame>(SERVICE_ID, Create<Packet>());
    frame->SetHeader(header);
    return frame;
}

CamCubeFramePtr
LinkSleeper::Poll(uint8_t out)
{
    if (!IsWaitingFor(out))
    {
        return nullptr;
    }
    const SleepHeader header = *m_links[out].outgoing;
    Said(out, header);
    return MakeFrame(header);
}

bool
LinkSleeper::IsWaitingFor(uint8_t out) const
{
    return out < N_TORUS_PORTS && m_links[out].outgoing;
}

void
LinkSleeper::LetSleep(uint8_t port)
{
    ++m_counters.agreed;
    m_links[port].power->LetSleep(PeekPointer(GetRuntime().GetDevice(port)));
}

void
LinkSleeper::Refresh(uint8_t port)
{
    const int64_t now = Simulator::Now().GetTimeStep();
    Link link;
    link.power = m_links[port].power;
    link.number = m_links[port].number;
    link.awakeSince = now;
    link.usage.Reset(now, GetRuntime().GetDevice(port)->GetOutlet().GetBusyTime(now));
    m_links[port] = link;
}

void
LinkSleeper::LinkDown(uint8_t port)
{
    if (m_ports.Contains(port))
    {
        Refresh(port);
    }
    FindTree();
}

void
LinkSleeper::LinkUp(uint8_t port)
{
    LinkDown(port);
}

void
LinkSleeper::LinkAsleep(uint8_t port)
{
    if (m_tree.parent.Contains(port) || m_tree.isLost || Simulator::Now() < m_alarmEnd)
    {
        Wake(PortSet::Of(port)); // the agreement was overtaken
    }
}

void
LinkSleeper::LinkAwake(uint8_t port)
{
    if (m_ports.Contains(port))
    {
        Refresh(port);
        StartLooking();
    }
}

} // namespace ns3
