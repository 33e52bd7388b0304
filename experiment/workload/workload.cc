/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "workload.h"

#include "ns3/transmission-time.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** \return the sentence of a refusal, put together from what it is about */
template <typename... Parts>
std::invalid_argument
Refusal(const Parts&... parts)
{
    std::ostringstream sentence;
    (sentence << ... << parts);
    return std::invalid_argument(sentence.str());
}

} // namespace

Workload
Workload::ConstantRate(const TrafficPairs& pairs,
                       DataRate rate,
                       uint32_t packetSize,
                       Time start,
                       Time stop,
                       Ptr<UniformRandomVariable> phase)
{
    if (packetSize < MIN_PACKET_SIZE || packetSize > MAX_PACKET_SIZE)
    {
        throw Refusal("a packet size of ",
                      packetSize,
                      " bytes cannot be sent; give ",
                      MIN_PACKET_SIZE,
                      " to ",
                      MAX_PACKET_SIZE);
    }
    const int64_t interval =
        rate.GetBitRate() > 0 ? GetTransmissionTime(packetSize, rate).GetTimeStep() : 0;
    if (interval <= 0)
    {
        throw Refusal("a constant rate of ",
                      rate,
                      " cannot be kept in packets of ",
                      packetSize,
                      " bytes; give a rate above 0 at which a packet lasts at least a time step");
    }
    if ((stop - start).GetTimeStep() / interval > UINT32_MAX)
    {
        throw Refusal("a constant rate of ",
                      rate,
                      " makes more packets a flow than the ",
                      UINT32_MAX,
                      " that an application counts; give a lower rate or a shorter duration");
    }
    std::vector<Flow> flows;
    for (const TrafficPair& pair : pairs)
    {
        Flow flow;
        flow.source = pair.source;
        flow.destination = pair.destination;
        flow.start = start;
        if (phase)
        {
            flow.start += TimeStep(static_cast<int64_t>(phase->GetValue(0, interval)));
        }
        if (flow.start >= stop)
        {
            continue; // its first packet would come too late
        }
        flow.stop = stop;
        flow.rate = rate;
        flow.packetSize = packetSize;
        const int64_t span = (stop - flow.start).GetTimeStep();
        flow.bytes = span > 0 ? ((span - 1) / interval + 1) * packetSize : 0;
        flows.push_back(flow);
    }
    if (flows.empty() && !pairs.empty())
    {
        throw Refusal("at a constant rate of ",
                      rate,
                      " no packet is sent before ",
                      stop.As(Time::US),
                      "; give a higher rate or a longer duration");
    }
    std::stable_sort(flows.begin(), flows.end(), [](const Flow& a, const Flow& b) {
        return a.start < b.start;
    });
    Workload workload;
    for (const Flow& flow : flows)
    {
        workload.Add(flow);
    }
    return workload;
}

Workload
Workload::Bulk(const TrafficPairs& pairs, uint64_t bytes, Time start, Time stop)
{
    Workload workload;
    for (const TrafficPair& pair : pairs)
    {
        Flow flow;
        flow.source = pair.source;
        flow.destination = pair.destination;
        flow.start = start;
        flow.stop = stop;
        flow.bytes = bytes;
        workload.Add(flow);
    }
    return workload;
}

Workload
Workload::PoissonArrivals(uint32_t servers,
                          double load,
                          DataRate lineRate,
                          const FlowSizeDistribution& sizes,
                          Time start,
                          Time duration,
                          Ptr<UniformRandomVariable> random)
{
    if (!(load > 0 && load <= 1))
    {
        throw Refusal("a load of ", load, " is impossible; give one above 0 and at most 1");
    }
    if (lineRate.GetBitRate() == 0)
    {
        throw Refusal("a load is a share of the line rate; give a line rate above 0bps");
    }
    if (!duration.IsStrictlyPositive())
    {
        throw Refusal("no flow starts within ", duration.As(Time::S), "; give a duration above 0");
    }
    const TrafficPattern pattern(servers, random);
    const double flowsPerSecond = servers * load * lineRate.GetBitRate() / (8 * sizes.GetMean());
    Workload workload;
    for (double elapsed = 0;;)
    {
        elapsed -= std::log1p(-random->GetValue(0, 1)) / flowsPerSecond;
        const Time arrival = Seconds(elapsed);
        if (arrival >= duration)
        {
            return workload;
        }
        const TrafficPair pair = pattern.RandomPairs(1).front();
        Flow flow;
        flow.source = pair.source;
        flow.destination = pair.destination;
        flow.start = start + arrival;
        flow.bytes = sizes.Draw(random);
        workload.Add(flow);
    }
}

void
Workload::Add(const Flow& flow)
{
    if (flow.source == flow.destination)
    {
        throw Refusal("server ", flow.source, " cannot send to itself; give another destination");
    }
    if (flow.start.IsStrictlyNegative() || flow.stop <= flow.start)
    {
        throw Refusal("a flow cannot start at ",
                      flow.start.As(Time::US),
                      " and stop at ",
                      flow.stop.As(Time::US),
                      "; give a start of at least 0 and a later stop");
    }
    if (flow.bytes == 0 && flow.stop == Time::Max())
    {
        throw Refusal("a flow from server ",
                      flow.source,
                      " to ",
                      flow.destination,
                      " never ends; give it a number of bytes or a stop time");
    }
    const auto behind =
        std::upper_bound(m_flows.begin(), m_flows.end(), flow, [](const Flow& a, const Flow& b) {
            return a.start < b.start;
        });
    m_flows.insert(behind, flow);
}

void
Workload::Add(const Workload& other)
{
    std::vector<Flow> all;
    std::merge(m_flows.begin(),
               m_flows.end(),
               other.m_flows.begin(),
               other.m_flows.end(),
               std::back_inserter(all),
               [](const Flow& a, const Flow& b) { return a.start < b.start; });
    m_flows = std::move(all);
}

uint32_t
Workload::GetNServers() const
{
    uint32_t servers = 0;
    for (const Flow& flow : m_flows)
    {
        servers = std::max({servers, flow.source + 1, flow.destination + 1});
    }
    return servers;
}

uint64_t
Workload::GetOfferedBytes() const
{
    uint64_t bytes = 0;
    for (const Flow& flow : m_flows)
    {
        bytes += flow.bytes;
    }
    return bytes;
}

} // namespace ns3::camcube
