/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "process-failures.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <stdexcept>
#include <string>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(ProcessFailures);

/** What is sent down a tree. */
struct ProcessFailures::Notice
{
    Failure why;     //!< ENDED or UNKNOWN
    uint8_t hops{0}; //!< so far
    static constexpr auto FIELDS = HeaderFields(&Notice::why, &Notice::hops);
};

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
      m_watches([this](const Watched& watched) { Unwatch(watched); })
{
}

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
}

void
ProcessFailures::Withdrawing()
{
    while (!m_processes.empty())
    {
        End(m_processes.begin()->first);
    }
    for (auto& [process, repeat] : std::exchange(m_repeats, {}))
    {
        repeat.Cancel();
    }
    m_look.Cancel();
    m_watches.Clear();
    while (!m_served.empty())
    {
        Unwatch(Watched(m_served.begin()->first));
    }
    m_tree = nullptr;
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

uint32_t
ProcessFailures::GetHere() const
{
    return GetRuntime().GetTorus().GetServer(GetRuntime().GetCoordinate());
}

GroupId
ProcessFailures::MakeGroup(const Watched& watched) const
{
    return {GetRuntime().GetTorus().GetCoordinate(watched.first), watched.second + MAX_PROCESS + 1};
}

Registration
ProcessFailures::Watch(Service* owner,
                       const TorusCoordinate& server,
                       uint32_t process,
                       Receiver receiver)
{
    CheckUse(process);
    const Watched watched{GetRuntime().GetTorus().GetServer(server), process};
    const bool isHere = server == GetRuntime().GetCoordinate();
    // Of the server first: it refuses what is no server.
    Registration unreachable = m_servers->Watch(this, server, [=] { Tell(watched, UNREACHABLE); });
    Registration watch = m_watches.Add(GetRegistrations(owner), watched, std::move(receiver));
    if (m_served.count(watched) == 0)
    {
        if (!isHere)
        {
            m_tree->Join(MakeGroup(watched));
        }
        m_served.emplace(watched, std::move(unreachable));
    }
    if (isHere && m_processes.count(process) == 0)
    {
        TellSoon(process);
    }
    return watch;
}

ProcessFailures::Failure
ProcessFailures::GetReason(uint32_t process) const
{
    return m_ended.count(process) > 0 ? ENDED : UNKNOWN;
}

void
ProcessFailures::TellSoon(uint32_t process)
{
    Simulator::ScheduleNow(&ProcessFailures::Tell,
                           Ptr<ProcessFailures>(this),
                           Watched(GetHere(), process),
                           GetReason(process));
}

void
ProcessFailures::Tell(Watched watched, Failure why)
{
    if (m_served.count(watched) > 0)
    {
        Unwatch(watched);
        m_reported(GetRuntime().GetTorus().GetCoordinate(watched.first), watched.second, why);
        m_watches.Tell(watched, why);
    }
}

void
ProcessFailures::Unwatch(const Watched& watched)
{
    m_served.erase(watched);
    const GroupId group = MakeGroup(watched);
    if (m_tree->IsDeployed() && m_tree->IsMember(group))
    {
        m_tree->Leave(group);
    }
}

Registration
ProcessFailures::Add(Service* owner, uint32_t process, Check check)
{
    CheckUse(process);
    if (m_processes.count(process) > 0)
    {
        throw std::invalid_argument("there is a process " + std::to_string(process) +
                                    " already on this server; choose another number");
    }
    if (m_ended.count(process) > 0 && !GetKids(process).IsEmpty())
    {
        throw std::logic_error("others are still being told that process " +
                               std::to_string(process) +
                               " has ended; choose another number, or wait");
    }
    m_ended.erase(process);
    auto entry = std::make_shared<Registration::Entry>([this, process] { End(process); });
    m_processes[process] = {std::move(check), entry};
    if (m_processes[process].check && m_look.IsExpired())
    {
        m_look = Simulator::Schedule(m_checkInterval, &ProcessFailures::Look, this);
    }
    return Registration(std::move(entry), GetRegistrations(owner));
}

void
ProcessFailures::Look()
{
    std::map<uint32_t, Check> checks; // which may add and end processes
    for (const auto& [number, process] : m_processes)
    {
        if (process.check)
        {
            checks.emplace(number, process.check);
        }
    }
    for (const auto& [number, check] : checks)
    {
        if (m_processes.count(number) > 0 && !check())
        {
            End(number);
        }
    }
    if (!checks.empty() && m_tree)
    {
        m_look = Simulator::Schedule(m_checkInterval, &ProcessFailures::Look, this);
    }
}

void
ProcessFailures::End(uint32_t process)
{
    const auto ended = m_processes.extract(process);
    if (!ended.empty())
    {
        ended.mapped().entry->Forget();
        m_ended.insert(process);
        TellSoon(process);
        Announce(process);
    }
}

PortSet
ProcessFailures::GetKids(uint32_t process) const
{
    return m_tree->GetKids(MakeGroup({GetHere(), process}));
}

void
ProcessFailures::Announce(uint32_t process)
{
    EventId& repeat = m_repeats[process];
    repeat.Cancel();
    if (m_processes.count(process) > 0 || !m_tree->IsDeployed() || GetKids(process).IsEmpty())
    {
        m_repeats.erase(process);
        return;
    }
    Send(MakeGroup({GetHere(), process}), GetKids(process), {GetReason(process)});
    repeat = Simulator::Schedule(m_repeatInterval, &ProcessFailures::Announce, this, process);
}

void
ProcessFailures::EdgeFormed(const GroupId& group, uint8_t, Ptr<const Packet>)
{
    if (group.number > MAX_PROCESS && group.place == GetRuntime().GetCoordinate() &&
        m_processes.count(group.number - MAX_PROCESS - 1) == 0)
    {
        Announce(group.number - MAX_PROCESS - 1);
    }
}

void
ProcessFailures::Received(const GroupId& group, uint8_t in, FramePtr frame)
{
    const Notice* notice = frame->PeekInnerHeader<Notice>();
    if (!notice || group.number <= MAX_PROCESS || notice->why > UNKNOWN)
    {
        return; // makes no sense
    }
    const Failure why = notice->why;
    if (notice->hops < UINT8_MAX)
    {
        const uint8_t hops = notice->hops + 1;
        Send(group, m_tree->GetKids(group) - PortSet::Of(in), {why, hops});
    }
    const uint32_t server = GetRuntime().GetTorus().GetServer(group.place);
    Tell({server, group.number - MAX_PROCESS - 1}, why);
}

void
ProcessFailures::Send(const GroupId& group, PortSet ports, const Notice& notice)
{
    for (uint8_t port : ports)
    {
        auto frame = std::make_unique<Frame>(m_tree->GetServiceId(), Create<Packet>());
        frame->SetInnerHeader(notice);
        m_tree->Send(group, *this, port, std::move(frame), true);
    }
}

} // namespace ns3::camcube
