/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATE_H
#define AGGREGATE_H

#include "ns3/packet.h"
#include "ns3/torus.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What the values of some servers give together, and which servers these are. On the wire that is a
 * ServerList, marked if it is complete, and the value behind it.
 */
struct Aggregate
{
    /** Combines two values; the order in which many are combined must not matter. */
    using Combine =
        std::function<Ptr<Packet>(const Ptr<const Packet>& a, const Ptr<const Packet>& b)>;

    Ptr<const Packet> value;       //!< of all these servers; null of none
    std::vector<uint32_t> servers; //!< their numbers, rising
    bool isComplete{true};         //!< whether no server is known to be missing

    /** \return that of no server, where others are missing */
    static Aggregate Nothing()
    {
        return {nullptr, {}, false};
    }

    /**
     * Adds another, unless a server is in both: that would count twice, so the other is left out,
     * and this is not complete.
     * \throws std::logic_error if the function combines two values to none
     */
    void Add(const Aggregate& other, const Combine& combine);

    /** \return its bytes; those of one that is incomplete and empty if they are more than some */
    Ptr<Packet> Write(const Torus& torus, uint32_t most) const;

    /** \return what bytes say; nothing if they make no sense */
    static std::optional<Aggregate> Read(const Torus& torus, const Packet& packet);
};

} // namespace ns3::camcube

#endif /* AGGREGATE_H */
