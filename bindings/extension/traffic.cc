/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "held.h"
#include "parts.h"
#include "session.h"
#include "values.h"

#include "ns3/routed-traffic.h"
#include "ns3/traffic-pattern.h"

#include <limits>
#include <pybind11/stl.h>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

using Pairs = std::vector<std::pair<uint32_t, uint32_t>>; //!< source, destination

Pairs
ToPairs(const TrafficPairs& pairs)
{
    Pairs result;
    for (const TrafficPair& pair : pairs)
    {
        result.emplace_back(pair.source, pair.destination);
    }
    return result;
}

py::dict
Summarize(const SampleSummary& samples)
{
    py::dict summary;
    summary["mean"] = samples.GetMean();
    summary["p50"] = samples.GetQuantile(0.5);
    summary["p99"] = samples.GetQuantile(0.99);
    summary["p999"] = samples.GetQuantile(0.999);
    return summary;
}

/** \return a column for each quantity, a row for each pair */
py::dict
ToColumns(const std::deque<RoutedTraffic::PairStatistics>& pairs)
{
    py::dict columns;
    const auto add = [&](const char* name, const auto& get) {
        py::list column;
        for (const auto& pair : pairs)
        {
            column.append(get(pair));
        }
        columns[name] = column;
    };
    using Pair = const RoutedTraffic::PairStatistics&;
    const double none = std::numeric_limits<double>::quiet_NaN();
    add("source", [](Pair pair) { return pair.source; });
    add("destination", [](Pair pair) { return pair.destination; });
    add("offered_packets", [](Pair pair) { return pair.sent; });
    add("delivered_packets", [](Pair pair) { return pair.received; });
    add("lost_packets", [](Pair pair) { return pair.sent - pair.received; });
    add("mean_latency_us", [=](Pair p) { return p.received ? p.latencyUs / p.received : none; });
    add("max_latency_us", [=](Pair p) { return p.received ? p.maxLatencyUs : none; });
    add("mean_hops", [=](Pair p) { return p.received ? 1. * p.hops / p.received : none; });
    return columns;
}

/** Constant-rate flows over multi-hop routing. */
std::shared_ptr<RoutedTraffic>
SendRouted(const std::vector<Held<Node>>& servers,
           const Pairs& pairs,
           const DataRate& rate,
           uint32_t packetSize,
           Time duration,
           Time warmup)
{
    if (warmup.IsStrictlyNegative() || warmup >= duration)
    {
        throw py::value_error("warmup must be shorter than duration, or no packet counts");
    }
    NodeContainer nodes;
    for (const Held<Node>& server : servers)
    {
        nodes.Add(server.GetPtr());
    }
    TrafficPairs traffic;
    for (const auto& [source, destination] : pairs)
    {
        traffic.push_back({source, destination});
    }
    const auto routed = std::make_shared<RoutedTraffic>(nodes);
    Session::Get().Keep(routed);
    routed->SetWindow(warmup, duration);
    routed->CountPairs();
    routed->Install(RoutedTraffic::MakeWorkload(traffic,
                                                rate,
                                                packetSize,
                                                duration,
                                                Session::Get().GetStreams().MakeUniform()));
    return routed;
}

} // namespace

void
BindTraffic(py::module_& m)
{
    py::class_<RoutedTraffic, std::shared_ptr<RoutedTraffic>>(m, "RoutedTraffic")
        .def("packets",
             [](const RoutedTraffic& self) {
                 const PacketStatistics& packets = self.GetStatistics();
                 py::dict summary;
                 summary["offered_packets"] = packets.sent;
                 summary["delivered_packets"] = packets.received;
                 summary["lost_packets"] = packets.GetLost();
                 summary["latency_us"] = Summarize(packets.latencyUs);
                 summary["mean_hops"] = packets.hops.GetMean();
                 return summary;
             })
        .def("pairs", [](const RoutedTraffic& self) { return ToColumns(self.GetPairs()); });
    m.def(
        "send_routed",
        [](const std::vector<Held<Node>>& servers,
           const Pairs& pairs,
           const RateArg& rate,
           uint32_t packetSize,
           const TimeArg& duration,
           const TimeArg& warmup) {
            return SendRouted(servers, pairs, rate.value, packetSize, duration.value, warmup.value);
        });
    m.def("permutation", [](uint32_t servers) {
        return ToPairs(
            TrafficPattern(servers, Session::Get().GetStreams().MakeUniform()).Permutation());
    });
    m.def("random_pairs", [](uint32_t servers, uint32_t flows) {
        return ToPairs(
            TrafficPattern(servers, Session::Get().GetStreams().MakeUniform()).RandomPairs(flows));
    });
    m.def("all_to_all", [](uint32_t servers) {
        return ToPairs(
            TrafficPattern(servers, Session::Get().GetStreams().MakeUniform()).AllToAll());
    });
    m.def("incast", [](uint32_t servers, uint32_t senders) {
        return ToPairs(
            TrafficPattern(servers, Session::Get().GetStreams().MakeUniform()).Incast(senders));
    });
    m.def("stride", [](uint32_t servers, uint32_t stride) {
        return ToPairs(
            TrafficPattern(servers, Session::Get().GetStreams().MakeUniform()).Stride(stride));
    });
    m.def("staggered", [](uint32_t servers, double p, double q, uint32_t subnet, uint32_t pod) {
        return ToPairs(TrafficPattern(servers, Session::Get().GetStreams().MakeUniform())
                           .Staggered(p, q, subnet, pod));
    });
}

} // namespace ns3::camcube::python
