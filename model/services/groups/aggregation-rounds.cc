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
    : GroupTreeUser(TREE_USER),
      m_times(times),
      m_tree(std::move(tree)),
      m_counters(counters),
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
    for (auto& entry : m_states)
    {
        entry.second.round.timeout.Cancel();
    }
}

bool
AggregationRounds::IsOpen(const GroupId& group) const
{
    const auto found = m_states.find(group);
    return found != m_states.end() && found->second.round.IsAtRoot();
}

void
AggregationRounds::Start(const GroupId& group, uint16_t function)
{
    Begin(group,
          {false, m_tree->GetRuntime().GetCoordinate(), m_boot, ++m_lastRound, function},
          AggregationRound::NOBODY);
}

void
AggregationRounds::Begin(const GroupId& group, const AggregationHeader& header, uint8_t asker)
{
    auto own = m_hooks.own(group, header.function); // which may do anything
    State& state = m_states[group];
    const PortSet kids = own ? state.tree.kids - PortSet::Of(asker) : PortSet();
    state.round = {header, true, asker, {}, own.value_or(Aggregate::Nothing()), {}};
    Aggregate& partial = state.round.partial;
    partial.isComplete = partial.isComplete && Simulator::Now() >= state.tree.quietFrom;
    if (asker == AggregationRound::NOBODY)
    {
        state.round.timeout =
            Simulator::Schedule(m_times.timeout, &AggregationRounds::TimeOut, this, group, header);
    }
    AskKids(group, state.round, kids);
    EndIfDone(group);
}

void
AggregationRounds::TimeOut(const GroupId& group, const AggregationHeader& header)
{
    AggregationRound& round = m_states[group].round;
    if (round.header.IsOf(header))
    {
        round.Lose(round.awaited);
        EndIfDone(group);
    }
}

void
AggregationRounds::AskKids(const GroupId& group, AggregationRound& round, PortSet kids)
{
    for (uint8_t port : kids)
    {
        round.awaited.Insert(port);
        ++m_counters.queries;
        if (Send(group, port, round.header, Create<Packet>()) != SendResult::SENT)
        {
            round.Lose(PortSet::Of(port));
        }
    }
}

void
AggregationRounds::EndIfDone(const GroupId& group)
{
    AggregationRound& round = m_states[group].round;
    if (!round.isOpen || !round.awaited.IsEmpty())
    {
        return;
    }
    round.isOpen = false;
    const Aggregate whole = std::exchange(round.partial, {});
    if (round.asker != AggregationRound::NOBODY)
    {
        Report(group, round.asker, round.header, whole);
        return;
    }
    round.timeout.Cancel();
    ++m_counters.rounds;
    m_counters.complete += whole.isComplete;
    m_hooks.finished(group, whole);
}

void
AggregationRounds::Abandon(const GroupId& group)
{
    AggregationRound& round = m_states[group].round;
    if (round.asker == AggregationRound::NOBODY)
    {
        round.partial.isComplete = false;
        round.awaited = PortSet();
        EndIfDone(group);
    }
    m_states[group].round.isOpen = false;
}

void
AggregationRounds::Report(const GroupId& group,
                          uint8_t port,
                          AggregationHeader header,
                          const Aggregate& what)
{
    header.isReport = true;
    ++m_counters.reports;
    Send(group,
         port,
         header,
         what.Write(m_tree->GetRuntime().GetTorus(),
                    m_tree->GetRoom() - WireBytesOf<AggregationHeader>));
}

SendResult
AggregationRounds::Send(const GroupId& group,
                        uint8_t port,
                        const AggregationHeader& header,
                        Ptr<Packet> payload)
{
    auto frame = std::make_unique<Frame>(m_tree->GetServiceId(), std::move(payload));
    frame->SetInnerHeader(header);
    return m_tree->Send(group, *this, port, std::move(frame), true);
}

void
AggregationRounds::Received(const GroupId& group, uint8_t in, FramePtr frame)
{
    const AggregationHeader* header = frame->PeekInnerHeader<AggregationHeader>();
    if (!header || !m_tree->GetRuntime().GetTorus().Contains(header->root))
    {
        ++m_counters.malformed;
        return;
    }
    const auto found = m_states.find(group);
    const bool isSeen = found != m_states.end() && header->IsOf(found->second.round.header);
    const bool isFromParent = m_tree->GetParent(group) == PortSet::Of(in);
    if (header->isReport && isSeen && found->second.round.IsAwaiting(in))
    {
        Reported(group, in, *frame->GetPayload());
    }
    else if (!header->isReport && isFromParent && isSeen)
    {
        ++m_counters.repeated; // its value is in a report already, or will be
        Report(group, in, *header, Aggregate::Nothing());
    }
    else if (!header->isReport && isFromParent) // otherwise a LEAVE is on its way there
    {
        Abandon(group);
        Begin(group, *header, in);
    }
}

void
AggregationRounds::Reported(const GroupId& group, uint8_t in, const Packet& report)
{
    const auto read = Aggregate::Read(m_tree->GetRuntime().GetTorus(), report);
    m_counters.malformed += !read;
    AggregationRound& round = m_states[group].round;
    round.awaited.Remove(in);
    Aggregate sum = std::exchange(round.partial, {});
    m_hooks.add(sum, read.value_or(Aggregate::Nothing()), round.header.function);
    m_states[group].round.partial = std::move(sum);
    EndIfDone(group);
}

void
AggregationRounds::TreeChanged(const GroupId& group)
{
    State& state = m_states[group];
    const TreeView old = state.tree;
    state.tree = old.LookAgain(*m_tree, group, m_times.quiet);
    if (AggregationRound& round = state.round; round.isOpen)
    {
        round.Lose(state.tree.GetMissing(old));
        round.partial.isComplete = round.partial.isComplete &&
                                   (state.tree.isRoot || round.asker != AggregationRound::NOBODY);
        AskKids(group, round, old.GetMissing(state.tree) - PortSet::Of(round.asker));
        EndIfDone(group);
    }
    if (m_tree->GetKids(group).IsEmpty() && !m_tree->IsMember(group))
    {
        Abandon(group);
        m_states.erase(group);
    }
}

void
AggregationRounds::SessionEnded(uint8_t port)
{
    for (const GroupId& group : m_tree->GetGroups())
    {
        AggregationRound& round = m_states[group].round;
        round.isOpen = round.isOpen && round.asker != port; // who asked has given this server up
        round.Lose(PortSet::Of(port));
        EndIfDone(group);
    }
}

} // namespace ns3::camcube
