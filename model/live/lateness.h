/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LATENESS_H
#define LATENESS_H

#include "ns3/nstime.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * \return how long after its time, by the clock on the wall, the event runs that runs now; zero
 *         where the simulation does not run in real time
 */
Time GetLateness();

} // namespace ns3::camcube

#endif /* LATENESS_H */
