/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLOT_RECORD_H
#define SLOT_RECORD_H

#include "slot-contents.h"

#include <algorithm>

namespace ns3::camcube
{

/** \ingroup camcube \brief What a server keeps of a slot in one epoch. */
struct SlotRecord
{
    /** Nanoseconds after which a request is dropped; for twice as long its operation is known. */
    static constexpr int64_t REQUEST_LIFE = 10'000'000'000;

    uint64_t epoch{0};          //!< which one; 1 is that of the cube as it was built
    SlotMembers members;        //!< who keeps the slot; the first is its root
    SlotContents contents;      //!< what is kept; at the root only what all members have
    bool isComplete{false};     //!< whether all members are known to have been installed
    bool isSealed{false};       //!< whether it is not read or written any more
    uint64_t promised{0};       //!< the highest ballot for the next members
    uint64_t acceptedBallot{0}; //!< the last one in which they were accepted here; 0 for none
    SlotMembers accepted;       //!< by that
    int64_t decidedAt{0};       //!< when its members were decided
    int64_t since{0};           //!< when it was installed
    int64_t progressAt{0};      //!< when somebody last worked on the next epoch
    int64_t purgedAt{0};        //!< when operations were last forgotten
    uint32_t floor{0};          //!< all versions of the epoch up to this one are at all members

    /** Forgets tombstones that all members have, and operations that nobody repeats any more. */
    void Purge(int64_t now)
    {
        contents.DropTombstones(epoch, floor);
        if (now - purgedAt > REQUEST_LIFE)
        {
            purgedAt = now;
            contents.DropOperations(
                static_cast<uint64_t>(std::max<int64_t>(now - 2 * REQUEST_LIFE, 0)));
        }
    }

    /** \return the member of a server, null if it is none */
    const SlotMember* FindMember(uint32_t server) const
    {
        const auto found = std::find_if(members.begin(), members.end(), [=](const auto& member) {
            return member.server == server;
        });
        return found == members.end() ? nullptr : &*found;
    }
};

} // namespace ns3::camcube

#endif /* SLOT_RECORD_H */
