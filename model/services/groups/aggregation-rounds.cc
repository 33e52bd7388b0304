/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "aggregation-rounds.h"

#include "group-tree.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3::camcube
{

AggregationRounds::AggregationRounds(const AggregationTimes& times,
                                     Ptr<GroupTree> tree,
                                     AggregationCounters& counters,
                                     Hooks hooks)
    : AggregationLinks(std::move(tree), counters),
      m_times(times),
      m_hooks(std::move(hooks)),
      m_boot(static_cast<uint32_t>(Simulator::Now().GetMicroSeconds()))
{
    for (const GroupId& group : m_tree->GetGroups())
    {
        m_states[group].tree.quietFrom = Simulator::Now() + m_times.quiet; // not known yet
        TreeChanged(group);
    }
}

AggregationRounds::~AggregationRounds()
{
    End();
}

void
AggregationRounds::End()
{
    for (auto& entry : m_states)
    {
        entry.second.round.timeout.Cancel();
    }
    m_states.clear();
}

AggregationState*
AggregationRounds::Find(const GroupId& group)
{
    const auto found = m_states.find(group);
    return found != m_states.end() ? &found->second : nullptr;
}

bool
AggregationRounds::IsOpen(const GroupId& group)
{
    const AggregationState* state = Find(group);
    return state && state->round.IsAtRoot();
}

void
AggregationRounds::Start(const GroupId& group, uint16_t function)
{
    Begin(group,
          {false, m_tree->GetRuntime().GetCoordinate(), m_boot, ++m_lastRound, function},
          AggregationRound::NOBODY);
}

AggregationRound*
AggregationRounds::FindAwaiting(const GroupId& group, const AggregationHeader& header, uint8_t port)
{
    AggregationState* state = Find(group);
    return state && state->round.IsAwaiting(header, port) ? &state->round : nullptr;
}

void
AggregationRounds::Begin(const GroupId& group, const AggregationHeader& header, uint8_t asker)
{
    AggregationState* state = Find(group);
    if (!state)
    {
        return; // who was told of the round before has left, or has ended all
    }
    state->round = {header, true, asker, PortSet::Of(AggregationRound::HERE), {}, {}};
    if (asker == AggregationRound::NOBODY)
    {
        state->round.timeout =
            Simulator::Schedule(m_times.timeout, &AggregationRounds::TimeOut, this, group, header);
    }
    auto own = m_hooks.own(group, header.function); // which may do anything
    if (AggregationRound* round = FindAwaiting(group, header, AggregationRound::HERE))
    {
        const TreeView& tree = Find(group)->tree;
        const PortSet kids = own ? tree.kids - PortSet::Of(asker) - round->awaited : PortSet();
        round->Take(AggregationRound::HERE, std::move(own).value_or(Aggregate::Nothing()));
        round->partial.isComplete = round->partial.isComplete && Simulator::Now() >= tree.quietFrom;
        AskKids(group, *round, kids);
        EndIfDone(group);
    }
}

void
AggregationRounds::TimeOut(const GroupId& group, const AggregationHeader& header)
{
    AggregationState* state = Find(group);
    if (state && state->round.header.IsOf(header))
    {
        state->round.Lose(state->round.awaited);
        EndIfDone(group);
    }
}

void
AggregationRounds::AskKids(const GroupId& group, AggregationRound& round, PortSet kids)
{
    for (uint8_t port : kids)
    {
        round.awaited.Insert(port);
        if (!Query(group, port, round.header))
        {
            round.Lose(PortSet::Of(port));
        }
    }
}

void
AggregationRounds::EndIfDone(const GroupId& group)
{
    AggregationState* state = Find(group);
    if (!state || !state->round.isOpen || !state->round.awaited.IsEmpty())
    {
        return;
    }
    AggregationRound& round = state->round;
    round.isOpen = false;
    if (round.asker != AggregationRound::NOBODY)
    {
        Report(group, round.asker, round.header, std::exchange(round.partial, {}));
        return;
    }
    round.timeout.Cancel();
    const AggregationAnswer answer = state->Conclude();
    ++m_counters.rounds;
    m_counters.complete += answer.whole.isComplete;
    m_hooks.finished(group, answer); // which may do anything
}

void
AggregationRounds::Abandon(const GroupId& group)
{
    AggregationState* state = Find(group);
    if (state && state->round.IsAtRoot())
    {
        state->round.Lose(state->round.awaited);
        EndIfDone(group);
    }
    else if (state)
    {
        state->round.isOpen = false;
    }
}

void
AggregationRounds::Queried(const GroupId& group, uint8_t in, const AggregationHeader& header)
{
    if (!(m_tree->GetParent(group) == PortSet::Of(in)))
    {
        return; // a LEAVE is on its way there
    }
    const AggregationState* state = Find(group);
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
AggregationRounds::Reported(const GroupId& group,
                            uint8_t in,
                            const AggregationHeader& header,
                            const Packet& report)
{
    const AggregationRound* awaiting = FindAwaiting(group, header, in);
    if (!awaiting)
    {
        return;
    }
    const auto read = Aggregate::Read(m_tree->GetRuntime().GetTorus(), report);
    m_counters.malformed += !read;
    Aggregate sum = awaiting->partial; // which stays: to add may fail, or change the tree
    m_hooks.add(sum, read.value_or(Aggregate::Nothing()), awaiting->header.function);
    if (AggregationRound* round = FindAwaiting(group, header, in))
    {
        round->Take(in, std::move(sum));
        EndIfDone(group);
    }
}

void
AggregationRounds::TreeChanged(const GroupId& group)
{
    AggregationState& state = m_states[group];
    const TreeView old = state.LookAgain(*m_tree, group, m_times.quiet);
    if (AggregationRound& round = state.round; round.isOpen)
    {
        round.Lose(state.tree.GetMissing(old));
        round.partial.isComplete = round.partial.isComplete &&
                                   (state.tree.isRoot || round.asker != AggregationRound::NOBODY);
        AskKids(group, round, old.GetMissing(state.tree) - PortSet::Of(round.asker));
        EndIfDone(group);
    }
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

void
AggregationRounds::SessionEnded(uint8_t port)
{
    for (const GroupId& group : m_tree->GetGroups())
    {
        if (AggregationState* state = Find(group))
        {
            AggregationRound& round = state->round;
            round.isOpen = round.isOpen && round.asker != port; // who asked has given it up
            round.Lose(PortSet::Of(port));
            EndIfDone(group);
        }
    }
}

} // namespace ns3::camcube
