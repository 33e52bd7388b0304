/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_H
#define FLOW_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One flow of a workload: datagrams at a constant rate if it has a rate, else TCP as fast as it
 * can.
 */
struct Flow
{
    uint32_t source{0};      //!< the number of the server that sends
    uint32_t destination{0}; //!< the number of the server that receives
    Time start;              //!< when it begins
    uint64_t bytes{0};       //!< payload to send in all; 0: TCP goes on until stop
    Time stop{Time::Max()};  //!< when its source falls silent, if it has not finished before
    DataRate rate{0};        //!< payload a second, 0 for TCP
    uint32_t packetSize{0};  //!< payload of a datagram in bytes, 0 for TCP

    /** \return true for datagrams at a constant rate, false for TCP */
    bool IsConstantRate() const
    {
        return rate.GetBitRate() > 0;
    }
};

} // namespace ns3::camcube

#endif /* FLOW_H */
