/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What the measuring programs measure, each in a simulation of its own: results as JSON.

#include "option-setters.h"
#include "options.h"
#include "own-run.h"
#include "parts.h"
#include "values.h"

#include "ns3/structure-measurement.h"
#include "ns3/text-parsing.h"
#include "ns3/trial-json.h"

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <pybind11/stl.h>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

using Json = nlohmann::ordered_json;

/** The sides of a cube. */
Setters
Sides(std::array<uint32_t, 3>& sides)
{
    return {{"kx", Whole(sides[0], 1, Torus::MAX_SIDE)},
            {"ky", Whole(sides[1], 1, Torus::MAX_SIDE)},
            {"kz", Whole(sides[2], 1, Torus::MAX_SIDE)}};
}

/** A routing protocol by its name. */
Setter
Protocol(ProtocolOption& to)
{
    return [&to](const std::string& name, py::handle value) {
        std::string protocol;
        Text(protocol, {"distance-vector", "link-state"})(name, value);
        to = ProtocolOption(protocol);
    };
}

std::string
MeasureEnergy(const py::dict& options, const SeedArg& seed, const RunArg& run, py::object progress)
{
    EnergyTrial::Plan plan;
    std::vector<double> loads;
    ReadOptions(options,
                {{"k", Whole(plan.k, 2, 32)},
                 {"loads", Numbers(loads, 0, EnergyTrial::MAX_LOAD)},
                 {"duration", Span(plan.duration, MicroSeconds(100), Seconds(10))},
                 {"warmup", Span(plan.warmup, Time(0), Seconds(10))}});
    const EnergyTrial trial(plan);
    OwnRun own(seed.value, run.value, std::move(progress));
    std::vector<EnergyTrial::Point> points;
    for (double load : loads)
    {
        points.push_back(trial.Run(load, own.GetStatus()));
    }
    return ToJson(points).dump();
}

std::string
MeasureResilience(const py::dict& options,
                  const SeedArg& seed,
                  const RunArg& run,
                  py::object progress)
{
    ResilienceTrial::Plan plan;
    std::array<uint32_t, 3> sides{8, 8, 8};
    std::vector<std::string> kinds;
    std::vector<double> shares;
    Setters setters{{"kinds", Texts(kinds, {"links", "servers"})},
                    {"shares", Numbers(shares, 0, 1)},
                    {"routing", Protocol(plan.protocol)},
                    {"events", Whole(plan.events, 1, 10000)},
                    {"spacing", Span(plan.spacing, MilliSeconds(1), Seconds(10))},
                    {"rate", Rate(plan.rate, DataRate("10kbps"))},
                    {"packet_size", Whole(plan.packetSize, 46, 1400)}};
    setters.merge(Sides(sides));
    ReadOptions(options, setters);
    OwnRun own(seed.value, run.value, std::move(progress));
    Json trials = Json::array();
    for (const std::string& kind : kinds)
    {
        plan.servers = kind == "servers";
        for (double share : shares)
        {
            plan.share = share;
            trials.push_back(ToJson(kind,
                                    share,
                                    ResilienceTrial::Measure(Torus(sides[0], sides[1], sides[2]),
                                                             plan,
                                                             own.GetStatus())));
        }
    }
    return Json{{"trials", trials}}.dump();
}

/** \return the results, the links as CSV, and the routes as CSV, or None if none are wanted */
py::tuple
MeasureRoutes(const py::dict& options, const SeedArg& seed, const RunArg& run, py::object progress)
{
    RoutesTrial::Plan plan;
    std::array<uint32_t, 3> sides{8, 8, 8};
    FailurePlan& failures = plan.failures;
    std::optional<uint32_t> destinations;
    Setters setters{
        {"routing", Protocol(plan.protocol)},
        {"fail_links", Number(failures.links, 0, 1)},
        {"fail_servers", Number(failures.servers, 0, 1)},
        {"fail_file", Text(failures.file)},
        {"flap", Number(failures.flapping, 0, 1)},
        {"repair", Number(failures.repairs, 0, 1)},
        {"spacing", Span(failures.spacing, Time(0), Seconds(10))},
        {"keep_alive", Span(plan.keepAlive, Time(0), Seconds(10))},
        {"settle", Span(plan.settle, Time(0), Seconds(1000))},
        {"destinations",
         Whole([&](uint64_t all) { destinations = static_cast<uint32_t>(all); }, 0, 1000000)}};
    setters.merge(Sides(sides));
    ReadOptions(options, setters);
    plan.torus = Torus(sides[0], sides[1], sides[2]);
    OwnRun own(seed.value, run.value, std::move(progress));
    RoutesTrial trial(plan, own.GetStatus());
    const RoutesTrial::Outcome outcome = trial.Run();
    std::ostringstream links;
    trial.WriteLinks(links);
    py::object routes = py::none();
    if (destinations)
    {
        std::ostringstream text;
        trial.WriteRoutes(text, *destinations, [&](uint64_t done, uint64_t all) {
            own.Tell("writing routes", all > 0 ? 1.0 * done / all : 1.0);
        });
        routes = py::str(text.str());
    }
    return py::make_tuple(ToJson(outcome).dump(), links.str(), routes);
}

