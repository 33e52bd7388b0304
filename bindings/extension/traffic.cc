/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "held.h"
#include "parts.h"
#include "session.h"
#include "values.h"

#include "ns3/routed-traffic.h"
#include "ns3/runtime.h"
#include "ns3/traffic-pattern.h"

#include <limits>
#include <pybind11/stl.h>
#include <stdexcept>

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

/** \return the pairs of a list of Python \throws py::type_error, py::value_error if it is none */
TrafficPairs
ReadPairs(const py::object& pairs, uint32_t servers)
{
    TrafficPairs traffic;
    for (const py::handle pair : pairs)
    {
        if (PySequence_Check(pair.ptr()) == 0 || py::len(pair) != 2)
        {
            throw py::type_error(Repeat(pair) +
                                 " is no pair; give (source, destination), numbers of servers");
        }
        const auto ends = py::reinterpret_borrow<py::sequence>(pair);
        const auto read = [&](const char* name, std::size_t end) {
            return static_cast<uint32_t>(ReadWhole(name, py::object(ends[end]), 0, servers - 1));
        };
        traffic.push_back({read("source", 0), read("destination", 1)});
    }
    return traffic;
}

/** Refuses packets that no link takes. */
void
CheckFits(const NodeContainer& servers, uint32_t packetSize)
{
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        const uint16_t mtu = (*server)->GetObject<Runtime>()->GetMtu();
        if (packetSize > mtu)
        {
            throw py::value_error("packet_size=" + std::to_string(packetSize) +
                                  " exceeds the Mtu of the ports, " + std::to_string(mtu) +
                                  "; give that at most, or a torus of a larger Mtu");
        }
    }
}

/** \return what counts packets on servers, of which there is one */
std::shared_ptr<RoutedTraffic>
MakeTraffic(const NodeContainer& servers)
{
    try
    {
        return std::make_shared<RoutedTraffic>(servers);
    }
    catch (const std::invalid_argument&)
    {
        throw std::logic_error("one routed workload a torus, which receives under endpoint " +
                               std::to_string(RoutedTraffic::ENDPOINT) +
                               ", and that is taken; make another torus");
    }
}

/** Constant-rate flows over multi-hop routing. */
std::shared_ptr<RoutedTraffic>
SendRouted(const std::vector<Held<Node>>& servers,
           const py::object& pairs,
           const DataRate& rate,
           const py::object& packetSize,
           Time duration,
           Time warmup)
{
    if (warmup.IsStrictlyNegative() || warmup >= duration)
    {
        throw py::value_error("warmup must be shorter than duration, or no packet counts");
    }
    const auto bytes = static_cast<uint32_t>(
        ReadWhole("packet_size", packetSize, RoutedTraffic::HEADER_BYTES + 1, UINT16_MAX));
    NodeContainer nodes;
    for (const Held<Node>& server : servers)
    {
        nodes.Add(server.GetPtr());
    }
    CheckFits(nodes, bytes);
    const TrafficPairs traffic = ReadPairs(pairs, nodes.GetN());
    const auto routed = MakeTraffic(nodes);
    const Workload workload =
        RoutedTraffic::MakeWorkload(traffic,
                                    rate,
                                    bytes,
                                    duration,
                                    Session::Get().GetStreams().MakeUniform());
    Session::Get().Keep(routed);
    routed->SetWindow(warmup, duration);
    routed->CountPairs();
    routed->Install(workload);
    return routed;
}

uint32_t
ReadCount(const char* name, const py::object& count)
{
    return static_cast<uint32_t>(ReadWhole(name, count, 0, UINT32_MAX));
}

TrafficPattern
MakePattern(const py::object& servers)
{
    return TrafficPattern(ReadCount("servers", servers), Session::Get().GetStreams().MakeUniform());
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
           const py::object& pairs,
           const RateArg& rate,
           const py::object& packetSize,
           const TimeArg& duration,
           const TimeArg& warmup) {
            return SendRouted(servers, pairs, rate.value, packetSize, duration.value, warmup.value);
        });
    m.def("permutation",
          [](const py::object& servers) { return ToPairs(MakePattern(servers).Permutation()); });
    m.def("random_pairs", [](const py::object& servers, const py::object& flows) {
        const uint32_t count = ReadCount("flows", flows);
        return ToPairs(MakePattern(servers).RandomPairs(count));
    });
    m.def("all_to_all",
          [](const py::object& servers) { return ToPairs(MakePattern(servers).AllToAll()); });
    m.def("incast", [](const py::object& servers, const py::object& senders) {
        const uint32_t count = ReadCount("senders", senders);
        return ToPairs(MakePattern(servers).Incast(count));
    });
    m.def("stride", [](const py::object& servers, const py::object& step) {
        const uint32_t count = ReadCount("step", step);
        return ToPairs(MakePattern(servers).Stride(count));
    });
    m.def("staggered",
          [](const py::object& servers,
             const py::object& p,
             const py::object& q,
             const py::object& subnet,
             const py::object& pod) {
              const double ofSubnet = ReadNumber("p", p, 0, 1);
              const double ofPod = ReadNumber("q", q, 0, 1);
              const uint32_t inSubnet = ReadCount("subnet", subnet);
              const uint32_t inPod = ReadCount("pod", pod);
              return ToPairs(MakePattern(servers).Staggered(ofSubnet, ofPod, inSubnet, inPod));
          });
}

} // namespace ns3::camcube::python
