/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOOD_COUNTERS_H
#define FLOOD_COUNTERS_H

#include <cstdint>

namespace ns3::camcube
{

/** \ingroup camcube \brief What FactFlood has sent and refused on one server. */
struct FloodCounters
{
    uint64_t facts{0};     //!< facts sent to neighbors, repetitions among them
    uint64_t answers{0};   //!< confirmations sent
    uint64_t repeats{0};   //!< facts that were sent again, as nobody had confirmed them
    uint64_t abandoned{0}; //!< neighbors that could be reached, were told often, and said nothing
    uint64_t malformed{0}; //!< packets that are no facts, or those of another cube
    uint64_t unknown{0};   //!< facts about what is not known here

    FloodCounters& operator+=(const FloodCounters& other)
    {
        facts += other.facts;
        answers += other.answers;
        repeats += other.repeats;
        abandoned += other.abandoned;
        malformed += other.malformed;
        unknown += other.unknown;
        return *this;
    }
};

} // namespace ns3::camcube

#endif /* FLOOD_COUNTERS_H */