std::string
MeasureThroughput(const py::dict& options,
                  const SeedArg& seed,
                  const RunArg& run,
                  py::object progress)
{
    ThroughputTrial::Plan plan;
    ReadOptions(options,
                {{"k", Whole(plan.k, 2, 64)},
                 {"flows", Whole(plan.flows, 0, 1000000)},
                 {"pattern", Text(plan.pattern, {"permutation", "random"})},
                 {"rate", Rate(plan.rate, DataRate("1kbps"))},
                 {"packet_size", Whole(plan.packetSize, 46, 9000)},
                 {"duration", Span(plan.duration, MicroSeconds(10), Seconds(100))},
                 {"warmup", Span(plan.warmup, Time(0), Seconds(100))},
                 {"line_rate", Rate(plan.lineRate, DataRate("1Mbps"))},
                 {"delay", Span(plan.delay, Time(0), MilliSeconds(10))},
                 {"processing", Span(plan.processing, Time(0), MilliSeconds(10))},
                 {"queue", Whole(plan.queue, 1, 1000000)},
                 {"choice", Text(plan.choice, GetChoices())},
                 {"adaptive", Flag(plan.adaptive)}});
    const ThroughputTrial trial(plan);
    OwnRun own(seed.value, run.value, std::move(progress));
    const ThroughputTrial::Outcome outcome = trial.Run(own.GetStatus());
    if (outcome.packets.sent == 0)
    {
        throw std::invalid_argument("no packet was sent between warmup and duration; give a higher "
                                    "rate or a longer duration");
    }
    return ToJson(outcome).dump();
}

/** \return the metrics, the points of the failure curves and where each breaks down */
py::tuple
MeasureStructure(const std::string& topology,
                 const py::dict& options,
                 const SeedArg& seed,
                 const RunArg& run,
                 py::object progress)
{
    StructureOptions structure;
    structure.shares = StructureOptions::GetUsualShares();
    uint32_t servers = 64;
    std::string size;
    ReadOptions(options,
                {{"servers", Whole(servers, 2, 16777216)},
                 {"size", Text(size)},
                 {"sources", Whole(structure.sources, 1, 16777216)},
                 {"pairs", Whole(structure.pairs, 1, 1000000)},
                 {"failures", Flag(structure.failures)},
                 {"seeds", Whole(structure.orders, 2, 100000)},
                 {"shares", Numbers(structure.shares, 0, 1)}});
    constexpr std::size_t LONGEST = 60; // no size takes as much
    if (size.size() > LONGEST)
    {
        throw py::value_error("size=" + Abridge(size) +
                              "; give one such as \"4x4x8\" of a torus or \"4,2\" of a DCell");
    }
    const auto instance = size.empty() ? TopologyInstance::Make(topology, servers)
                                       : TopologyInstance::MakeOfSize(topology, size);
    const OwnRun own(seed.value, run.value, std::move(progress));
    const auto measured = StructureMeasurement::Measure(
        *instance,
        structure,
        [&](const std::string& what, double done) { own.Tell(what, done); });
    return py::make_tuple(measured.ToJson().dump(),
                          measured.GetPointsJson().dump(),
                          measured.GetThresholdsJson().dump());
}

} // namespace

void
BindMeasurements(py::module_& m)
{
    m.def("measure_energy", &MeasureEnergy);
    m.def("measure_resilience", &MeasureResilience);
    m.def("measure_routes", &MeasureRoutes);
    m.def("measure_throughput", &MeasureThroughput);
    m.def("measure_structure", &MeasureStructure);
}

} // namespace ns3::camcube::python
