/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// How a slot changes hands: a SlotReplica's part in it.

#include "slot-replica.h"

#include <utility>

namespace ns3::camcube
{

bool
SlotReplica::HasLostMember() const
{
    return std::any_of(m_record->members.begin(),
                       m_record->members.end(),
                       [this](const SlotMember& member) { return m_host.IsGone(member); });
}

bool
SlotReplica::NeedsChange() const
{
    if (!m_record || !m_host.IsInMajority())
    {
        return false;
    }
    if (m_record->isSealed || HasLostMember())
    {
        return true;
    }
    const SlotMembers& members = m_record->members;
    const std::vector<uint32_t> wanted = m_host.GetWanted(m_slot);
    const bool isWanted = std::equal(
        members.begin(),
        members.end(),
        wanted.begin(),
        wanted.end(),
        [](const SlotMember& member, uint32_t server) { return member.server == server; });
    // Who is out of reach may be back soon, and is gone otherwise.
    return !isWanted && std::all_of(members.begin(), members.end(), [this](const auto& member) {
        return m_host.IsReachable(member.server);
    });
}

uint32_t
SlotReplica::GetRank() const
{
    uint32_t rank = 0;
    for (const SlotMember& member : m_record->members)
    {
        if (member == m_host.GetSelf())
        {
            break;
        }
        rank += !m_host.IsGone(member);
    }
    return rank;
}

void
SlotReplica::Review()
{
    if (m_change && !m_host.IsInMajority())
    {
        m_change.reset();
    }
    DriveChange(false);
    DriveSpread(false);
    const int64_t now = m_host.GetNow();
    if (m_change || m_spread || !NeedsChange())
    {
        m_neededSince = -1;
    }
    else
    {
        m_neededSince = m_neededSince < 0 ? now : m_neededSince;
        const int64_t turn = TURN * GetRank();
        if (now >= (m_record->isSealed ? m_record->progressAt + TURN : m_neededSince) + turn)
        {
            m_neededSince = -1;
            m_change = std::make_unique<ViewChange>(m_host, m_slot, m_seenBallot);
            m_isChangeFresh = true;
            DriveChange(true);
        }
    }
    if (m_record && !m_record->isComplete && !m_record->isSealed && !m_spread && !m_change &&
        m_neededSince < 0 && now >= m_record->since + DONE_LATEST + TURN * GetRank())
    {
        m_spread = SpreadOfRecord(); // who should see to it has failed, perhaps
        DriveSpread(true);
    }
}

void
SlotReplica::Tick()
{
    if (m_record && !m_record->isSealed)
    {
        m_root.Resend(*m_record);
    }
    DriveChange(!std::exchange(m_isChangeFresh, false));
    if (m_spread)
    {
        DriveSpread(!std::exchange(m_spread->isFresh, false));
    }
    if (m_pull)
    {
        constexpr uint32_t PATIENCE = 8;
        if (++m_pull->idle == PATIENCE)
        {
            m_pull.reset(); // whoever needs it says so again
        }
        else if (m_pull->idle > 1)
        {
            Fetch();
        }
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
    Spread spread;
    spread.epoch = m_record->epoch + 1;
    spread.members = decided->GetTarget();
    spread.digest = m_record->contents.GetDigest();
    const auto isMember = [&](const SlotMember& member) {
        return std::find(spread.members.begin(), spread.members.end(), member) !=
               spread.members.end();
    };
    for (const SlotMember& member : m_record->members)
    {
        if (!isMember(member) && !(member == m_host.GetSelf()))
        {
            spread.former.push_back(member);
        }
    }
    m_spread = spread;
    if (isMember(m_host.GetSelf()))
    {
        Install(spread.epoch, spread.members, std::move(m_record->contents));
    }
    DriveSpread(true);
}

SlotReplica::Spread
SlotReplica::SpreadOfRecord() const
{
    Spread spread;
    spread.epoch = m_record->epoch;
    spread.members = m_record->members;
    spread.digest = m_record->contents.GetDigest();
    return spread;
}

void
SlotReplica::SendInstall(const SlotMember& to, const Spread& spread)
{
    NamingMessage install(NamingHead::INSTALL, m_slot, spread.epoch);
    install.incarnation = to.incarnation;
    install.digest = spread.digest;
    install.members = spread.members;
    m_host.Send(to.server, install);
}

void
SlotReplica::DriveSpread(bool again)
{
    if (!m_spread)
    {
        return;
    }
    bool isAwaited = false;
    bool isComplete = true;
    for (const SlotMember& member : m_spread->members)
    {
        if (member == m_host.GetSelf() || m_spread->are[member.server])
        {
            continue;
        }
        isComplete = false;
        if (!m_host.IsGone(member))
        {
            isAwaited = true;
            if (again)
            {
                SendInstall(member, *m_spread);
            }
        }
    }
    if (isComplete)
    {
        Finish(m_spread->epoch);
    }
    else if (!isAwaited)
    {
        m_spread.reset(); // the next epoch follows, and nothing is forgotten before
        if (m_record)
        {
            m_record->progressAt = m_host.GetNow();
        }
    }
}

void
SlotReplica::Finish(uint64_t epoch)
{
    const Spread spread = *std::exchange(m_spread, std::nullopt);
    if (epoch == spread.epoch)
    {
        for (const SlotMember& member : spread.members)
        {
            if (!(member == m_host.GetSelf()))
            {
                NamingMessage done(NamingHead::DONE, m_slot, epoch);
                done.incarnation = member.incarnation;
                m_host.Send(member.server, done);
            }
        }
    }
    for (const SlotMember& member : spread.former)
    {
        NamingMessage release(NamingHead::RELEASE, m_slot, epoch);
        release.incarnation = member.incarnation;
        m_host.Send(member.server, release);
    }
    if (m_record && m_record->epoch == epoch)
    {
        m_record->isComplete = true;
    }
    Drop(epoch);
}

void
SlotReplica::BeginPull(uint32_t from, const NamingMessage& cause)
{
    const bool isKnown = m_pull && m_pull->cause.kind == cause.kind &&
                         m_pull->cause.epoch == cause.epoch && m_pull->cause.ballot == cause.ballot;
    // Another source of the same goes on where the first has stopped to answer.
    if (isKnown && (m_pull->from == from || m_pull->idle < 2))
    {
        return;
    }
    m_pull.emplace();
    m_pull->from = from;
    m_pull->cause = cause;
    m_pull->page = ++m_pages;
    Fetch();
}

void
SlotReplica::Fetch()
{
    NamingMessage fetch(NamingHead::FETCH, m_slot, m_pull->cause.epoch);
    fetch.number = m_pull->page;
    if (m_pull->last)
    {
        fetch.entries = {*m_pull->last};
        fetch.entries.front().value.clear(); // only its place matters
    }
    m_host.Send(m_pull->from, fetch);
}

void
SlotReplica::ReceiveFetch(uint32_t from, const NamingMessage& fetch)
{
    // Who is told of an epoch by one that is not in it gets what that one had before.
    if (m_record && (m_record->epoch == fetch.epoch ||
                     (m_record->isSealed && m_record->epoch + 1 == fetch.epoch)))
    {
        NamingMessage page(NamingHead::PAGE, m_slot, fetch.epoch);
        page.number = fetch.number;
        page.flag =
            m_record->contents.GetPage(fetch.entries.empty() ? nullptr : &fetch.entries.front(),
                                       PAGE_BYTES,
                                       page.entries);
        m_host.Send(from, page);
    }
}

void
SlotReplica::ReceivePage(uint32_t from, const NamingMessage& page)
{
    if (!m_pull || m_pull->from != from || m_pull->page != page.number ||
        m_pull->cause.epoch != page.epoch)
    {
        return;
    }
    const bool isStaged = m_pull->cause.kind == NamingHead::INSTALL;
    for (const NamingEntry& entry : page.entries)
    {
        (isStaged ? m_pull->staged : m_record->contents).Merge(entry);
    }
    m_pull->idle = 0;
    if (page.flag != 0)
    {
        EndPull();
    }
    else if (!page.entries.empty())
    {
        m_pull->last = page.entries.back();
        m_pull->page = ++m_pages;
        Fetch();
    }
}

void
SlotReplica::EndPull()
{
    Pull pull = *std::exchange(m_pull, std::nullopt);
    switch (pull.cause.kind)
    {
    case NamingHead::PROMISE:
        if (m_change && m_change->GetBallot() == pull.cause.ballot)
        {
            m_change->Pulled(pull.from);
            DriveChange(false);
        }
        break;
    case NamingHead::ACCEPT:
        Accept(pull.from, pull.cause);
        break;
    default:
        Install(pull.cause.epoch, pull.cause.members, std::move(pull.staged));
        Answer(pull.from, NamingHead::INSTALLED, pull.cause);
        break;
    }
}

} // namespace ns3::camcube
