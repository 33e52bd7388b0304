/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "measured-run.h"

#include "ns3/process-usage.h"
#include "ns3/simulator.h"

extern "C" __attribute__((noinline)) void
CamCubeMeasuredRun()
{
    ns3::Simulator::Run();
}

namespace ns3::camcube
{

Measured
MeasureRun(double setupSeconds,
           Time warmup,
           Time duration,
           const std::function<uint64_t()>& countHops)
{
    if (warmup.IsStrictlyPositive())
    {
        Simulator::Stop(warmup);
        Simulator::Run();
    }
    const uint64_t hops = countHops ? countHops() : 0;
    const uint64_t events = Simulator::GetEventCount();
    Simulator::Stop(duration);
    const WallClock clock;
    const double cpuSeconds = GetProcessorSeconds();
    CamCubeMeasuredRun();
    Measured measured = {{"setup_wall_s", setupSeconds},
                         {"wall_s", clock.GetSeconds()},
                         {"cpu_s", GetProcessorSeconds() - cpuSeconds},
                         {"events", Simulator::GetEventCount() - events},
                         {"rss_mib", GetPeakResidentMib()}};
    if (countHops)
    {
        measured["packet_hops"] = countHops() - hops;
    }
    return measured;
}

} // namespace ns3::camcube
