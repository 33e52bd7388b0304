/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-sleeper.h"

#include "link-agreement.h"
#include "sleep-policy.h"
#include "spanning-tree-node.h"
#include "windowed-estimator.h"

#include "ns3/link-power.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/runtime.h"
#include "ns3/server-log.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("LinkSleeper");
NS_OBJECT_ENSURE_REGISTERED(LinkSleeper);

/** One link, as this end sees it. */
struct LinkSleeper::Link
{
    Ptr<LinkPower> power;                //!< its power state, null if it never sleeps
    WindowedEstimator usage;             //!< how busy it was
    int64_t awakeSince{0};               //!< since when it is awake, in time steps
    LinkAgreement agreement;             //!< the talk about it
    std::optional<SleepHeader> outgoing; //!< what is to be said when the link is free
};

namespace
{

FramePtr
MakeFrame(const SleepHeader& header)
{
    auto frame = std::make_unique<Frame>(LinkSleeper::SERVICE_ID, Create<Packet>());
    frame->SetHeader(header);
    return frame;
}

} // namespace

TypeId
LinkSleeper::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::LinkSleeper")
                            .SetParent<Service>()
                            .SetGroupName("CamCube")
                            .AddConstructor<LinkSleeper>()
                            .AddAttribute("Policy",
                                          "When links may sleep and must wake",
                                          PointerValue(),
                                          MakePointerAccessor(&LinkSleeper::m_policy),
                                          MakePointerChecker<SleepPolicy>());
    return tid;
}

LinkSleeper::LinkSleeper()
    : Service(SERVICE_ID),
      m_links(N_TORUS_PORTS),
      m_tree(std::make_unique<SpanningTreeNode>())
{
}

LinkSleeper::~LinkSleeper() = default;

void
LinkSleeper::DoDispose()
{
    m_look.Cancel();
    m_links.clear();
    m_routing = nullptr;
    m_policy = nullptr;
    Service::DoDispose();
}

bool
LinkSleeper::NeedsPlace() const
{
    return true;
}

void
LinkSleeper::Placed()
{
    Runtime& runtime = GetRuntime();
    if (!m_policy)
    {
        m_policy = CreateObject<SleepPolicy>();
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
    runtime.SetWaker([this](const Service* service, PortSet ports) { WakeFor(service, ports); });
    // Not now: services that are deployed after this one may have other routes.
    m_looking = true;
    m_look = Simulator::Schedule(m_policy->GetIdleTime(), &LinkSleeper::Look, this);
}

void
LinkSleeper::Withdrawing()
{
    m_look.Cancel();
    m_looking = false;
    Wake(m_ports);
    GetRuntime().SetWaker(nullptr);
    if (m_table && m_routing && m_routing->IsDeployed() && m_table == &m_routing->GetTable())
    {
        m_table->GetNotifier().SetListener(this, nullptr);
    }
    m_table = nullptr;
}

void
LinkSleeper::FindTree()
{
    if (!IsDeployed())
    {
        return;
    }
    if (!m_routing)
    {
        m_routing = GetRuntime().Require<MultiHopRouting>();
    }
    if (!m_routing->IsDeployed())
    {
        m_tree->isLost = true; // and no link falls asleep
        return;
    }
    const Runtime& runtime = GetRuntime();
    const NextHopTable& table = m_routing->GetTable();
    if (m_table != &table)
    {
        m_table = &table;
        table.GetNotifier().SetListener(this, [this] { FindTree(); });
    }
    table.GetNotifier().Await();
    const uint32_t oldRoot = m_tree->root;
    *m_tree = SpanningTreeNode::Find(table,
                                     runtime.GetTorus(),
                                     runtime.GetCoordinate(),
                                     runtime.GetUpPorts());
    Wake(m_tree->parent);
    if (m_tree->isLost || m_tree->root != oldRoot)
    {
        // While others look for paths, too, every link may be the one that they need.
        NS_LOG_INFO("all links wake: " << (m_tree->isLost ? "the spanning tree is broken"
                                                          : "the spanning tree has a new root"));
        m_counters.alarms += m_alarmEnd <= Simulator::Now();
        m_alarmEnd = Simulator::Now() + m_policy->GetAlarmTime();
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
LinkSleeper::WakeFor(const Service* service, PortSet ports)
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
        NS_LOG_LOGIC(PortName(sleeping.GetFirst())
                     << " wakes for the traffic of service " << service->GetServiceId());
        ++m_counters.woken;
        Wake(PortSet::Of(sleeping.GetFirst()));
    }
}

bool
LinkSleeper::IsCrowded(const Service& service, PortSet awake, PortSet all)
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
        const bool isBusy = m_policy->IsBusy(GetUsage(port));
        areBusy = areBusy && isBusy;
    }
    return areBusy || m_policy->IsQueueLong(queued, awake.GetSize());
}

PortSet
LinkSleeper::GetSpare() const
{
    const Runtime& runtime = GetRuntime();
    return m_tree->isLost
               ? PortSet()
               : (m_ports & runtime.GetUpPorts()) - runtime.GetAsleepPorts() - m_tree->parent;
}

