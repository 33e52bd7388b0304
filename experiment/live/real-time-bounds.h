/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REAL_TIME_BOUNDS_H
#define REAL_TIME_BOUNDS_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/option-rule.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What options of programs in real time accept, whether they simulate all servers or are one.
 */
namespace real_time
{

/** \return data rates of ports */
inline auto
LinkRates()
{
    return Between(DataRate("100kbps"), DataRate("100Gbps"));
}

/** \return delays of cables, and of servers' processing */
inline auto
HopDelays()
{
    return Between(Time(0), Seconds(1));
}

/** \return durations; zero for until a signal comes */
inline auto
Durations()
{
    return Between(Time(0), Hours(100));
}

} // namespace real_time

} // namespace ns3::camcube

#endif /* REAL_TIME_BOUNDS_H */
