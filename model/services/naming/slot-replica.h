/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLOT_REPLICA_H
#define SLOT_REPLICA_H

#include "resend-backoff.h"
#include "slot-installation.h"
#include "slot-pull.h"
#include "slot-root.h"
#include "view-change.h"

#include <memory>
#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One slot at one server: what is kept, who keeps it, and how that changes hands. All of it happens
 * within calls; whoever owns it calls Tick() as long as it is busy.
 */
class SlotReplica
{
  public:
    /** \param slot its number \param host the server, which must live as long */
    SlotReplica(uint32_t slot, SlotHost& host);

    /** The cube has just been built: all know who keeps the slot. */
    void Found(const SlotMembers& members);

    /** A message of another server, for this life of this one. */
    void Receive(uint32_t from, const NamingMessage& message);

    /** Routes or what is known of the lives of servers may have changed. */
    void Review();

    /** Some time has passed: sends again what is not answered. */
    void Tick();

    /**
     * This server is cut off from most others, which may go on without it: nothing is read or
     * written here in this epoch any more.
     */
    void Seal();

    /** \return whether it waits for something that others will not do by themselves */
    bool IsBusy() const;

    /** \return whether it keeps the slot, or did and may not forget it yet */
    const SlotRecord* PeekRecord() const
    {
        return m_record ? &*m_record : nullptr;
    }

  private:
    /** \return nanoseconds after which the next member tries: so long that the first has done it */
    int64_t GetTurn() const
    {
        return 6 * m_host.GetResend();
    }

    /** \return nanoseconds after which all members should be installed */
    int64_t GetDoneLatest() const
    {
        return 2 * GetTurn();
    }

    void ReceiveStore(uint32_t from, const NamingMessage& store);
    void ReceiveBallot(uint32_t from, const NamingMessage& message);
    void ReceiveInstall(uint32_t from, const NamingMessage& install);
    void ReceiveOver(uint32_t from, const NamingMessage& over);
    void ReceiveFetch(uint32_t from, const NamingMessage& fetch);
    void ReceivePage(uint32_t from, const NamingMessage& page);
    void Accept(uint32_t from, const NamingMessage& accept);

    void BeginPull(uint32_t from, const NamingMessage& cause);
    void EndPull();

    void DriveChange(bool again);
    void Decide();
    void DriveInstallation(SlotInstallation::State state);
    void Finish(uint64_t epoch);
    void Install(uint64_t epoch,
                 const SlotMembers& members,
                 int64_t decidedAt,
                 SlotContents contents);
    void Drop(uint64_t epoch);
    void SendOver(uint32_t to);
    void Answer(uint32_t to, NamingHead::Kind kind, const NamingMessage& question);
    SlotInstallation MakeInstallation() const;

    uint64_t GetNewest() const;

    uint32_t m_slot;                      //!< its number
    SlotHost& m_host;                     //!< the server
    SlotRoot m_root;                      //!< what it does as root
    std::optional<SlotRecord> m_record;   //!< what it keeps
    uint64_t m_left{0};                   //!< highest epoch installed here, or released from
    std::optional<SlotPull> m_pull;       //!< entries that are asked for
    std::unique_ptr<ViewChange> m_change; //!< its attempt for the next epoch
    ResendBackoff m_changeBackoff;        //!< when others are asked again
    std::optional<SlotInstallation> m_installation; //!< members that are told
    uint64_t m_seenBallot{0};                       //!< the highest that others have promised
    int64_t m_neededSince{-1};                      //!< since when another epoch is needed, or -1
    uint64_t m_pulls;                               //!< the id of the last pull
};

} // namespace ns3::camcube

#endif /* SLOT_REPLICA_H */
