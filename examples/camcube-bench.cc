/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The data path of the cube against the same torus of stock ns-3 parts, and against bare events.

#include "ns3/camcube-net-device.h"
#include "ns3/experiment.h"
#include "ns3/fast-random.h"
#include "ns3/forked-measurement.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/nix-vector-helper.h"
#include "ns3/option-parsing.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/process-usage.h"
#include "ns3/result-table.h"
#include "ns3/routed-traffic.h"
#include "ns3/sample-summary.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/torus-helper.h"
#include "ns3/udp-socket-factory.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <stdexcept>

using namespace ns3;

namespace
{

constexpr uint32_t PACKET_BYTES = 1500; // behind the Ethernet or PPP header
constexpr uint32_t UDP_IP_BYTES = 28;   // of them
constexpr uint64_t RATE_BPS = 300'000'000;
constexpr int64_t INTERVAL_NS = PACKET_BYTES * 8 * 1'000'000'000LL / RATE_BPS;

/** One measured run; all values are per run. */
using Measured = nlohmann::ordered_json;

/** Real time and events of Simulator::Run. */
Measured
TimeRun(double setupSeconds)
{
    const uint64_t before = Simulator::GetEventCount();
    const WallClock clock;
    Simulator::Run();
    const double seconds = clock.GetSeconds();
    return {{"setup_wall_s", setupSeconds},
            {"wall_s", seconds},
            {"events", Simulator::GetEventCount() - before},
            {"rss_mib", GetPeakResidentMib()}};
}

/** A permutation with a random start for each flow, so that sources are not in step. */
Workload
MakeWorkload(uint32_t servers, uint32_t payload, Time start, Time duration)
{
    auto phase = CreateObject<UniformRandomVariable>();
    Workload workload;
    for (const TrafficPair& pair : TrafficPattern(servers).Permutation())
    {
        Flow flow;
        flow.source = pair.source;
        flow.destination = pair.destination;
        flow.packetSize = payload;
        flow.rate = DataRate(RATE_BPS / PACKET_BYTES * payload);
        flow.start = start + NanoSeconds(phase->GetInteger(0, INTERVAL_NS - 1));
        flow.stop = start + duration;
        workload.Add(flow);
    }
    return workload;
}

Measured
MeasureRouted(uint32_t k, Time duration)
{
    const WallClock setup;
    TorusHelper torus(k, k, k);
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    RoutedTraffic traffic(servers);
    traffic.Install(MakeWorkload(servers.GetN(),
                                 PACKET_BYTES - RoutedTraffic::HEADER_BYTES,
                                 Time(0),
                                 duration));
    Measured measured = TimeRun(setup.GetSeconds());
    uint64_t hops = 0;
    int64_t busy = 0;
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        hops += MultiHopRoutingHelper::Get(servers.Get(i))->GetCounters().forwarded;
        for (uint8_t port : torus.GetTorus().GetPorts())
        {
            busy += TorusHelper::GetPort(servers.Get(i), port)->GetCounters().busyTimeSteps;
        }
    }
    measured["packet_hops"] = hops;
    // Each source waits for its next packet, and each busy link for the end of its frame.
    measured["pending_events"] = servers.GetN() + busy / duration.GetTimeStep();
    Simulator::Destroy();
    return measured;
}

/** Sends one flow over a UDP socket, by the same event again and again. */
class UdpSource : public EventImpl
{
  public:
    UdpSource(Ptr<Socket> socket, const Flow& flow)
        : m_socket(socket),
          m_flow(flow)
    {
        Wait(flow.start);
    }

  private:
    void Wait(Time delay)
    {
        Ref(); // the simulator drops one reference when the event has run
        Simulator::ScheduleWithContext(m_socket->GetNode()->GetId(), delay, this);
    }

    void Notify() override
    {
        if (Simulator::Now() < m_flow.stop)
        {
            m_socket->Send(Create<Packet>(m_flow.packetSize));
            Wait(NanoSeconds(INTERVAL_NS));
        }
    }

