/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLOT_HOST_H
#define SLOT_HOST_H

#include "naming-message.h"

#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What a slot asks of the server that keeps it. Times are in nanoseconds.
 */
class SlotHost
{
  public:
    virtual ~SlotHost() = default;

    /** \return this server's number and life */
    virtual SlotMember GetSelf() const = 0;

    /** \return the current time, of the clock that all servers share */
    virtual int64_t GetNow() const = 0;

    /** \return after which time a message is sent again that others have not answered */
    virtual int64_t GetResend() const = 0;

    /** \return that time from one sending to the next, at most, in multiples of the first */
    virtual uint32_t GetBackoffLimit() const = 0;

    /** Sends a message to another server; it may be lost, doubled or late. */
    virtual void Send(uint32_t to, const NamingMessage& message) = 0;

    /** \return whether a server can be reached now, as the routes of this one say */
    virtual bool IsReachable(uint32_t server) const = 0;

    /** \return whether a member's life is over, or counts as such since it is long out of reach */
    virtual bool IsGone(const SlotMember& member) const = 0;

    /** \return whether this server is in the part of the cube that goes on, should it fall apart */
    virtual bool IsInMajority() const = 0;

    /** \return when it last was not, or before the beginning */
    virtual int64_t GetCutUntil() const = 0;

    /** \return the servers that are to keep a slot, as the routes of this one say */
    virtual std::vector<uint32_t> GetWanted(uint32_t slot) const = 0;

    /**
     * \param server whose life is in question
     * \param slot why
     * \param epoch the last epoch of the slot that is known
     * \param since since when it must have been heard of
     * \return the life, or nothing, and it is asked for
     */
    virtual std::optional<uint64_t> Identify(uint32_t server,
                                             uint32_t slot,
                                             uint64_t epoch,
                                             int64_t since) = 0;

    /** Has it found out for how long a server is out of reach. */
    virtual void Watch(uint32_t server) = 0;
};

} // namespace ns3::camcube

#endif /* SLOT_HOST_H */
