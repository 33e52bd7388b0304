/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "comparison-trial.h"

#include "ns3/arrivals-first-scheduler.h"
#include "ns3/cube-recorder.h"
#include "ns3/packet-meter.h"
#include "ns3/process-group.h"
#include "ns3/process-usage.h"
#include "ns3/progress.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"
#include "ns3/virtual-nic.h"
#include "ns3/workload-runner.h"

#include <algorithm>
#include <memory>
#include <optional>

namespace ns3::camcube
{

namespace
{

/** TCP payload of a full packet on the topology with the smallest MTU, in bytes. */
const uint32_t SEGMENT_BYTES = VirtualNic::GetMtuFor(1500) - 20 - 20 - 12;

/** One run of a trial, while its simulation exists. */
class TrialRun
{
  public:
    explicit TrialRun(const ComparisonTrial& trial)
        : m_trial(trial),
          m_network(Testbed::Make(trial.topology, trial.testbed))
    {
        if (trial.prepare)
        {
            trial.prepare(*m_network);
        }
        m_runner.emplace(m_network->GetServers(), m_network->GetAddresses());
        m_meter.emplace(m_network->GetServers());
    }

    ~TrialRun()
    {
        Simulator::Destroy();
    }

    void Prepare();
    void Run(StatusLine& status, const std::string& what);
    ComparisonOutcome Collect();

  private:
    /** Measures what happened from the start to now. */
    void CloseWindow(Time window);

    const ComparisonTrial& m_trial;
    std::unique_ptr<Testbed> m_network;
    std::optional<WorkloadRunner> m_runner; //!< sends
    std::optional<PacketMeter> m_meter;     //!< measures what is sent
    bool m_isDone{false};                   //!< whether only the window is waited for
    ComparisonOutcome m_outcome;            //!< so far
};

void
TrialRun::Prepare()
{
    m_network->CountHopsWith(*m_meter);
    if (ArrivalsFirstScheduler::IsChosen())
    {
        m_meter->KeepArrivals();
    }
    if (m_trial.warmup.IsStrictlyPositive())
    {
        m_meter->SetWindow(m_trial.warmup, m_trial.window);
    }
    // The largest segment that fits everywhere, so that TCP is the same everywhere.
    m_runner->SetTcpAttribute("SegmentSize", UintegerValue(SEGMENT_BYTES));
    m_runner->Install(m_trial.workload);
    m_runner->StopWhenDone(m_trial.window <= m_trial.deadline ? m_trial.window : Time());
    if (m_trial.recorder)
    {
        m_network->RecordTo(*m_trial.recorder);
    }
    // Flows that arrive for a time are watched for that time, on all topologies alike: what one
    // slow flow does long afterwards says nothing of the load.
    if (m_trial.window.IsStrictlyPositive())
    {
        Simulator::Schedule(m_trial.window, [this] {
            CloseWindow(m_trial.window);
            if (m_isDone)
            {
                Simulator::Stop();
            }
        });
    }
}

void
TrialRun::Run(StatusLine& status, const std::string& what)
{
    const WallClock run;
    {
        const Progress progress(status, what, m_trial.deadline);
        Simulator::Stop(m_trial.deadline);
        Simulator::Run();
    }
    m_outcome.runSeconds = run.GetSeconds();
    if (m_trial.recorder)
    {
        m_trial.recorder->Finish();
    }
    m_outcome.simulatedMs = m_runner->GetDoneAt().GetSeconds() * 1e3;
    m_isDone = true;
    if (m_outcome.window.IsZero() && m_trial.window > Simulator::Now() &&
        m_trial.window <= m_trial.deadline)
    {
        Simulator::Run(); // links go on using power, or sleep
    }
    if (m_outcome.window.IsZero())
    {
        CloseWindow(m_trial.window.IsStrictlyPositive() ? m_trial.window : Simulator::Now());
    }
}

void
TrialRun::CloseWindow(Time window)
{
    m_outcome.window = window;
    m_outcome.utilization = SummarizeUtilization(m_network->GetLinkSamples(), window);
    uint64_t bytes = 0;
    for (const FlowResult& flow : m_runner->GetResults())
    {
        bytes += flow.receivedBytes;
    }
    m_outcome.goodputMbps = ProcessGroup::Get().GetSum(bytes) * 8e-6 / window.GetSeconds();
    // A deadline may come before the end of the window.
    const Time elapsed = std::min(window, Simulator::Now());
    m_outcome.cableWatts = m_network->GetCableJoules(elapsed) / elapsed.GetSeconds();
}

ComparisonOutcome
TrialRun::Collect()
{
    m_meter->Collect();
    m_runner->Collect();
    m_outcome.topology = m_trial.topology;
    m_outcome.inventory = m_network->GetInventory();
    m_outcome.packets = m_meter->GetStatistics();
    m_outcome.flows = FlowResults(m_runner->GetResults());
    m_outcome.flows.SetPackets(m_outcome.packets);
    m_outcome.flows.SetLinkUtilization(m_outcome.utilization);
    m_outcome.memoryMib = GetResidentMib();
    return m_outcome;
}

} // namespace

ComparisonOutcome
ComparisonTrial::Run(StatusLine& status, const std::string& what) const
{
    const WallClock setup;
    TrialRun run(*this);
    run.Prepare();
    const double setupSeconds = setup.GetSeconds();
    run.Run(status, what);
    ComparisonOutcome outcome = run.Collect();
    outcome.setupSeconds = setupSeconds;
    return outcome;
}

} // namespace ns3::camcube
