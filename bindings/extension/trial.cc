/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "options.h"
#include "parts.h"
#include "session.h"
#include "values.h"

#include "ns3/comparison-trial.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/status-line.h"
#include "ns3/timing-wheel-scheduler.h"
#include "ns3/workload-options.h"

#include <nlohmann/json.hpp>
#include <pybind11/stl.h>
#include <sstream>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** Runs one trial in a simulation of its own. \return its outcome, and its flows as CSV */
py::tuple
RunTrial(const std::string& topology,
         const py::dict& workload,
         const py::dict& network,
         const TimeArg& deadline,
         const SeedArg& seed,
         const RunArg& run)
{
    Session::Begin(seed.value, run.value); // one at a time, and with its settings

    struct End
    {
        ~End()
        {
            Session::End();
        }
    } end;

    ComparisonTrial trial;
    trial.topology = topology;
    trial.deadline = deadline.value;
    trial.testbed = ReadNetwork(network);
    trial.workload = ReadFlows(workload, trial.testbed.lineRate);
    trial.testbed.servers = trial.workload.GetNServers();
    if (!HasFlows(workload))
    {
        const WorkloadOptions options = ReadWorkload(workload);
        trial.window = options.HasDuration() ? options.duration : Time(0);
        trial.testbed.servers = std::max(options.servers, trial.testbed.servers);
    }
    StatusLine quiet("camcube", false);
    const ComparisonOutcome outcome = trial.Run(quiet, topology);
    std::ostringstream flows;
    outcome.flows.WriteCsv(flows);
    return py::make_tuple(outcome.ToJson().dump(), flows.str());
}

} // namespace

void
BindTrials(py::module_& m)
{
    m.def("run_trial", &RunTrial);
    m.def("check_trial", [](const py::dict& workload, const py::dict& network) {
        ReadNetwork(network);
        if (!HasFlows(workload))
        {
            ReadWorkload(workload);
        }
    });
    m.attr("TOPOLOGIES") = py::cast(Testbed::GetNames());
    m.attr("WORKLOADS") = py::cast(WorkloadOptions::GetNames());
}

} // namespace ns3::camcube::python
