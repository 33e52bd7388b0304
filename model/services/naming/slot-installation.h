/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLOT_INSTALLATION_H
#define SLOT_INSTALLATION_H

#include "resend-backoff.h"
#include "slot-host.h"
#include "slot-record.h"

#include <set>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Has the members of an epoch that was decided keep a slot, and lets all know when they do: only
 * then may those of the epoch before forget it.
 */
class SlotInstallation
{
  public:
    /** How far it is. */
    enum class State
    {
        WAITS,     //!< for members
        COMPLETE,  //!< all members keep the slot
        INCOMPLETE //!< all but some that are gone: another epoch has to follow
    };

    /**
     * \param host this server
     * \param slot which slot
     * \param epoch which epoch
     * \param members its members
     * \param decidedAt when they were decided
     * \param digest of their entries
     */
    SlotInstallation(SlotHost& host,
                     uint32_t slot,
                     uint64_t epoch,
                     const SlotMembers& members,
                     int64_t decidedAt,
                     uint64_t digest);

    /** Has those members of the epoch before told that are none of this. */
    void SetFormer(const SlotMembers& members);

    /** Sends to members that have not answered, if this is the first time or it has to be again. */
    State Drive(bool again);

    /** Some time has passed. */
    State Tick();

    /** A member keeps the slot in this epoch, or has in one. */
    void Installed(uint32_t server)
    {
        m_installed.insert(server);
    }

    /** Tells all that the members of an epoch, this one or a later one, keep the slot. */
    void Announce(uint64_t epoch) const;

    /** Has one member keep the slot. */
    void SendTo(const SlotMember& member) const;

    uint64_t GetEpoch() const
    {
        return m_epoch;
    }

    const SlotMembers& GetMembers() const
    {
        return m_members;
    }

    /** \return whether a server in one of its lives is a member */
    bool Contains(const SlotMember& member) const;

  private:
    void Tell(NamingHead::Kind kind, const SlotMember& member, uint64_t epoch) const;

    SlotHost& m_host;               //!< this server
    uint32_t m_slot;                //!< which slot
    uint64_t m_epoch;               //!< which epoch
    SlotMembers m_members;          //!< its members
    int64_t m_decidedAt;            //!< when they were decided
    SlotMembers m_former;           //!< those of the epoch before that are none of this
    uint64_t m_digest;              //!< of the entries
    std::set<uint32_t> m_installed; //!< members that keep the slot
    ResendBackoff m_backoff;        //!< when they are told again
};

} // namespace ns3::camcube

#endif /* SLOT_INSTALLATION_H */