    Ptr<Socket> m_socket; //!< connected to the destination
    Flow m_flow;          //!< what to send
};

Measured
MeasureStock(uint32_t k, Time duration)
{
    constexpr uint16_t PORT = 9;
    const WallClock setup;
    const Torus torus(k, k, k);
    NodeContainer servers;
    servers.Create(torus.GetNServers());
    InternetStackHelper stack;
    stack.SetRoutingHelper(Ipv4NixVectorHelper());
    stack.SetIpv6StackInstall(false);
    stack.Install(servers);
    PointToPointHelper cable;
    cable.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    cable.SetChannelAttribute("Delay", StringValue("100ns"));
    cable.DisableFlowControl();
    Ipv4AddressHelper subnet("10.0.0.0", "255.255.255.252");
    std::vector<Ipv4Address> addresses(servers.GetN());
    uint64_t hops = 0;
    std::function<void(Ptr<const Packet>)> count = [&hops](Ptr<const Packet>) { ++hops; };
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        for (uint8_t port = PLUS_X; port <= PLUS_Z; port += 2)
        {
            const NetDeviceContainer ends =
                cable.Install(servers.Get(i), servers.Get(torus.GetNeighbor(i, port)));
            addresses[i] = subnet.Assign(ends).GetAddress(0);
            subnet.NewNetwork();
            for (uint32_t end = 0; end < 2; ++end)
            {
                ends.Get(end)->TraceConnectWithoutContext("PhyTxBegin",
                                                          Callback<void, Ptr<const Packet>>(count));
            }
        }
    }
    // Routes are computed on first use: one packet of each flow goes before the clock starts.
    const Time warmup = MilliSeconds(2);
    std::vector<Ptr<UdpSource>> sources;
    std::vector<Ptr<Socket>> sinks;
    const Workload workload =
        MakeWorkload(servers.GetN(), PACKET_BYTES - UDP_IP_BYTES, warmup, duration);
    for (const Flow& flow : workload.GetFlows())
    {
        Ptr<Socket> sink =
            Socket::CreateSocket(servers.Get(flow.destination), UdpSocketFactory::GetTypeId());
        sink->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT));
        sink->SetRecvCallback(
            Callback<void, Ptr<Socket>>(std::function<void(Ptr<Socket>)>([](Ptr<Socket> socket) {
                while (socket->Recv())
                {
                }
            })));
        sinks.push_back(sink);
        Ptr<Socket> socket =
            Socket::CreateSocket(servers.Get(flow.source), UdpSocketFactory::GetTypeId());
        socket->Connect(InetSocketAddress(addresses[flow.destination], PORT));
        Simulator::ScheduleWithContext(flow.source, Time(0), [socket, size = flow.packetSize] {
            socket->Send(Create<Packet>(size));
        });
        sources.push_back(Ptr<UdpSource>(new UdpSource(socket, flow), false));
    }
    Simulator::Stop(warmup);
    Simulator::Run();
    hops = 0;
    Measured measured = TimeRun(setup.GetSeconds());
    measured["packet_hops"] = hops;
    Simulator::Destroy();
    return measured;
}

/** Does nothing but come again. */
class BareEvent : public EventImpl
{
  public:
    BareEvent(uint32_t context, int64_t interval, FastRandom& random, int64_t stop)
        : m_context(context),
          m_interval(interval / 2 + random.Below(65536) * interval / 65536),
          m_stop(stop)
    {
        Wait(random.Below(65536) * m_interval / 65536);
    }

  private:
    void Wait(int64_t delay)
    {
        Ref(); // the simulator drops one reference when the event has run
        Simulator::ScheduleWithContext(m_context, TimeStep(delay), this);
    }

    void Notify() override
    {
        if (Simulator::Now().GetTimeStep() < m_stop)
        {
            Wait(m_interval);
        }
    }

    uint32_t m_context; //!< a node's id
    int64_t m_interval; //!< until it comes again, in time steps
    int64_t m_stop;     //!< when it comes no more, in time steps
};

