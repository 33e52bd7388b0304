/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// How a slot changes hands: a SlotReplica's part in it.

#include "slot-replica.h"

#include <utility>

namespace ns3::camcube
{

void
SlotReplica::Review()
{
    if (m_change && !m_host.IsInMajority())
    {
        m_change.reset();
    }
    DriveChange(false);
    if (m_installation)
    {
        DriveInstallation(m_installation->Drive(false));
    }
    const int64_t now = m_host.GetNow();
    if (m_change || m_installation ||
        !(m_record && ViewChange::IsNeeded(m_host, m_slot, *m_record)))
    {
        m_neededSince = -1;
    }
    else
    {
        m_neededSince = m_neededSince < 0 ? now : m_neededSince;
        const int64_t turn = GetTurn() * ViewChange::GetRank(m_host, *m_record);
        if (now >= (m_record->isSealed ? m_record->progressAt + GetTurn() : m_neededSince) + turn)
        {
            m_neededSince = -1;
            m_change = std::make_unique<ViewChange>(m_host, m_slot, m_seenBallot);
            m_changeBackoff = {};
            DriveChange(true);
        }
    }
    if (m_record && !m_record->isComplete && !m_record->isSealed && !m_installation && !m_change &&
        m_neededSince < 0 &&
        now >=
            m_record->since + GetDoneLatest() + GetTurn() * ViewChange::GetRank(m_host, *m_record))
    {
        m_installation.emplace(MakeInstallation()); // who should see to it has failed, perhaps
        DriveInstallation(m_installation->Drive(true));
    }
}

void
SlotReplica::Tick()
{
    if (m_record && !m_record->isSealed)
    {
        m_root.Tick(*m_record);
    }
    DriveChange(m_changeBackoff.Tick(m_host.GetBackoffLimit()));
    if (m_installation)
    {
        DriveInstallation(m_installation->Tick());
    }
    if (m_pull && !m_pull->Tick())
    {
        m_pull.reset();
    }
    Review();
}

void
SlotReplica::Seal()
{
    if (m_record)
    {
        m_record->isSealed = true;
        m_record->progressAt = m_host.GetNow();
        m_root.Clear();
        m_change.reset();
    }
}

void
SlotReplica::DriveChange(bool again)
{
    if (!m_change)
    {
        return;
    }
    const ViewChange::Next next = m_change->Drive(*m_record, again);
    if (m_record->isSealed)
    {
        m_root.Clear();
    }
    if (next == ViewChange::Next::PULL && !m_pull)
    {
        NamingMessage cause(NamingHead::PROMISE, m_slot, m_record->epoch);
        cause.ballot = m_change->GetBallot();
        BeginPull(m_change->GetSource(), cause);
    }
    else if (next == ViewChange::Next::INSTALL)
    {
        Decide();
    }
}

void
SlotReplica::Decide()
{
    const std::unique_ptr<ViewChange> decided = std::move(m_change);
    m_installation.emplace(m_host,
                           m_slot,
                           m_record->epoch + 1,
                           decided->GetTarget(),
                           m_host.GetNow(),
                           m_record->contents.GetDigest());
    m_installation->SetFormer(m_record->members);
    if (m_installation->Contains(m_host.GetSelf()))
    {
        Install(m_installation->GetEpoch(),
                m_installation->GetMembers(),
                m_host.GetNow(),
                std::move(m_record->contents));
    }
    DriveInstallation(m_installation->Drive(true));
}

SlotInstallation
SlotReplica::MakeInstallation() const
{
    return {m_host,
            m_slot,
            m_record->epoch,
            m_record->members,
            m_record->decidedAt,
            m_record->contents.GetDigest()};
}

void
SlotReplica::DriveInstallation(SlotInstallation::State state)
{
    if (state == SlotInstallation::State::COMPLETE)
    {
        Finish(m_installation->GetEpoch());
    }
    else if (state == SlotInstallation::State::INCOMPLETE)
    {
        m_installation.reset(); // the next epoch follows, and nothing is forgotten before
        if (m_record)
        {
            m_record->progressAt = m_host.GetNow();
        }
    }
}

void
SlotReplica::Finish(uint64_t epoch)
{
    m_installation->Announce(epoch);
    m_installation.reset();
    if (m_record && m_record->epoch == epoch)
    {
        m_record->isComplete = true;
    }
    Drop(epoch);
}

void
SlotReplica::Install(uint64_t epoch,
                     const SlotMembers& members,
                     int64_t decidedAt,
                     SlotContents contents)
{
    m_record.emplace();
    m_record->epoch = m_left = epoch;
    m_record->members = members;
    m_record->contents = std::move(contents);
    // Whoever might bring an older value back is in a former epoch, and not heard any more.
    m_record->contents.DropTombstones(epoch - 1, UINT32_MAX);
    m_record->isComplete = members.size() == 1;
    m_record->decidedAt = decidedAt;
    m_record->since = m_record->progressAt = m_host.GetNow();
    // If this server has been cut off since, others may have gone on without it.
    m_record->isSealed = decidedAt <= m_host.GetCutUntil();
    m_root.Clear();
    m_change.reset();
    m_pull.reset();
    m_seenBallot = 0;
    m_neededSince = -1;
    if (m_installation && m_installation->GetEpoch() < epoch)
    {
        m_installation.reset();
    }
    for (const SlotMember& member : members)
    {
        m_host.Watch(member.server);
    }
}

void
SlotReplica::Drop(uint64_t epoch)
{
    m_left = std::max(m_left, epoch);
    if (m_record && m_record->epoch < epoch)
    {
        m_record.reset();
        m_root.Clear();
        m_change.reset();
        m_neededSince = -1;
        if (m_pull && m_pull->GetCause().epoch <= epoch)
        {
            m_pull.reset();
        }
        if (m_installation && m_installation->GetEpoch() <= epoch)
        {
            m_installation.reset();
        }
    }
}

void
SlotReplica::BeginPull(uint32_t from, const NamingMessage& cause)
{
    if (!m_pull || !m_pull->Serves(from, cause))
    {
        m_pull.emplace(m_host, from, cause, ++m_pulls);
    }
}

void
SlotReplica::ReceiveFetch(uint32_t from, const NamingMessage& fetch)
{
    // Who is told of an epoch by one that is not in it gets what that one had before.
    if (m_record && (m_record->epoch == fetch.epoch ||
                     (m_record->isSealed && m_record->epoch + 1 == fetch.epoch)))
    {
        SlotPull::Serve(m_host, from, fetch, m_record->contents);
    }
}

void
SlotReplica::ReceivePage(uint32_t from, const NamingMessage& page)
{
    if (m_pull)
    {
        const bool isStaged = m_pull->GetCause().kind == NamingHead::INSTALL;
        if (m_pull->Receive(from, page, isStaged ? m_pull->GetStaged() : m_record->contents))
        {
            EndPull();
        }
    }
}

void
SlotReplica::EndPull()
{
    SlotPull pull = *std::exchange(m_pull, std::nullopt);
    const NamingMessage& cause = pull.GetCause();
    switch (cause.kind)
    {
    case NamingHead::PROMISE:
        if (m_change && m_change->GetBallot() == cause.ballot)
        {
            m_change->Pulled(pull.GetFrom());
            DriveChange(false);
        }
        break;
    case NamingHead::ACCEPT:
        Accept(pull.GetFrom(), cause);
        break;
    default:
        Install(cause.epoch,
                cause.members,
                static_cast<int64_t>(cause.number),
                std::move(pull.GetStaged()));
        Answer(pull.GetFrom(), NamingHead::INSTALLED, cause);
        break;
    }
}

} // namespace ns3::camcube
