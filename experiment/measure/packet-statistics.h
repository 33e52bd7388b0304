/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PACKET_STATISTICS_H
#define PACKET_STATISTICS_H

#include "sample-summary.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * What became of the packets of a run, however they were watched.
 */
struct PacketStatistics
{
    uint64_t sent{0};        //!< packets that left their source
    uint64_t received{0};    //!< packets that reached their destination
    uint64_t reordered{0};   //!< of these, those that came after one of their flow sent later
    SampleSummary latencyUs; //!< one way, in microseconds
    SampleSummary hops;      //!< cables on the way

    /** \return packets that have not arrived: lost, or still on their way */
    uint64_t GetLost() const
    {
        return sent - received;
    }
};

} // namespace ns3::camcube

#endif /* PACKET_STATISTICS_H */
