/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "slot-replica.h"

#include <utility>

namespace ns3::camcube
{

SlotReplica::SlotReplica(uint32_t slot, SlotHost& host)
    : m_slot(slot),
      m_host(host),
      m_root(host),
      m_pulls(host.GetSelf().incarnation) // others than those of a former life
{
}

void
SlotReplica::Found(const SlotMembers& members)
{
    Install(1, members, m_host.GetNow(), SlotContents());
    m_record->isComplete = true;
}

uint64_t
SlotReplica::GetNewest() const
{
    return std::max(m_left, m_record ? m_record->epoch : 0);
}

bool
SlotReplica::IsBusy() const
{
    return m_pull || (m_host.IsInMajority() &&
                      (m_change || m_installation || m_root.IsBusy() || m_neededSince >= 0 ||
                       (m_record && !m_record->isComplete && !m_record->isSealed)));
}

void
SlotReplica::Receive(uint32_t from, const NamingMessage& message)
{
    const bool isOfEpoch = m_record && m_record->epoch == message.epoch;
    switch (message.kind)
    {
    case NamingHead::REQUEST:
        if (m_record)
        {
            m_root.Receive(*m_record, from, message);
        }
        break;
    case NamingHead::WHO:
        if (GetNewest() > message.epoch)
        {
            SendOver(from);
        }
        break;
    case NamingHead::STORE:
        ReceiveStore(from, message);
        break;
    case NamingHead::STORED:
        if (isOfEpoch)
        {
            m_root.Stored(*m_record, from, static_cast<uint32_t>(message.number));
        }
        break;
    case NamingHead::NEED:
        if (const SlotMember* member = isOfEpoch ? m_record->FindMember(from) : nullptr)
        {
            MakeInstallation().SendTo(*member);
        }
        break;
    case NamingHead::PREPARE:
    case NamingHead::ACCEPT:
        ReceiveBallot(from, message);
        break;
    case NamingHead::PROMISE:
        if (m_change && isOfEpoch && m_record->FindMember(from) &&
            m_change->Promised(from, message))
        {
            DriveChange(false);
        }
        break;
    case NamingHead::REFUSAL:
        if (m_change && isOfEpoch && message.ballot > m_change->GetBallot())
        {
            m_seenBallot = std::max(m_seenBallot, message.ballot);
            m_change.reset();
            m_record->progressAt = m_host.GetNow();
        }
        break;
    case NamingHead::ACCEPTED:
        if (m_change && isOfEpoch && m_change->Accepted(from, message))
        {
            DriveChange(false);
        }
        break;
    case NamingHead::INSTALL:
        ReceiveInstall(from, message);
        break;
    case NamingHead::INSTALLED:
        if (m_installation && m_installation->GetEpoch() == message.epoch)
        {
            m_installation->Installed(from);
        }
        break;
    case NamingHead::DONE:
        if (isOfEpoch)
        {
            m_record->isComplete = true;
            m_installation.reset();
        }
        break;
    case NamingHead::RELEASE:
        Drop(message.epoch);
        break;
    case NamingHead::OVER:
        ReceiveOver(from, message);
        break;
    case NamingHead::FETCH:
        ReceiveFetch(from, message);
        break;
    case NamingHead::PAGE:
        ReceivePage(from, message);
        break;
    default:
        break;
    }
    if (message.kind > NamingHead::NEED)
    {
        Review();
    }
}

void
SlotReplica::Answer(uint32_t to, NamingHead::Kind kind, const NamingMessage& question)
{
    NamingMessage answer(kind, m_slot, question.epoch);
    answer.ballot = question.ballot;
    m_host.Send(to, answer);
}

void
SlotReplica::SendOver(uint32_t to)
{
    NamingMessage over(NamingHead::OVER, m_slot, GetNewest());
    over.flag = !m_record || m_record->isComplete;
    m_host.Send(to, over);
}

void
SlotReplica::ReceiveStore(uint32_t from, const NamingMessage& store)
{
    if (GetNewest() < store.epoch)
    {
        Answer(from, NamingHead::NEED, store);
        return;
    }
    if (!m_record || m_record->epoch != store.epoch || m_record->isSealed || store.entries.empty())
    {
        return;
    }
    const uint32_t counter = store.entries.front().counter;
    if (counter > m_record->floor) // what is not is here, or was, and has been deleted
    {
        for (const NamingEntry& entry : store.entries)
        {
            m_record->contents.Merge(entry);
        }
    }
    m_record->floor = std::max(m_record->floor, static_cast<uint32_t>(store.number));
    m_record->Purge(m_host.GetNow());
    NamingMessage stored(NamingHead::STORED, m_slot, store.epoch);
    stored.number = counter;
    m_host.Send(from, stored);
}

void
SlotReplica::ReceiveBallot(uint32_t from, const NamingMessage& message)
{
    if (GetNewest() != message.epoch || !m_record)
    {
        GetNewest() < message.epoch ? Answer(from, NamingHead::NEED, message) : SendOver(from);
        return;
    }
    if (message.ballot < m_record->promised)
    {
        NamingMessage refusal(NamingHead::REFUSAL, m_slot, message.epoch);
        refusal.ballot = m_record->promised;
        m_host.Send(from, refusal);
        return;
    }
    if (message.ballot > m_record->promised)
    {
        // Entries of a former ballot must not come in any more.
        m_pull.reset();
        m_change.reset();
    }
    m_record->promised = message.ballot;
    m_record->isSealed = true;
    m_record->progressAt = m_host.GetNow();
    m_root.Clear();
    if (message.kind == NamingHead::PREPARE)
    {
        NamingMessage promise(NamingHead::PROMISE, m_slot, message.epoch);
        promise.ballot = message.ballot;
        promise.digest = m_record->contents.GetDigest();
        promise.number = m_record->acceptedBallot;
        promise.members = m_record->accepted;
        m_host.Send(from, promise);
    }
    else if (m_record->acceptedBallot == message.ballot ||
             m_record->contents.GetDigest() == message.digest)
    {
        Accept(from, message);
    }
    else
    {
        BeginPull(from, message);
    }
}

void
SlotReplica::Accept(uint32_t from, const NamingMessage& accept)
{
    m_record->acceptedBallot = accept.ballot;
    m_record->accepted = accept.members;
    Answer(from, NamingHead::ACCEPTED, accept);
}

void
SlotReplica::ReceiveInstall(uint32_t from, const NamingMessage& install)
{
    if (GetNewest() >= install.epoch)
    {
        m_record && m_record->epoch == install.epoch ? Answer(from, NamingHead::INSTALLED, install)
                                                     : SendOver(from);
        return;
    }
    const SlotMember self = m_host.GetSelf();
    if (std::find(install.members.begin(), install.members.end(), self) == install.members.end())
    {
        return;
    }
    if (install.digest == 0 || (m_record && m_record->contents.GetDigest() == install.digest))
    {
        Install(install.epoch,
                install.members,
                static_cast<int64_t>(install.number),
                install.digest == 0 ? SlotContents() : m_record->contents);
        Answer(from, NamingHead::INSTALLED, install);
    }
    else
    {
        BeginPull(from, install);
    }
}

void
SlotReplica::ReceiveOver(uint32_t from, const NamingMessage& over)
{
    if (m_installation && over.epoch > m_installation->GetEpoch())
    {
        m_installation->Installed(from);
        if (over.flag != 0)
        {
            Finish(over.epoch);
        }
    }
    if (m_record && over.epoch > m_record->epoch)
    {
        if (over.flag != 0)
        {
            Drop(over.epoch);
        }
        else if (m_change)
        {
            m_change.reset(); // others see to it; asked again if they do not
            m_record->progressAt = m_host.GetNow();
            m_neededSince = m_host.GetNow() + GetTurn();
        }
    }
}

} // namespace ns3::camcube
