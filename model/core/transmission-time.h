/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRANSMISSION_TIME_H
#define TRANSMISSION_TIME_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * DataRate::CalculateBytesTxTime() as ns-3 has it from 3.37 on. Earlier releases cut off what is
 * less than a time step, and so have sources of 1300 Mbps send a little faster.
 *
 * \param bytes how many
 * \param rate at which they are sent, above zero
 * \return how long that takes, to the nearest time step
 */
inline Time
GetTransmissionTime(uint32_t bytes, const DataRate& rate)
{
    return Seconds(int64x64_t(uint64_t{bytes} * 8) / int64x64_t(rate.GetBitRate()));
}

} // namespace ns3::camcube

#endif /* TRANSMISSION_TIME_H */
