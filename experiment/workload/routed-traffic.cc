/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "routed-traffic.h"

#include "ns3/cube-partition.h"
#include "ns3/event-prefetcher.h"
#include "ns3/event-time.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/node.h"
#include "ns3/object-pool.h"
#include "ns3/process-group.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"
#include "ns3/transmission-time.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::camcube
{

class RoutedTraffic::Source : public EventImpl, public Pooled<RoutedTraffic::Source>
{
  public:
    Source(RoutedTraffic* traffic,
           Ptr<MultiHopRouting> routing,
           const TorusCoordinate& destination,
           const Flow& flow,
           PairStatistics* pair)
        : m_traffic(traffic),
          m_pair(pair),
          m_routing(routing),
          m_interval(GetTransmissionTime(flow.packetSize, flow.rate).GetTimeStep()),
          m_stop(flow.stop.GetTimeStep()),
          m_packetSize(flow.packetSize),
          m_context(routing->GetNode()->GetId()),
          m_destination(destination)
    {
    }

    /** Schedules the next packet. */
    void Wait(int64_t delay)
    {
        Ref(); // the simulator drops one reference when the event has run
        Simulator::ScheduleWithContext(m_context, TimeStep(delay), this);
    }

    /** Fetches what the event will touch; see EventPrefetcher. */
    static void Prefetch(const EventImpl& event, uint32_t step, int64_t time)
    {
        const auto& source = static_cast<const Source&>(event);
        if (step == 0)
        {
            PrefetchLines(PeekPointer(source.m_routing), ServicePrefetcher::N_HOT_LINES);
        }
        else if (step <= 2)
        {
            source.m_routing->PrefetchSend(source.m_destination, step - 1, time);
        }
    }

  private:
    void Notify() override
    {
        const EventTime here;
        const int64_t now = EventTime::Now();
        if (now >= m_stop)
        {
            return;
        }
        const bool isMeasured = m_traffic->IsMeasured(now);
        m_traffic->m_statistics.sent += isMeasured;
        if (m_pair)
        {
            m_pair->sent += isMeasured;
        }
        m_routing->Send(m_destination, ENDPOINT, Create<Packet>(m_packetSize));
        Wait(m_interval);
    }

    RoutedTraffic* m_traffic;       //!< who counts
    PairStatistics* m_pair;         //!< of source and destination, or null
    Ptr<MultiHopRouting> m_routing; //!< of the server that sends
    int64_t m_interval;             //!< between two packets, in time steps
    int64_t m_stop;                 //!< when it ends, in time steps
    uint32_t m_packetSize;          //!< bytes that the routing service carries
    uint32_t m_context;             //!< the id of the server's node
    TorusCoordinate m_destination;  //!< the server that receives
};

RoutedTraffic::RoutedTraffic(const NodeContainer& servers)
    : m_servers(servers)
{
    if (ProcessGroup::Get().GetSize() > 1)
    {
        m_arrivals.Keep();
    }
    [[maybe_unused]] static const bool prefetched =
        EventPrefetcher::Register(typeid(Source), &Source::Prefetch);
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        if (CubePartition::IsElsewhere(*server))
        {
            continue;
        }
        Ptr<MultiHopRouting> routing = MultiHopRoutingHelper::Get(*server);
        if (!routing)
        {
            throw std::invalid_argument("node " + std::to_string((*server)->GetId()) +
                                        " has no multi-hop routing service; install it with "
                                        "MultiHopRoutingHelper first");
        }
        if (!m_torus)
        {
            m_torus = (*server)->GetObject<Runtime>()->ShareTorus();
        }
        m_endpoints.push_back(routing->AddEndpoint(
            nullptr,
            ENDPOINT,
            [this, id = (*server)->GetId()](FramePtr frame, const RoutingHeader& header) {
                Receive(id, *frame, header);
            }));
    }
}

RoutedTraffic::~RoutedTraffic() = default;

