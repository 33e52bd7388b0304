/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "workload-runner.h"

#include "profiled-tcp-socket-factory.h"

#include "ns3/arrivals-first-scheduler.h"
#include "ns3/bulk-send-helper.h"
#include "ns3/cube-partition.h"
#include "ns3/inet-socket-address.h"
#include "ns3/ipv4.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/text-parsing.h"
#include "ns3/transmission-time.h"
#include "ns3/udp-client-server-helper.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

// Ports of sinks: above those of well-known services, below those that sources get.
constexpr uint16_t FIRST_PORT = 1024;
constexpr uint16_t END_PORT = 49152;

} // namespace

WorkloadRunner::WorkloadRunner(const NodeContainer& servers, std::vector<Ipv4Address> addresses)
    : m_servers(servers),
      m_addresses(std::move(addresses)),
      m_nextPort(servers.GetN(), FIRST_PORT)
{
    if (m_servers.GetN() != m_addresses.size())
    {
        throw std::invalid_argument(std::to_string(m_servers.GetN()) + " servers cannot have " +
                                    std::to_string(m_addresses.size()) +
                                    " addresses; give one for each server");
    }
}

WorkloadRunner::~WorkloadRunner()
{
    m_nextStart.Cancel();
    m_endOfRateFlows.Cancel();
}

void
WorkloadRunner::SetTcpAttribute(const std::string& name, const AttributeValue& value)
{
    m_tcp.Set(name, value);
}

void
WorkloadRunner::StopWhenDone(Time notBefore)
{
    m_stopWhenDone = !ArrivalsFirstScheduler::IsChosen();
    if (!m_stopWhenDone)
    {
        LookWhetherDone(notBefore);
    }
}

void
WorkloadRunner::Install(const Workload& workload)
{
    if (!m_results.empty())
    {
        throw std::invalid_argument("a workload runner sends one workload; add the second to the "
                                    "first, or give it a runner of its own");
    }
    if (workload.GetNServers() > m_servers.GetN())
    {
        throw std::invalid_argument("the workload is for " +
                                    std::to_string(workload.GetNServers()) + " servers, and only " +
                                    std::to_string(m_servers.GetN()) +
                                    " are there; give a larger network or a smaller workload");
    }
    std::vector<uint32_t> received(m_servers.GetN(), 0);
    for (const Flow& flow : workload.GetFlows())
    {
        if (flow.start < Simulator::Now())
        {
            throw std::invalid_argument("a flow cannot begin at " + FormatTime(flow.start) +
                                        ", which is past; give a time from " +
                                        FormatTime(Simulator::Now()) +
                                        " on, or make the workload before the run, at time 0");
        }
        FlowResult result;
        result.flow = flow;
        m_results.push_back(result);
        if (++received[flow.destination] > END_PORT - FIRST_PORT)
        {
            throw std::invalid_argument("server " + std::to_string(flow.destination) +
                                        " receives more than " +
                                        std::to_string(END_PORT - FIRST_PORT) +
                                        " flows, one for each port; give a smaller workload");
        }
    }
    m_ends.resize(m_results.size());
    m_segmentSize = GetSegmentSize();
    m_tcp.SetIfUnset("SegmentSize", UintegerValue(m_segmentSize));
    const auto profile = std::make_shared<const TcpProfile>(m_tcp);
    for (uint32_t server = 0; server < m_servers.GetN(); ++server)
    {
        if (!CubePartition::IsElsewhere(m_servers.Get(server)))
        {
            ProfiledTcpSocketFactory::Install(m_servers.Get(server), profile);
        }
    }
    StartDueFlows();
    Time lastStop;
    for (const Flow& flow : workload.GetFlows())
    {
        if (flow.IsConstantRate() && flow.stop < Time::Max())
        {
            lastStop = std::max(lastStop, flow.stop);
        }
    }
    if (lastStop.IsStrictlyPositive())
    {
        m_endOfRateFlows = Simulator::Schedule(lastStop + MilliSeconds(DRAIN_MS) - Simulator::Now(),
                                               &WorkloadRunner::EndRateFlows,
                                               this);
    }
}

uint32_t
WorkloadRunner::GetSegmentSize() const
{
    // An IPv4 header, a TCP header, and the timestamp option, which ns-3 puts into every segment.
    constexpr uint32_t HEADERS = 20 + 20 + 12;
    uint32_t mtu = UINT16_MAX;
    for (uint32_t server = 0; server < m_servers.GetN(); ++server)
    {
        if (CubePartition::IsElsewhere(m_servers.Get(server)))
        {
            continue;
        }
        const Ptr<Ipv4> ip = m_servers.Get(server)->GetObject<Ipv4>();
        const int32_t interface = ip ? ip->GetInterfaceForAddress(m_addresses[server]) : -1;
        if (interface < 0)
        {
            std::ostringstream sentence;
            sentence << "server " << server << " has no IPv4 interface with the address "
                     << m_addresses[server]
                     << "; install a stack and assign the address before the workload";
            throw std::invalid_argument(sentence.str());
        }
        mtu = std::min<uint32_t>(mtu, ip->GetMtu(interface));
    }
    if (mtu <= HEADERS)
    {
        throw std::invalid_argument("an MTU of " + std::to_string(mtu) +
                                    " bytes leaves TCP no payload; give one above " +
                                    std::to_string(HEADERS));
    }
    return mtu - HEADERS;
}

