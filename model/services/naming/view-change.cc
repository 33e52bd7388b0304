/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "view-change.h"

namespace ns3::camcube
{

bool
ViewChange::IsNeeded(const SlotHost& host, uint32_t slot, const SlotRecord& record)
{
    const SlotMembers& members = record.members;
    const auto isGone = [&](const SlotMember& member) { return host.IsGone(member); };
    if (!host.IsInMajority())
    {
        return false;
    }
    if (record.isSealed || std::any_of(members.begin(), members.end(), isGone))
    {
        return true;
    }
    const std::vector<uint32_t> wanted = host.GetWanted(slot);
    const bool isWanted = std::equal(
        members.begin(),
        members.end(),
        wanted.begin(),
        wanted.end(),
        [](const SlotMember& member, uint32_t server) { return member.server == server; });
    // Who is out of reach may be back soon, and is gone otherwise.
    return !isWanted && std::all_of(members.begin(), members.end(), [&](const auto& member) {
        return host.IsReachable(member.server);
    });
}

uint32_t
ViewChange::GetRank(const SlotHost& host, const SlotRecord& record)
{
    const auto self = std::find(record.members.begin(), record.members.end(), host.GetSelf());
    return static_cast<uint32_t>(
        std::count_if(record.members.begin(), self, [&](const SlotMember& member) {
            return !host.IsGone(member);
        }));
}

ViewChange::Next
ViewChange::Drive(SlotRecord& record, bool again)
{
    if (m_ballot == 0)
    {
        if (!FindCandidates(record))
        {
            return Next::WAIT;
        }
        Begin(record);
        again = true;
    }
    if (!IsAnswered(record, &State::isPromised, NamingHead::PREPARE, again))
    {
        return Next::WAIT;
    }
    for (const SlotMember& member : record.members)
    {
        const State& state = m_states[member.server];
        if (!state.isPulled && state.digest != record.contents.GetDigest() &&
            !m_host.IsGone(member))
        {
            m_source = member.server;
            return Next::PULL;
        }
    }
    if (m_target.empty())
    {
        Choose(record);
        again = true;
    }
    return IsAnswered(record, &State::isAccepted, NamingHead::ACCEPT, again) ? Next::INSTALL
                                                                             : Next::WAIT;
}

bool
ViewChange::FindCandidates(const SlotRecord& record)
{
    m_candidates.clear();
    const bool isAnyAway =
        std::any_of(record.members.begin(), record.members.end(), [this](const auto& member) {
            return !m_host.IsGone(member) && !m_host.IsReachable(member.server);
        });
    if (isAnyAway)
    {
        return false; // it may be back soon, and must promise anyway
    }
    const std::vector<uint32_t> wanted = m_host.GetWanted(m_slot);
    for (uint32_t server : wanted)
    {
        const SlotMember* member = record.FindMember(server);
        if (member && !m_host.IsGone(*member))
        {
            m_candidates.push_back(*member);
        }
        else if (const auto life = m_host.Identify(server, m_slot, record.epoch, m_since))
        {
            m_candidates.push_back({server, *life});
        }
    }
    return !wanted.empty() && m_candidates.size() == wanted.size();
}

void
ViewChange::Begin(SlotRecord& record)
{
    const uint32_t self = m_host.GetSelf().server;
    m_ballot = ((std::max(record.promised, m_seen) >> 32) + 1) << 32 | (self + 1);
    record.promised = m_ballot;
    record.isSealed = true;
    State& state = m_states[self];
    state.isPromised = true;
    state.isPulled = true;
    state.acceptedBallot = record.acceptedBallot;
    state.accepted = record.accepted;
}

void
ViewChange::Choose(SlotRecord& record)
{
    uint64_t highest = 0;
    m_target = m_candidates;
    for (const auto& [server, state] : m_states)
    {
        if (state.acceptedBallot > highest)
        {
            highest = state.acceptedBallot;
            m_target = state.accepted;
        }
    }
    m_digest = record.contents.GetDigest();
    record.acceptedBallot = m_ballot;
    record.accepted = m_target;
    m_states[m_host.GetSelf().server].isAccepted = true;
}

bool
ViewChange::IsAnswered(const SlotRecord& record,
                       bool State::*answer,
                       NamingHead::Kind ask,
                       bool again)
{
    bool isAnswered = true;
    for (const SlotMember& member : record.members)
    {
        if (m_states[member.server].*answer || m_host.IsGone(member))
        {
            continue;
        }
        isAnswered = false;
        if (again)
        {
            NamingMessage message(ask, m_slot, record.epoch);
            message.ballot = m_ballot;
            message.incarnation = member.incarnation;
            message.digest = m_digest;
            message.members = m_target;
            m_host.Send(member.server, message);
        }
    }
    return isAnswered;
}

bool
ViewChange::Promised(uint32_t member, const NamingMessage& promise)
{
    State& state = m_states[member];
    if (promise.ballot != m_ballot || state.isPromised)
    {
        return false;
    }
    state.isPromised = true;
    state.digest = promise.digest;
    state.acceptedBallot = promise.number;
    state.accepted = promise.members;
    return true;
}

bool
ViewChange::Accepted(uint32_t member, const NamingMessage& accepted)
{
    State& state = m_states[member];
    if (accepted.ballot != m_ballot || m_target.empty() || state.isAccepted)
    {
        return false;
    }
    return state.isAccepted = true;
}

} // namespace ns3::camcube
