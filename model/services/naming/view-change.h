/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VIEW_CHANGE_H
#define VIEW_CHANGE_H

#include "slot-host.h"
#include "slot-record.h"

#include <map>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One attempt of a member to have a slot kept by others in the next epoch: a ballot of Paxos
 * (Lamport, The Part-Time Parliament, 1998) in which all members take part whose life is not over.
 * They promise, which seals the slot; then those that were accepted before are chosen, or else
 * those that are wanted; then they are accepted.
 */
class ViewChange
{
  public:
    /** What is to be done next. */
    enum class Next
    {
        WAIT,   //!< for answers
        PULL,   //!< the entries of GetSource()
        INSTALL //!< GetTarget(): they are decided
    };

    /** \return whether a slot should be kept by others, or nobody reads and writes it any more */
    static bool IsNeeded(const SlotHost& host, uint32_t slot, const SlotRecord& record);

    /** \return how many members that are not gone come before this server */
    static uint32_t GetRank(const SlotHost& host, const SlotRecord& record);

    /**
     * \param host the server
     * \param slot which slot
     * \param seen a ballot that others have promised, to be exceeded
     */
    ViewChange(SlotHost& host, uint32_t slot, uint64_t seen)
        : m_host(host),
          m_slot(slot),
          m_since(host.GetNow()),
          m_seen(seen)
    {
    }

    /**
     * Goes on as far as it can.
     * \param record the member's own
     * \param again whether to send again what is not answered
     */
    Next Drive(SlotRecord& record, bool again);

    /** A member has promised, accepted, or given all its entries; true if that is news. */
    ///@{
    bool Promised(uint32_t member, const NamingMessage& promise);
    bool Accepted(uint32_t member, const NamingMessage& accepted);

    void Pulled(uint32_t member)
    {
        m_states[member].isPulled = true;
    }

    ///@}

    /** \return its ballot; 0 while nobody has been asked for promises */
    uint64_t GetBallot() const
    {
        return m_ballot;
    }

    uint32_t GetSource() const
    {
        return m_source;
    }

    const SlotMembers& GetTarget() const
    {
        return m_target;
    }

  private:
    /** What a member has answered. */
    struct State
    {
        bool isPromised{false};
        bool isPulled{false}; //!< whether its entries are here
        bool isAccepted{false};
        uint64_t digest{0};         //!< of its entries
        uint64_t acceptedBallot{0}; //!< the last one in which it has accepted members
        SlotMembers accepted;       //!< these
    };

    bool FindCandidates(const SlotRecord& record);
    void Begin(SlotRecord& record);
    void Choose(SlotRecord& record);
    bool IsAnswered(const SlotRecord& record,
                    bool State::*answer,
                    NamingHead::Kind ask,
                    bool again);

    SlotHost& m_host;                   //!< the server
    uint32_t m_slot;                    //!< which slot
    int64_t m_since;                    //!< when this began
    uint64_t m_seen;                    //!< a ballot to be exceeded
    uint64_t m_ballot{0};               //!< this one
    SlotMembers m_candidates;           //!< who is wanted
    SlotMembers m_target;               //!< who is to be accepted
    uint64_t m_digest{0};               //!< of all entries
    uint32_t m_source{0};               //!< whose entries are missing
    std::map<uint32_t, State> m_states; //!< by member
};

} // namespace ns3::camcube

#endif /* VIEW_CHANGE_H */
