/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "lateness.h"

#include "ns3/simulator.h"

#include <algorithm>

#if __has_include("ns3/realtime-simulator-impl.h") // which not every build of ns-3 has
#include "ns3/realtime-simulator-impl.h"
#define CAMCUBE_HAS_REAL_TIME
#endif

namespace ns3::camcube
{

Time
GetLateness()
{
#ifdef CAMCUBE_HAS_REAL_TIME
    if (const auto simulator = DynamicCast<RealtimeSimulatorImpl>(Simulator::GetImplementation()))
    {
        return std::max(Time(0), simulator->RealtimeNow() - simulator->Now());
    }
#endif
    return Time(0);
}

} // namespace ns3::camcube