PortSet
LinkSleeper::GetCandidates() const
{
    PortSet candidates = GetSpare();
    for (uint8_t port : candidates)
    {
        if (m_links[port].agreement.IsKeptAwake())
        {
            candidates.Remove(port);
        }
    }
    return candidates;
}

void
LinkSleeper::StartLooking()
{
    if (!m_looking && (!m_routing || !m_routing->IsDeployed() || !GetCandidates().IsEmpty()))
    {
        m_looking = true;
        m_look = Simulator::Schedule(m_policy->GetIdleTime(), &LinkSleeper::Look, this);
    }
}

void
LinkSleeper::Look()
{
    m_looking = false;
    FindTree();
    for (uint8_t port : GetCandidates())
    {
        if (GetAttitude(port).kind != SleepHeader::ACCEPT)
        {
            continue;
        }
        if (const auto request = m_links[port].agreement.MakeRequest())
        {
            Say(port, *request);
        }
    }
    StartLooking();
}

std::optional<double>
LinkSleeper::GetUsage(uint8_t port)
{
    const int64_t now = Simulator::Now().GetTimeStep();
    const int64_t busy = GetRuntime().GetDevice(port)->GetTransmitter().GetBusyTime(now);
    return m_links[port].usage.Update(now, busy, m_policy->GetIdleTime().GetTimeStep());
}

SleepHeader
LinkSleeper::GetAttitude(uint8_t port)
{
    // A look in any case, so that the next one knows of the use since.
    const std::optional<double> usage = GetUsage(port);
    if (!GetSpare().Contains(port))
    {
        return {SleepHeader::KEEP};
    }
    const Time now = Simulator::Now();
    const bool isWilling = now >= m_alarmEnd &&
                           m_policy->IsIdle(usage, now - TimeStep(m_links[port].awakeSince)) &&
                           GetRuntime().GetLinkStatistics(port).queuedFrames == 0;
    return {isWilling ? SleepHeader::ACCEPT : SleepHeader::LATER};
}

void
LinkSleeper::Receive(FramePtr frame, uint8_t in)
{
    const SleepHeader* header = frame->PeekHeader<SleepHeader>();
    if (!header || !m_ports.Contains(in))
    {
        NS_LOG_WARN("malformed frame at " << PortName(in) << " dropped");
        ++m_counters.malformed;
        return;
    }
    const LinkAgreement::Answer answer =
        m_links[in].agreement.ReceiveFrame(*header, GetAttitude(in).kind);
    if (answer.reply)
    {
        Say(in, *answer.reply);
    }
    if (answer.isAgreed)
    {
        LetSleep(in);
    }
    StartLooking();
}

void
LinkSleeper::Say(uint8_t port, const SleepHeader& header)
{
    FramePtr frame = MakeFrame(header);
    if (GetRuntime().GetAsleepPorts().Contains(port))
    {
        return; // what was to be said is past
    }
    NS_LOG_LOGIC((header.kind == SleepHeader::REQUEST  ? "asks"
                  : header.kind == SleepHeader::ACCEPT ? "agrees"
                  : header.kind == SleepHeader::LATER  ? "defers, asked"
                                                       : "refuses")
                 << " to let " << PortName(port) << " sleep");
    if (GetRuntime().Send(this, port, frame) == SendResult::SENT)
    {
        MessageSent(port, header);
    }
    else
    {
        m_links[port].outgoing = header;
    }
}

void
LinkSleeper::MessageSent(uint8_t port, const SleepHeader& header)
{
    ++m_counters.messages;
    m_links[port].outgoing.reset();
    if (header.kind == SleepHeader::ACCEPT)
    {
        // Not before the frame is on the cable.
        Simulator::ScheduleNow(&LinkSleeper::LetSleep, this, port);
    }
}

FramePtr
LinkSleeper::Poll(uint8_t out)
{
    if (!IsWaitingFor(out))
    {
        return nullptr;
    }
    const SleepHeader header = *m_links[out].outgoing;
    MessageSent(out, header);
    return MakeFrame(header);
}

bool
LinkSleeper::IsWaitingFor(uint8_t out) const
{
    return out < m_links.size() && m_links[out].outgoing;
}

void
LinkSleeper::LetSleep(uint8_t port)
{
    if (!IsDeployed())
    {
        return;
    }
    ++m_counters.agreed;
    m_links[port].power->LetSleep(PeekPointer(GetRuntime().GetDevice(port)));
}

void
LinkSleeper::Refresh(uint8_t port)
{
    Link& link = m_links[port];
    link.awakeSince = Simulator::Now().GetTimeStep();
    link.usage.Reset(link.awakeSince,
                     GetRuntime().GetDevice(port)->GetTransmitter().GetBusyTime(link.awakeSince));
    link.agreement.Reset();
    link.outgoing.reset();
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
    NS_LOG_INFO(PortName(port) << " falls asleep");
    if (m_tree->parent.Contains(port) || m_tree->isLost || Simulator::Now() < m_alarmEnd)
    {
        Wake(PortSet::Of(port)); // the agreement was overtaken
    }
}

void
LinkSleeper::LinkAwake(uint8_t port)
{
    NS_LOG_INFO(PortName(port) << " is awake");
    if (m_ports.Contains(port))
    {
        Refresh(port);
        StartLooking();
    }
}

} // namespace ns3::camcube
