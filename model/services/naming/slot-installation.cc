/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "slot-installation.h"

#include <algorithm>

namespace ns3::camcube
{

SlotInstallation::SlotInstallation(SlotHost& host,
                                   uint32_t slot,
                                   uint64_t epoch,
                                   const SlotMembers& members,
                                   int64_t decidedAt,
                                   uint64_t digest)
    : m_host(host),
      m_slot(slot),
      m_epoch(epoch),
      m_members(members),
      m_decidedAt(decidedAt),
      m_digest(digest)
{
}

bool
SlotInstallation::Contains(const SlotMember& member) const
{
    return std::find(m_members.begin(), m_members.end(), member) != m_members.end();
}

void
SlotInstallation::SetFormer(const SlotMembers& members)
{
    std::copy_if(members.begin(), members.end(), std::back_inserter(m_former), [&](auto& member) {
        return !Contains(member) && !(member == m_host.GetSelf());
    });
}

SlotInstallation::State
SlotInstallation::Drive(bool again)
{
    State state = State::COMPLETE;
    for (const SlotMember& member : m_members)
    {
        if (member == m_host.GetSelf() || m_installed.count(member.server) > 0)
        {
            continue;
        }
        if (!m_host.IsGone(member))
        {
            state = State::WAITS;
            if (again)
            {
                SendTo(member);
            }
        }
        else if (state == State::COMPLETE)
        {
            state = State::INCOMPLETE;
        }
    }
    return state;
}

SlotInstallation::State
SlotInstallation::Tick()
{
    return Drive(m_backoff.Tick(m_host.GetBackoffLimit()));
}

void
SlotInstallation::SendTo(const SlotMember& member) const
{
    NamingMessage install(NamingHead::INSTALL, m_slot, m_epoch);
    install.incarnation = member.incarnation;
    install.number = static_cast<uint64_t>(m_decidedAt);
    install.digest = m_digest;
    install.members = m_members;
    m_host.Send(member.server, install);
}

void
SlotInstallation::Announce(uint64_t epoch) const
{
    for (const SlotMember& member : m_members)
    {
        if (epoch == m_epoch && !(member == m_host.GetSelf()))
        {
            Tell(NamingHead::DONE, member, epoch);
        }
    }
    for (const SlotMember& member : m_former)
    {
        Tell(NamingHead::RELEASE, member, epoch);
    }
}

void
SlotInstallation::Tell(NamingHead::Kind kind, const SlotMember& member, uint64_t epoch) const
{
    NamingMessage message(kind, m_slot, epoch);
    message.incarnation = member.incarnation;
    m_host.Send(member.server, message);
}

} // namespace ns3::camcube
