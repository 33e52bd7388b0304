/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "local-processes.h"

#include "process-notice.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"

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
    if (HasEnded(process) && !m_tree->GetKids(MakeGroup(process)).IsEmpty())
    {
        throw std::logic_error("others are still being told that process " +
                               std::to_string(process) +
                               " has ended; choose another number, or wait");
    }
    m_ended.erase(process);
    if (check && m_look.IsExpired())
    {
        m_look =
            Simulator::Schedule(m_checkInterval, &LocalProcesses::Look, Ptr<LocalProcesses>(this));
    }
    auto entry = std::make_shared<Registration::Entry>([this, process] { End(process); });
    m_processes[process] = {std::move(check), entry};
    return Registration(std::move(entry), owner);
}

void
LocalProcesses::Look()
{
    std::map<uint32_t, Check> checks; // which may add processes, and end them
    for (const auto& [number, process] : m_processes)
    {
        if (process.check)
        {
            checks.emplace(number, process.check);
        }
    }
    if (!checks.empty())
    {
        m_look =
            Simulator::Schedule(m_checkInterval, &LocalProcesses::Look, Ptr<LocalProcesses>(this));
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
    EventId& repeat = m_repeats[process];
    repeat.Cancel();
    const GroupId group = MakeGroup(process);
    const PortSet kids = m_tree->GetKids(group);
    if (IsAlive(process) || kids.IsEmpty() || !m_tree->IsDeployed())
    {
        m_repeats.erase(process);
        return;
    }
    repeat = Simulator::Schedule(m_repeatInterval, &LocalProcesses::Announce, this, process);
    ProcessNotice{HasEnded(process)}.Send(*m_tree, m_user, group, kids);
}

void
LocalProcesses::EndAll()
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
}

} // namespace ns3::camcube
