/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "time-resolution.h"

#include "ns3/simulator.h"

namespace ns3::camcube
{

void
KeepTimeResolution()
{
    // Nothing else that is public ends the list without converting what is on it, or more than
    // once.
    Simulator::Stop(Time(0)); // an engine in real time would wait for events without it
    Simulator::Run();
    Simulator::Destroy();
}

} // namespace ns3::camcube
