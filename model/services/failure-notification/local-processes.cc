/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "local-processes.h"

#include "process-notice.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::camcube
{

LocalProcesses::LocalProcesses(Ptr<GroupTree> tree,
                               const GroupTreeUser& user,
                               Time checkInterval,
                               Time repeatInterval,
                               Ended ended)
    : m_tree(std::move(tree)),
      m_here(m_tree->GetRuntime().GetCoordinate()),
      m_user(user),
      m_checkInterval(checkInterval),
      m_repeatInterval(repeatInterval),
      m_isTold(std::move(ended))
{
}

LocalProcesses::~LocalProcesses()
{
    m_look.Cancel();
    for (auto& [process, repeats] : m_repeats)
    {
        repeats.next.Cancel();
    }
    for (auto& [number, process] : m_processes)
    {
        process.entry->Forget();
    }
}

GroupId
LocalProcesses::MakeGroup(uint32_t process) const
{
    return ProcessNotice::MakeGroup(m_here, process);
}

Registration
LocalProcesses::Add(Registration::List* owner, uint32_t process, Check check)
{
    if (IsAlive(process))
    {
        throw std::invalid_argument("there is a process " + std::to_string(process) +
                                    " already on this server; choose another number");
    }
    if (HasEnded(process))
    {
        throw std::invalid_argument("there was a process " + std::to_string(process) +
                                    " on this server, which has ended; choose a new number");
    }
    if (check && m_look.IsExpired())
    {
        m_look = Simulator::Schedule(m_checkInterval, &LocalProcesses::Look, this);
    }
    auto entry = std::make_shared<Registration::Entry>([this, process] { End(process); });
    m_processes[process] = {std::move(check), entry};
    return Registration(std::move(entry), owner);
}

void
LocalProcesses::Look()
{
    const Ptr<LocalProcesses> alive(this); // whatever a check does
    std::map<uint32_t, Check> checks;      // which may add processes, and end them
    for (const auto& [number, process] : m_processes)
    {
        if (process.check)
        {
            checks.emplace(number, process.check);
        }
    }
    if (!checks.empty())
    {
        m_look = Simulator::Schedule(m_checkInterval, &LocalProcesses::Look, this);
    }
    for (const auto& [number, check] : checks)
    {
        if (IsAlive(number) && !check())
        {
            End(number);
        }
    }
}

void
LocalProcesses::End(uint32_t process)
{
    const auto ended = m_processes.extract(process);
    if (!ended.empty())
    {
        ended.mapped().entry->Forget();
        m_ended.insert(process);
        m_isTold(process);
        Announce(process);
    }
}

void
LocalProcesses::Watched(uint32_t process)
{
    if (!IsAlive(process))
    {
        Announce(process);
    }
}

void
LocalProcesses::Announce(uint32_t process)
{
    m_repeats[process].sent = 0;
    Repeat(process);
}

void
LocalProcesses::Repeat(uint32_t process)
{
    Repeats& repeats = m_repeats[process];
    repeats.next.Cancel();
    const GroupId group = MakeGroup(process);
    const PortSet kids = m_tree->IsDeployed() ? m_tree->GetKids(group) : PortSet();
    if (IsAlive(process) || kids.IsEmpty() || repeats.sent == MOST_REPEATS)
    {
        m_repeats.erase(process);
        return;
    }
    const uint32_t doublings = std::max(repeats.sent++, USUAL_REPEATS) - USUAL_REPEATS;
    repeats.next = Simulator::Schedule(m_repeatInterval * (int64_t{1} << doublings),
                                       &LocalProcesses::Repeat,
                                       this,
                                       process);
    ProcessNotice{HasEnded(process)}.Send(*m_tree, m_user, group, kids);
}

void
LocalProcesses::AnnounceAll()
{
    for (const GroupId& group : m_tree->GetGroups())
    {
        if (group.place == m_here && group.number >= ProcessNotice::FIRST_GROUP)
        {
            Watched(group.number - ProcessNotice::FIRST_GROUP);
        }
    }
}

void
LocalProcesses::EndAll()
{
    while (!m_processes.empty())
    {
        End(m_processes.begin()->first);
    }
}

} // namespace ns3::camcube
