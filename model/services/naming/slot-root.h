/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLOT_ROOT_H
#define SLOT_ROOT_H

#include "naming-status.h"
#include "resend-backoff.h"
#include "slot-host.h"
#include "slot-record.h"

#include <map>
#include <set>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The root of a slot: orders what is written, has all members store it, and answers clients. What
 * not all members have stored yet is shown to nobody.
 */
class SlotRoot
{
  public:
    explicit SlotRoot(SlotHost& host)
        : m_host(host)
    {
    }

    /** A client asks something. */
    void Receive(SlotRecord& record, uint32_t client, const NamingMessage& request);

    /** A member has stored a version. */
    void Stored(SlotRecord& record, uint32_t member, uint32_t counter);

    /** Some time has passed: sends again what members have not stored. */
    void Tick(const SlotRecord& record);

    /** Forgets all that is not stored by all, as another epoch begins. */
    void Clear();

    bool IsBusy() const
    {
        return !m_pending.empty();
    }

  private:
    /** A version that not all members are known to have. */
    struct Pending
    {
        std::vector<NamingEntry> entries;      //!< the version, and by which operation it came
        std::set<uint32_t> missing;            //!< members
        uint32_t client{0};                    //!< who is to be answered
        uint64_t sequence{0};                  //!< to which request
        NamingStatus status{NamingStatus::OK}; //!< with what
        ResendBackoff backoff;                 //!< when members are told again
    };

    void Get(SlotRecord& record, uint32_t client, const NamingMessage& request);
    void Begin(SlotRecord& record, const NamingEntry& entry, Pending pending);
    void Store(const SlotRecord& record, uint32_t member, const Pending& pending) const;
    void TryCommit(SlotRecord& record, uint32_t counter);
    void Reply(uint32_t slot,
               uint32_t client,
               uint64_t sequence,
               NamingStatus status,
               const NamingEntry* entry = nullptr) const;
    const NamingEntry* FindPending(const std::string& name, uint32_t client) const;

    SlotHost& m_host;                      //!< the server
    uint32_t m_slot{0};                    //!< which slot
    uint32_t m_counter{0};                 //!< of the last version of this epoch
    std::map<uint32_t, Pending> m_pending; //!< by counter
};

} // namespace ns3::camcube

#endif /* SLOT_ROOT_H */