void
WorkloadRunner::StartDueFlows()
{
    for (; m_started < m_results.size(); ++m_started)
    {
        const Time wait = m_results[m_started].flow.start - Simulator::Now();
        if (wait.IsStrictlyPositive())
        {
            m_nextStart = Simulator::Schedule(wait, &WorkloadRunner::StartDueFlows, this);
            return;
        }
        StartFlow(m_started);
    }
}

void
WorkloadRunner::StartFlow(uint32_t index)
{
    const Flow& flow = m_results[index].flow;
    const InetSocketAddress address(m_addresses[flow.destination], m_nextPort[flow.destination]++);
    const std::string protocol = flow.IsConstantRate()
                                     ? "ns3::UdpSocketFactory"
                                     : ProfiledTcpSocketFactory::GetTypeId().GetName();

    Ends& ends = m_ends[index];
    if (IsReceivedHere(flow))
    {
        PacketSinkHelper sink(protocol, address);
        ends.sink = sink.Install(m_servers.Get(flow.destination)).Get(0);
        ends.sink->TraceConnectWithoutContext(
            "Rx",
            MakeBoundCallback(&WorkloadRunner::Received, this, index));
    }

    const Ptr<Node> source = m_servers.Get(flow.source);
    if (CubePartition::IsElsewhere(source))
    {
        return;
    }
    if (flow.IsConstantRate())
    {
        UdpClientHelper client(address);
        client.SetAttribute("PacketSize", UintegerValue(flow.packetSize));
        client.SetAttribute("MaxPackets", UintegerValue(flow.bytes / flow.packetSize));
        client.SetAttribute("Interval", TimeValue(GetTransmissionTime(flow.packetSize, flow.rate)));
        ends.source = client.Install(source).Get(0);
    }
    else
    {
        BulkSendHelper bulk(protocol, address);
        bulk.SetAttribute("MaxBytes", UintegerValue(flow.bytes));
        // Then TCP need neither split nor join what it is given.
        bulk.SetAttribute("SendSize", UintegerValue(m_segmentSize));
        ends.source = bulk.Install(source).Get(0);
        if (flow.stop < Time::Max())
        {
            // An application counts its stop time from when it is made.
            ends.source->SetStopTime(flow.stop - Simulator::Now());
        }
    }
}

void
WorkloadRunner::Received(WorkloadRunner* self,
                         uint32_t index,
                         Ptr<const Packet> packet,
                         const Address& /* from */)
{
    FlowResult& result = self->m_results[index];
    const Time now = Simulator::Now();
    if (result.flow.bytes == 0 && now > result.flow.stop)
    {
        return; // what TCP still had buffered when an endless flow stopped
    }
    if (result.receivedBytes == 0)
    {
        result.firstByte = now;
    }
    result.lastByte = now;
    result.receivedBytes += packet->GetSize();
    if (result.IsCompleted())
    {
        ++self->m_completed;
        // The sink is still reading, so not now.
        Simulator::ScheduleNow(&WorkloadRunner::Release, self, index);
    }
}

void
WorkloadRunner::Release(uint32_t index)
{
    // A listening socket costs its server time with every packet, and an application holds on to
    // its connections for as long as it lives.
    Ends& ends = m_ends[index];
    DynamicCast<PacketSink>(ends.sink)->GetListeningSocket()->Close();
    ends.sink->Dispose();
    if (ends.source) // else it is on another rank, where it stays until the end
    {
        ends.source->Dispose();
    }
    ends = Ends();
    StopIfDone();
}

void
WorkloadRunner::EndRateFlows()
{
    for (const FlowResult& result : m_results)
    {
        m_over +=
            IsReceivedHere(result.flow) && result.flow.IsConstantRate() && !result.IsCompleted();
    }
    StopIfDone();
}

void
WorkloadRunner::StopIfDone() const
{
    if (m_stopWhenDone && m_completed + m_over == m_results.size())
    {
        Simulator::Stop();
    }
}

std::vector<FlowResult>
WorkloadRunner::GetResults() const
{
    std::vector<FlowResult> results = m_results;
    for (FlowResult& result : results)
    {
        result.observedUntil = Simulator::Now();
    }
    return results;
}

} // namespace ns3::camcube
