/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "convergecast-rounds.h"

#include "ns3/group-tree.h"
#include "ns3/runtime.h"
#include "ns3/shared-clock.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3::camcube
{

ConvergecastRounds::ConvergecastRounds(const ConvergecastTimes& times,
                                       Ptr<GroupTree> tree,
                                       ConvergecastCounters& counters,
                                       Hooks hooks)
    : ConvergecastLinks(std::move(tree), counters),
      m_times(times),
      m_hooks(std::move(hooks)),
      m_boot(static_cast<uint32_t>(SharedClock::Now().GetMicroSeconds()))
{
    for (const GroupId& group : m_tree->GetGroups())
    {
        m_states[group].quietFrom = Simulator::Now() + m_times.quiet; // not known yet
        TreeChanged(group);
    }
}

ConvergecastRounds::~ConvergecastRounds()
{
    End();
}

void
ConvergecastRounds::End()
{
    for (auto& entry : m_states)
    {
        entry.second.round.timeout.Cancel();
    }
    m_states.clear();
}

ConvergecastState*
ConvergecastRounds::Find(const GroupId& group)
{
    const auto found = m_states.find(group);
    return found != m_states.end() ? &found->second : nullptr;
}

bool
ConvergecastRounds::IsOpen(const GroupId& group)
{
    const ConvergecastState* state = Find(group);
    return state && state->round.IsAtRoot();
}

void
ConvergecastRounds::Start(const GroupId& group, uint16_t function)
{
    Begin(group,
          {false, m_tree->GetRuntime().GetCoordinate(), m_boot, ++m_lastRound, function},
          ConvergecastRound::NOBODY);
}

ConvergecastRound*
ConvergecastRounds::FindAwaiting(const GroupId& group,
                                 const ConvergecastHeader& header,
                                 uint8_t port)
{
    ConvergecastState* state = Find(group);
    return state && state->round.IsAwaiting(header, port) ? &state->round : nullptr;
}

void
ConvergecastRounds::Begin(const GroupId& group, const ConvergecastHeader& header, uint8_t asker)
{
    ConvergecastState* state = Find(group);
    if (!state)
    {
        return; // who was told of the round before has left, or has ended all
    }
    state->round = {header, true, asker, PortSet::Of(ConvergecastRound::HERE), {}, {}};
    if (asker == ConvergecastRound::NOBODY)
    {
        state->round.timeout =
            Simulator::Schedule(m_times.timeout, &ConvergecastRounds::Abandon, this, group);
    }
    auto own = m_hooks.own(group, header.function); // which may do anything
    if (ConvergecastRound* round = FindAwaiting(group, header, ConvergecastRound::HERE))
    {
        const ConvergecastState& known = *Find(group);
        const PortSet kids = own ? known.kids - PortSet::Of(asker) : PortSet();
        round->Take(ConvergecastRound::HERE, std::move(own).value_or(Aggregate::Nothing()));
        round->partial.isComplete =
            round->partial.isComplete && Simulator::Now() >= known.quietFrom;
        for (uint8_t port : kids)
        {
            round->awaited.Insert(port);
            if (!Query(group, port, header))
            {
                round->Lose(PortSet::Of(port));
            }
        }
        EndIfDone(group);
    }
}

void
ConvergecastRounds::EndIfDone(const GroupId& group)
{
    ConvergecastState* state = Find(group);
    if (!state || !state->round.isOpen || !state->round.awaited.IsEmpty())
    {
        return;
    }
    ConvergecastRound& round = state->round;
    round.isOpen = false;
    if (round.asker != ConvergecastRound::NOBODY)
    {
        Report(group, round.asker, round.header, std::exchange(round.partial, {}));
        return;
    }
    round.timeout.Cancel();
    const ConvergecastAnswer answer = state->Conclude();
    ++m_counters.rounds;
    m_counters.complete += answer.whole.isComplete;
    m_hooks.finished(group, answer); // which may do anything
}

void
ConvergecastRounds::Abandon(const GroupId& group)
{
    ConvergecastState* state = Find(group);
    if (state && state->round.IsAtRoot())
    {
        state->round.Lose(state->round.awaited);
        EndIfDone(group);
    }
}

void
ConvergecastRounds::Queried(const GroupId& group, uint8_t in, const ConvergecastHeader& header)
{
    const ConvergecastState* state = Find(group);
    if (state && header.IsOf(state->round.header))
    {
        ++m_counters.repeated; // its value is in a report already, or will be
        Report(group, in, header, Aggregate::Nothing());
        return;
    }
    Abandon(group);
    Begin(group, header, in);
}

void
ConvergecastRounds::Reported(const GroupId& group,
                             uint8_t in,
                             const ConvergecastHeader& header,
                             const Packet& report)
{
    const ConvergecastRound* awaiting = FindAwaiting(group, header, in);
    if (!awaiting)
    {
        return;
    }
    const auto read = Aggregate::Read(m_tree->GetRuntime().GetTorus(), report);
    m_counters.malformed += !read;
    Aggregate sum = awaiting->partial; // which stays: to add may fail, or change the tree
    m_hooks.add(sum, read.value_or(Aggregate::Nothing()), awaiting->header.function);
    if (ConvergecastRound* round = FindAwaiting(group, header, in))
    {
        round->Take(in, std::move(sum));
        EndIfDone(group);
    }
}

void
ConvergecastRounds::TreeChanged(const GroupId& group)
{
    ConvergecastState& state = m_states[group];
    state.round.Lose(state.LookAgain(*m_tree, group, m_times.quiet));
    EndIfDone(group);
    const auto isOut = [&] { return m_tree->GetKids(group).IsEmpty() && !m_tree->IsMember(group); };
    if (isOut())
    {
        Abandon(group);
    }
    if (isOut()) // who is told of an end may join again
    {
        m_states.erase(group);
    }
}

} // namespace ns3::camcube
