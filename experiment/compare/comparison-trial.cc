/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "comparison-trial.h"

#include "ns3/experiment.h"
#include "ns3/packet-meter.h"
#include "ns3/process-usage.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"
#include "ns3/virtual-nic.h"
#include "ns3/workload-runner.h"

#include <algorithm>

namespace ns3::camcube
{

namespace
{

/** TCP payload of a full packet on the topology with the smallest MTU, in bytes. */
const uint32_t SEGMENT_BYTES = VirtualNic::GetMtuFor(1500) - 20 - 20 - 12;

/** Measures what happens from the start to now. */
void
CloseWindow(ComparisonOutcome& outcome,
            const Testbed& testbed,
            const WorkloadRunner& runner,
            Time window)
{
    outcome.window = window;
    outcome.utilization = SummarizeUtilization(testbed.GetLinkSamples(), window);
    uint64_t bytes = 0;
    for (const FlowResult& flow : runner.GetResults())
    {
        bytes += flow.receivedBytes;
    }
    outcome.goodputMbps = bytes * 8e-6 / window.GetSeconds();
    // A deadline may come before the end of the window.
    const Time elapsed = std::min(window, Simulator::Now());
    outcome.cableWatts = testbed.GetCableJoules(elapsed) / elapsed.GetSeconds();
}

} // namespace

ComparisonOutcome
ComparisonTrial::Run(Experiment& experiment, const std::string& what) const
{
    ComparisonOutcome outcome;
    outcome.topology = topology;
    const WallClock setup;
    const std::unique_ptr<Testbed> network = Testbed::Make(topology, testbed);
    if (prepare)
    {
        prepare(*network);
    }
    WorkloadRunner runner(network->GetServers(), network->GetAddresses());
    PacketMeter meter(network->GetServers());
    network->CountHopsWith(meter);
    if (warmup.IsStrictlyPositive())
    {
        meter.SetWindow(warmup, window);
    }
    // The largest segment that fits everywhere, so that TCP is the same everywhere.
    runner.SetTcpAttribute("SegmentSize", UintegerValue(SEGMENT_BYTES));
    runner.Install(workload);
    runner.StopWhenDone();
    // Flows that arrive for a time are watched for that time, on all topologies alike: what one
    // slow flow does long afterwards says nothing of the load.
    bool isDone = false;
    if (window.IsStrictlyPositive())
    {
        Simulator::Schedule(window, [&] {
            CloseWindow(outcome, *network, runner, window);
            if (isDone)
            {
                Simulator::Stop();
            }
        });
    }
    outcome.setupSeconds = setup.GetSeconds();
    const WallClock run;
    {
        const Progress progress = experiment.TrackProgress(what, deadline);
        Simulator::Stop(deadline);
        Simulator::Run();
    }
    outcome.runSeconds = run.GetSeconds();
    outcome.simulatedMs = Simulator::Now().GetSeconds() * 1e3;
    isDone = true;
    if (outcome.window.IsZero() && window > Simulator::Now() && window <= deadline)
    {
        Simulator::Run(); // links go on using power, or sleep
    }
    outcome.structure = network->GetStructure();
    outcome.packets = meter.GetStatistics();
    if (outcome.window.IsZero())
    {
        CloseWindow(outcome,
                    *network,
                    runner,
                    window.IsStrictlyPositive() ? window : Simulator::Now());
    }
    outcome.flows = FlowResults(runner.GetResults());
    outcome.flows.SetPackets(outcome.packets);
    outcome.flows.SetLinkUtilization(outcome.utilization);
    outcome.memoryMib = GetResidentMib();
    Simulator::Destroy();
    return outcome;
}

} // namespace ns3::camcube