/** As many events as a measured run had, with as many in the list. */
Measured
MeasureBareEvents(const Measured& routed, Time duration)
{
    const WallClock setup;
    const uint32_t pending = routed["pending_events"];
    const uint64_t events = routed["events"];
    const int64_t interval =
        std::max<int64_t>(1, duration.GetTimeStep() * double(pending) / double(events));
    FastRandom random(1);
    std::vector<Ptr<BareEvent>> bare;
    for (uint32_t i = 0; i < pending; ++i)
    {
        bare.emplace_back(new BareEvent(i, interval, random, duration.GetTimeStep()), false);
    }
    Measured measured = TimeRun(setup.GetSeconds());
    Simulator::Destroy();
    return measured;
}

/** \return the median, the extremes, and the distance between these as a share of the median */
Measured
Summarize(const std::vector<double>& values)
{
    SampleSummary summary;
    for (double value : values)
    {
        summary.Add(value);
    }
    const double median = summary.GetQuantile(0.5);
    return {{"median", median},
            {"min", summary.GetMin()},
            {"max", summary.GetMax()},
            {"spread", (summary.GetMax() - summary.GetMin()) / median}};
}

/** What the runs of one kind have shown, by name of the value. */
struct Series
{
    std::vector<Measured> runs; //!< one a run

    /** \return a value of each run, or the quotient of two */
    std::vector<double> Get(const std::string& value, const std::string& over = "") const
    {
        std::vector<double> values;
        for (const Measured& run : runs)
        {
            values.push_back(run[value].get<double>() /
                             (over.empty() ? 1.0 : run[over].get<double>()));
        }
        return values;
    }

    double Median(const std::string& value, const std::string& over = "") const
    {
        return Summarize(Get(value, over))["median"];
    }
};

/** What the user may choose. */
struct Options
{
    std::string sides{"4,8,12"};    //!< values of k
    bool full{false};               //!< also the runs that take minutes
    uint32_t runs{5};               //!< of each kind
    Time duration{MilliSeconds(4)}; //!< simulated
};

constexpr uint32_t LARGEST_QUICK_STOCK = 12; // beyond, routes take minutes to warm up

Measured
Compare(uint32_t k, const Options& options, Experiment& experiment, ResultTable& table)
{
    std::map<std::string, Series> series;
    const bool withStock = options.full || k <= LARGEST_QUICK_STOCK;
    for (uint32_t run = 0; run < options.runs; ++run)
    {
        experiment.Say("k=" + std::to_string(k) + ", run " + std::to_string(run + 1) + " of " +
                       std::to_string(options.runs));
        const auto measure = [&](const char* kind, const std::function<Measured()>& body) {
            series[kind].runs.push_back(MeasureForked(body));
        };
        measure("routing service", [&] { return MeasureRouted(k, options.duration); });
        const Measured& routed = series["routing service"].runs.back();
        measure("bare events", [&] { return MeasureBareEvents(routed, options.duration); });
        if (withStock)
        {
            measure("stock", [&] { return MeasureStock(k, options.duration); });
        }
    }
    Measured result = {{"k", k}};
    Measured ratios;
    for (const auto& [kind, values] : series)
    {
        Measured& out = result[kind];
        const bool hasHops = kind != "bare events";
        const std::string unit = hasHops ? "packet_hops" : "events";
        out["wall_s"] = Summarize(values.Get("wall_s"));
        out["ns_per_" + std::string(hasHops ? "hop" : "event")] =
            1e9 * values.Median("wall_s", unit);
        if (hasHops)
        {
            out["packet_hops"] = values.Median("packet_hops");
            out["packet_hops_per_s"] = Summarize(values.Get("packet_hops", "wall_s"));
            out["events_per_hop"] = values.Median("events", "packet_hops");
        }
        out["setup_wall_s"] = values.Median("setup_wall_s");
        out["rss_mib"] = values.Median("rss_mib");
        table.AddRow().Add(std::to_string(k)).Add(kind);
        table.Add(1e-6 * values.Median(unit, "wall_s"), 2);
        table.Add(100 * Summarize(values.Get("wall_s"))["spread"].get<double>(), 0);
        table.Add(1e9 * values.Median("wall_s", unit), 0);
        table.Add(hasHops ? values.Median("events", unit) : 1.0, 2);
        table.Add(values.Median("setup_wall_s"), 2).Add(values.Median("rss_mib"), 0);
    }
    // Neighbouring runs are compared with each other: the machine's load changes between them.
    std::vector<double> overStock;
    std::vector<double> overBare;
    for (uint32_t run = 0; run < options.runs; ++run)
    {
        const auto cost = [&](const char* kind, const char* unit) {
            const Measured& m = series[kind].runs[run];
            return m["wall_s"].get<double>() / m[unit].get<double>();
        };
        overBare.push_back(cost("routing service", "packet_hops") / cost("bare events", "events"));
        if (withStock)
        {
            overStock.push_back(cost("stock", "packet_hops") /
                                cost("routing service", "packet_hops"));
        }
    }
    ratios["k"] = k;
    if (withStock)
    {
        ratios["hops_vs_stock"] = Summarize(overStock)["median"];
        ratios["hops_vs_stock_spread"] = Summarize(overStock)["spread"];
    }
    ratios["hop_time_vs_bare_event"] = Summarize(overBare)["median"];
    ratios["hop_time_vs_bare_event_spread"] = Summarize(overBare)["spread"];
    result["ratios"] = ratios;
    return result;
}

