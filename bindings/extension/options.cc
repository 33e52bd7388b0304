/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "options.h"

#include "option-setters.h"
#include "values.h"

#include <string>
#include <vector>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** \throws py::type_error, py::value_error for what is no list of flows */
Workload
MakeFlows(const py::object& flows)
{
    Workload workload;
    for (const py::handle given : flows)
    {
        if (PySequence_Check(given.ptr()) == 0 || py::isinstance<py::str>(given) ||
            py::len(given) != 4)
        {
            throw py::type_error(Repeat(given) +
                                 " is no flow; give (source, destination, start, bytes)");
        }
        const auto parts = py::reinterpret_borrow<py::sequence>(given);
        const auto read = [&](const char* name, std::size_t part, uint64_t most) {
            return ReadWhole(name, py::object(parts[part]), 0, most);
        };
        Flow flow;
        flow.source = static_cast<uint32_t>(read("source", 0, UINT16_MAX));
        flow.destination = static_cast<uint32_t>(read("destination", 1, UINT16_MAX));
        flow.start = ToTime(py::object(parts[2]));
        flow.bytes = read("bytes", 3, INT64_MAX);
        workload.Add(flow);
    }
    return workload;
}

} // namespace

std::vector<std::string>
GetChoices()
{
    return {"RandomPath", "RandomLink", "LongestAxis", "FixedOrder", "PerFlow", "LeastUtilized"};
}

TestbedOptions
ReadNetwork(const py::dict& options)
{
    TestbedOptions network;
    ReadOptions(options,
                {{"line_rate", Rate(network.lineRate, DataRate("1Mbps"))},
                 {"delay", Span(network.delay, Time(0), MilliSeconds(10))},
                 {"processing", Span(network.processing, Time(0), MilliSeconds(10))},
                 {"queue", Whole(network.queuePackets, 1, 1000000)},
                 {"line_overhead", Whole(network.lineOverheadBytes, 0, 1000)},
                 {"torus_choice", Text(network.torusChoice, GetChoices())},
                 {"torus_paths", Text(network.torusPaths, {"Shortest", "LinkDisjoint"})},
                 {"reorder", Flag(network.reorder)},
                 {"sleep", Flag(network.sleeping)},
                 {"fattree_routing",
                  Text(network.fatTreeRouting, {"TwoLevelTables", "Ecmp", "PacketSpray"})},
                 {"dcell_level", Whole(network.dcellLevel, 0, 4)},
                 {"bcube_level", Whole(network.bcubeLevel, 0, 15)}});
    return network;
}

WorkloadOptions
ReadWorkload(const py::dict& options)
{
    WorkloadOptions workload;
    ReadOptions(options,
                {{"name", Text(workload.name, WorkloadOptions::GetNames())},
                 {"servers", Whole(workload.servers, 2, 65536)},
                 {"duration", Span(workload.duration, MicroSeconds(100), Seconds(100))},
                 {"load", Number(workload.load, 0.001, 1)},
                 {"flow_sizes", Text(workload.sizesFile)},
                 {"flow_size", Whole(workload.bytes, 1, 1000000000000)},
                 {"rate", Rate(workload.rate, DataRate(0))},
                 {"packet_size", Whole(workload.packetSize, 12, 1452)},
                 {"flows", Whole(workload.flows, 0, 1000000)},
                 {"senders", Whole(workload.senders, 1, 65535)},
                 {"stride", Whole(workload.stride, 1, 65535)},
                 {"staggered_subnet", Number(workload.staggeredSubnet, 0, 1)},
                 {"staggered_pod", Number(workload.staggeredPod, 0, 1)},
                 {"subnet", Whole(workload.subnet, 1, 65536)},
                 {"pod", Whole(workload.pod, 1, 65536)}});
    return workload;
}

bool
HasFlows(const py::dict& options)
{
    return options.contains("flow_list");
}

Workload
ReadFlows(const py::dict& options, const DataRate& lineRate)
{
    if (HasFlows(options))
    {
        return MakeFlows(options["flow_list"]);
    }
    WorkloadOptions workload = ReadWorkload(options);
    workload.lineRate = lineRate;
    return workload.Make();
}

} // namespace ns3::camcube::python
