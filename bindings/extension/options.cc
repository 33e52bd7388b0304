/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "options.h"

#include "values.h"

#include "ns3/text-parsing.h"

#include <algorithm>
#include <functional>
#include <map>
#include <pybind11/stl.h>
#include <string>
#include <tuple>
#include <vector>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** Sets one option from its value. */
using Setter = std::function<void(const std::string& name, py::handle value)>;
using Setters = std::map<std::string, Setter>;

std::string
Repeat(const std::string& name, py::handle value)
{
    return name + "=" + Abridge(py::repr(value).cast<std::string>());
}

/** A whole number within bounds. */
template <typename T>
Setter
Whole(T& to, uint64_t least, uint64_t most)
{
    return [=, &to](const std::string& name, py::handle value) {
        if (!py::isinstance<py::int_>(value) || py::isinstance<py::bool_>(value))
        {
            throw py::type_error(Repeat(name, value) + " is no whole number");
        }
        int overflow = 0;
        const int64_t number = PyLong_AsLongLongAndOverflow(value.ptr(), &overflow);
        if (overflow != 0 || number < static_cast<int64_t>(least) ||
            static_cast<uint64_t>(number) > most)
        {
            throw py::value_error(Repeat(name, value) + "; give a whole number from " +
                                  std::to_string(least) + " to " + std::to_string(most));
        }
        to = static_cast<T>(number);
    };
}

Setter
Number(double& to, double least, double most)
{
    return [=, &to](const std::string& name, py::handle value) {
        if (!py::isinstance<py::float_>(value) && !py::isinstance<py::int_>(value))
        {
            throw py::type_error(Repeat(name, value) + " is no number");
        }
        const auto number = value.cast<double>();
        if (!(number >= least && number <= most))
        {
            throw py::value_error(Repeat(name, value) + "; give a number from " +
                                  FormatNumber(least) + " to " + FormatNumber(most));
        }
        to = number;
    };
}

Setter
Flag(bool& to)
{
    return [&to](const std::string& name, py::handle value) {
        if (!py::isinstance<py::bool_>(value))
        {
            throw py::type_error(Repeat(name, value) + "; give True or False");
        }
        to = value.cast<bool>();
    };
}

Setter
Text(std::string& to, std::vector<std::string> choices = {})
{
    return [&to, choices = std::move(choices)](const std::string& name, py::handle value) {
        if (!py::isinstance<py::str>(value))
        {
            throw py::type_error(Repeat(name, value) + " is no text");
        }
        to = value.cast<std::string>();
        if (!choices.empty() && std::find(choices.begin(), choices.end(), to) == choices.end())
        {
            throw py::value_error(Repeat(name, value) + "; give " + JoinWithOr(choices));
        }
    };
}

Setter
Span(Time& to, Time least, Time most)
{
    return [=, &to](const std::string& name, py::handle value) {
        to = ToTime(value);
        if (to < least || to > most)
        {
            throw py::value_error(Repeat(name, value) + "; give a time from " + FormatTime(least) +
                                  " to " + FormatTime(most));
        }
    };
}

Setter
Rate(DataRate& to, const DataRate& least)
{
    return [=, &to](const std::string& name, py::handle value) {
        to = ToRate(value);
        if (to < least || to > DataRate("400Gbps"))
        {
            throw py::value_error(Repeat(name, value) + "; give a rate from " +
                                  FormatDataRate(least) + " to 400Gbps");
        }
    };
}

void
Read(const py::dict& options, const Setters& setters)
{
    for (const auto& [key, value] : options)
    {
        const auto name = key.cast<std::string>();
        const auto setter = setters.find(name);
        if (setter == setters.end())
        {
            std::vector<std::string> names;
            for (const auto& entry : setters)
            {
                names.push_back(entry.first);
            }
            const auto nearest = FindNearest(name, names);
            throw py::type_error(
                "there is no option " + Abridge(name) + "; " +
                (nearest ? "did you mean " + *nearest + "?" : "give " + JoinWithOr(names)));
        }
        setter->second(name, value);
    }
}

/** A flow as Python gives it: source, destination, start, bytes. */
using FlowTuple = std::tuple<uint32_t, uint32_t, TimeArg, uint64_t>;

Workload
MakeFlows(const std::vector<FlowTuple>& flows)
{
    Workload workload;
    for (const auto& [source, destination, start, bytes] : flows)
    {
        Flow flow;
        flow.source = source;
        flow.destination = destination;
        flow.start = start.value;
        flow.bytes = bytes;
        workload.Add(flow);
    }
    return workload;
}

} // namespace

TestbedOptions
ReadNetwork(const py::dict& options)
{
    TestbedOptions network;
    Read(options,
         {{"line_rate", Rate(network.lineRate, DataRate("1Mbps"))},
          {"delay", Span(network.delay, Time(0), MilliSeconds(10))},
          {"processing", Span(network.processing, Time(0), MilliSeconds(10))},
          {"queue", Whole(network.queuePackets, 1, 1000000)},
          {"line_overhead", Whole(network.lineOverheadBytes, 0, 1000)},
          {"torus_choice",
           Text(network.torusChoice,
                {"RandomPath",
                 "RandomLink",
                 "LongestAxis",
                 "FixedOrder",
                 "PerFlow",
                 "LeastUtilized"})},
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
    Read(options,
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
        return MakeFlows(options["flow_list"].cast<std::vector<FlowTuple>>());
    }
    WorkloadOptions workload = ReadWorkload(options);
    workload.lineRate = lineRate;
    return workload.Make();
}

} // namespace ns3::camcube::python