std::vector<uint32_t>
ParseSides(const std::string& text)
{
    std::vector<uint32_t> sides;
    for (const std::string& word : SplitAt(',', text))
    {
        const int64_t k = ParseWholeNumber(word).value_or(0);
        if (k < 2 || k > 47)
        {
            throw std::invalid_argument("--k=" + text +
                                        ": give sides from 2 to 47 joined by "
                                        "commas, such as 4,8,12");
        }
        sides.push_back(static_cast<uint32_t>(k));
    }
    return sides;
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    Experiment experiment("camcube-bench",
                          "The cube's data path against the same torus of stock ns-3 parts, and "
                          "against bare simulator events.");
    experiment.AddOption("k",
                         "servers along each axis, for each comparison",
                         options.sides,
                         AnyText("sides from 2 to 47 joined by commas"));
    experiment.AddOption("full", "k=20 too, and the stock network beyond k=12", options.full);
    experiment.AddOption("runs",
                         "runs of each kind, one after the other",
                         options.runs,
                         Between(1, 1000));
    experiment.AddOption("duration",
                         "simulated time for which sources send",
                         options.duration,
                         Between(MicroSeconds(100), Seconds(10)));
    return experiment.Run(argc, argv, [&] {
        std::vector<uint32_t> sides = ParseSides(options.sides);
        if (options.full && std::find(sides.begin(), sides.end(), 20U) == sides.end())
        {
            sides.push_back(20);
        }
        ResultTable table;
        table.AddColumn("k").AddColumn("data path").AddColumn("hops or events", "million/s");
        table.AddColumn("spread", "%").AddColumn("each", "ns").AddColumn("events a hop");
        table.AddColumn("set-up", "s").AddColumn("memory", "MiB");
        ResultTable ratioTable;
        ratioTable.AddColumn("k").AddColumn("hops/s over stock").AddColumn("hop over bare event");
        Measured results = {{"sides", Measured::array()}, {"ratios", Measured::array()}};
        for (uint32_t k : sides)
        {
            Measured result = Compare(k, options, experiment, table);
            const Measured ratios = result["ratios"];
            result.erase("ratios");
            ratioTable.AddRow().Add(std::to_string(k));
            ratioTable.Add(ratios.value("hops_vs_stock", std::nan("")), 1);
            ratioTable.Add(ratios["hop_time_vs_bare_event"].get<double>(), 2);
            results["sides"].push_back(result);
            results["ratios"].push_back(ratios);
        }
        experiment.GetOutput() << table << '\n' << ratioTable;
        experiment.SetResults(results);
    });
}