Workload
RoutedTraffic::MakeWorkload(const TrafficPairs& pairs,
                            DataRate rate,
                            uint32_t packetSize,
                            Time stop,
                            const Ptr<UniformRandomVariable>& random)
{
    if (packetSize <= HEADER_BYTES)
    {
        throw std::invalid_argument("a packet of " + std::to_string(packetSize) +
                                    " bytes has no room behind its headers; give more than " +
                                    std::to_string(HEADER_BYTES));
    }
    const uint32_t carried = packetSize - HEADER_BYTES;
    const DataRate carriedRate(rate.GetBitRate() * carried / packetSize);
    return Workload::ConstantRate(pairs, carriedRate, carried, Time(0), stop, random);
}

void
RoutedTraffic::SetWindow(Time from, Time to)
{
    m_from = from.GetTimeStep();
    m_to = to.GetTimeStep();
}

void
RoutedTraffic::Install(const Workload& workload)
{
    if (workload.GetNServers() > m_servers.GetN())
    {
        throw std::invalid_argument("the workload needs " + std::to_string(workload.GetNServers()) +
                                    " servers, and the cube has " +
                                    std::to_string(m_servers.GetN()));
    }
    for (const Flow& flow : workload.GetFlows())
    {
        if (!flow.IsConstantRate())
        {
            throw std::invalid_argument("the workload has a TCP flow, which the routing service "
                                        "cannot carry without IP; give constant-rate flows");
        }
        if (flow.start < Simulator::Now())
        {
            throw std::invalid_argument("a flow cannot begin at " + FormatTime(flow.start) +
                                        ", which is past; give a time from " +
                                        FormatTime(Simulator::Now()) + " on");
        }
        if (CubePartition::IsElsewhere(m_servers.Get(flow.source)))
        {
            continue;
        }
        PairStatistics* pair = nullptr;
        if (m_hasPairs)
        {
            pair = &GetPair(GetCoordinate(flow.source), GetCoordinate(flow.destination));
            pair->source = flow.source;
            pair->destination = flow.destination;
        }
        auto source = Ptr<Source>(new Source(this,
                                             MultiHopRoutingHelper::Get(m_servers.Get(flow.source)),
                                             GetCoordinate(flow.destination),
                                             flow,
                                             pair),
                                  false);
        source->Wait((flow.start - Simulator::Now()).GetTimeStep());
        m_sources.push_back(source);
    }
}

TorusCoordinate
RoutedTraffic::GetCoordinate(uint32_t server) const
{
    if (const auto runtime = m_servers.Get(server)->GetObject<Runtime>())
    {
        return runtime->GetCoordinate();
    }
    return m_torus->GetCoordinate(server); // of a server of another process
}

void
RoutedTraffic::Collect()
{
    m_packetHops = ProcessGroup::Get().GetSum(m_packetHops);
    m_arrivals.CollectTo(m_statistics);
}

RoutedTraffic::PairStatistics&
RoutedTraffic::GetPair(const TorusCoordinate& source, const TorusCoordinate& destination)
{
    uint64_t key = 0;
    for (const uint8_t axis :
         {source.x, source.y, source.z, destination.x, destination.y, destination.z})
    {
        key = key << 8 | axis;
    }
    PairStatistics*& pair = m_pairOf[key];
    if (!pair)
    {
        pair = &m_pairs.emplace_back();
    }
    return *pair;
}

RoutedTraffic::PairStatistics&
RoutedTraffic::GetHeardPair(uint32_t server, const RoutingHeader& header)
{
    if (server >= m_heard.size())
    {
        m_heard.resize(server + 1);
    }
    Heard& last = m_heard[server];
    if (!last.pair || last.source != header.source)
    {
        last = {&GetPair(header.source, header.destination), header.source};
    }
    return *last.pair;
}

void
RoutedTraffic::Receive(uint32_t server, const Frame& frame, const RoutingHeader& header)
{
    if (IsMeasured(frame.GetBirth()))
    {
        const double us = TimeStep(EventTime::Now() - frame.GetBirth()).GetNanoSeconds() * 1e-3;
        m_arrivals.Add(m_statistics, server, us, header.hops);
        m_packetHops += header.hops;
        if (m_hasPairs)
        {
            PairStatistics& pair = GetHeardPair(server, header);
            ++pair.received;
            pair.latencyUs += us;
            pair.maxLatencyUs = std::max(pair.maxLatencyUs, us);
            pair.hops += header.hops;
        }
    }
}

} // namespace ns3::camcube
