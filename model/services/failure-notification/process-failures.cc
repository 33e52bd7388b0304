/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "process-failures.h"

#include "local-processes.h"
#include "process-notice.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <stdexcept>
#include <string>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(ProcessFailures);

TypeId
ProcessFailures::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::ProcessFailures")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddConstructor<ProcessFailures>()
            .AddAttribute("CheckInterval",
                          "Time between two checks of a process by its own server",
                          TimeValue(MilliSeconds(1)),
                          MakeTimeAccessor(&ProcessFailures::m_checkInterval),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("RepeatInterval",
                          "Time between two notices of one process, while servers have not heard "
                          "of it",
                          TimeValue(MilliSeconds(2)),
                          MakeTimeAccessor(&ProcessFailures::m_repeatInterval),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddTraceSource("Reported",
                            "Those who watch a process are told: server, process, why",
                            MakeTraceSourceAccessor(&ProcessFailures::m_reported),
                            "ns3::camcube::ProcessFailures::ReportedCallback");
    return tid;
}

ProcessFailures::ProcessFailures()
    : Service(SERVICE_ID),
      GroupTreeUser(TREE_USER),
      m_watches([this](const GroupId& process) { Unwatch(process); })
{
}

ProcessFailures::~ProcessFailures() = default;

const char*
ProcessFailures::GetName(Failure why)
{
    return why == UNREACHABLE ? "unreachable" : why == ENDED ? "ended" : "unknown";
}

bool
ProcessFailures::NeedsPlace() const
{
    return true;
}

void
ProcessFailures::Placed()
{
    m_servers = GetRuntime().Require<ServerFailures>();
    m_tree = GetRuntime().Require<GroupTree>();
    m_user = m_tree->AddUser(this, this);
    const GroupTreeUser& user = *this;
    if (!m_processes)
    {
        m_processes = Create<LocalProcesses>(m_tree,
                                             user,
                                             m_checkInterval,
                                             m_repeatInterval,
                                             [this](uint32_t process) { TellSoon(process); });
    }
    m_processes->AnnounceAll();
}

void
ProcessFailures::Withdrawing()
{
    m_processes->EndAll(); // which those who watch are told
    m_watches.Clear();
    while (!m_served.empty())
    {
        Unwatch(GroupId(m_served.begin()->first));
    }
    m_tree = nullptr;
}

void
ProcessFailures::DoDispose()
{
    m_watches.Clear();
    m_served.clear();
    m_processes = nullptr;
    m_tree = nullptr;
    Service::DoDispose();
}

void
ProcessFailures::CheckUse(uint32_t process) const
{
    if (!m_tree)
    {
        throw std::logic_error("ProcessFailures was used while it is not deployed; install it to "
                               "start no later than its users");
    }
    if (process > MAX_PROCESS)
    {
        throw std::invalid_argument("there can be no process " + std::to_string(process) +
                                    "; choose a number up to " + std::to_string(MAX_PROCESS));
    }
}

Registration
ProcessFailures::Watch(Service* owner,
                       const TorusCoordinate& server,
                       uint32_t process,
                       Receiver receiver)
{
    CheckUse(process);
    const GroupId group = ProcessNotice::MakeGroup(server, process);
    const bool isHere = server == GetRuntime().GetCoordinate();
    // Of the server first: it refuses what is no server.
    Registration lost = m_servers->Watch(this, server, [this, group] { Tell(group, UNREACHABLE); });
    Registration watch = m_watches.Add(GetRegistrations(owner), group, std::move(receiver));
    if (m_served.count(group) == 0)
    {
        if (!isHere)
        {
            m_tree->Join(group);
        }
        m_served.emplace(group, std::move(lost));
    }
    if (isHere && !m_processes->IsAlive(process))
    {
        TellSoon(process);
    }
    return watch;
}

void
ProcessFailures::TellSoon(uint32_t process)
{
    Simulator::ScheduleNow(&ProcessFailures::TellHere, Ptr<ProcessFailures>(this), process);
}

void
ProcessFailures::TellHere(uint32_t process)
{
    if (m_tree && !m_processes->IsAlive(process))
    {
        Tell(ProcessNotice::MakeGroup(GetRuntime().GetCoordinate(), process),
             m_processes->HasEnded(process) ? ENDED : UNKNOWN);
    }
}

void
ProcessFailures::Tell(GroupId process, Failure why)
{
    if (m_served.count(process) > 0)
    {
        Unwatch(process);
        m_reported(process.place, process.number - ProcessNotice::FIRST_GROUP, why);
        m_watches.Tell(process, why);
    }
}

void
ProcessFailures::Unwatch(const GroupId& process)
{
    m_served.erase(process);
    if (m_tree->IsDeployed() && m_tree->IsMember(process))
    {
        m_tree->Leave(process);
    }
}

Registration
ProcessFailures::Add(Service* owner, uint32_t process, Check check)
{
    CheckUse(process);
    return m_processes->Add(GetRegistrations(owner), process, std::move(check));
}

void
ProcessFailures::EdgeFormed(const GroupId& group, uint8_t, Ptr<const Packet>)
{
    if (group.number >= ProcessNotice::FIRST_GROUP && group.place == GetRuntime().GetCoordinate())
    {
        m_processes->Watched(group.number - ProcessNotice::FIRST_GROUP);
    }
}

void
ProcessFailures::Received(const GroupId& group, uint8_t in, FramePtr frame)
{
    const ProcessNotice* notice = frame->PeekInnerHeader<ProcessNotice>();
    if (!notice || group.number < ProcessNotice::FIRST_GROUP)
    {
        ++m_malformed;
        return;
    }
    ProcessNotice next = *notice;
    if (next.hops++ < UINT8_MAX) // routes that change may have made a circle
    {
        next.Send(*m_tree, *this, group, m_tree->GetKids(group) - PortSet::Of(in));
    }
    Tell(group, next.wasThere ? ENDED : UNKNOWN);
}

} // namespace ns3::camcube
