/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "flow-results.h"

#include "flow-size-bin.h"

#include "ns3/atomic-file.h"

#include <algorithm>
#include <iomanip>
#include <locale>
#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

namespace ns3::camcube
{

namespace
{

/** \return part of a whole, or 0 of none */
double
Share(uint64_t part, uint64_t whole)
{
    return whole > 0 ? static_cast<double>(part) / whole : 0;
}

} // namespace

FlowResults::FlowResults(std::vector<FlowResult> flows)
    : m_flows(std::move(flows))
{
}

void
FlowResults::SetPackets(const PacketStatistics& packets)
{
    m_packets = packets;
}

void
FlowResults::SetLinkUtilization(const SampleSummary& utilization)
{
    m_linkUtilization = utilization;
}

uint64_t
FlowResults::GetNCompleted() const
{
    return std::count_if(m_flows.begin(), m_flows.end(), [](const FlowResult& result) {
        return result.IsCompleted();
    });
}

SampleSummary
FlowResults::GetCompletionTimes() const
{
    SampleSummary times;
    for (const FlowResult& result : m_flows)
    {
        if (result.HasCompletionTime())
        {
            times.Add(result.GetCompletionTime().ToDouble(Time::US));
        }
    }
    return times;
}

SampleSummary
FlowResults::GetFlowGoodputs() const
{
    SampleSummary goodputs;
    for (const FlowResult& result : m_flows)
    {
        goodputs.Add(result.GetGoodputMbps());
    }
    return goodputs;
}

double
FlowResults::GetGoodputMbps() const
{
    uint64_t bytes = 0;
    Time first = Time::Max();
    Time last;
    for (const FlowResult& result : m_flows)
    {
        bytes += result.receivedBytes;
        first = std::min(first, result.flow.start);
        last = std::max(last, result.flow.start + result.GetActiveTime());
    }
    return last > first ? bytes * 8e-6 / (last - first).GetSeconds() : 0;
}

nlohmann::ordered_json
FlowResults::ToJson() const
{
    uint64_t offered = 0;
    uint64_t received = 0;
    for (const FlowResult& result : m_flows)
    {
        offered += result.flow.bytes;
        received += result.receivedBytes;
    }
    nlohmann::ordered_json json{
        {"flows", m_flows.size()},
        {"flows_completed", GetNCompleted()},
        {"offered_bytes", offered},
        {"received_bytes", received},
        {"fct_us", GetCompletionTimes().ToJson()},
        {"goodput_mbps", GetGoodputMbps()},
        {"flow_goodput_mbps", GetFlowGoodputs().ToJson()},
        {"fct_by_size", nlohmann::ordered_json::array()},
    };
    for (const FlowSizeBin& bin : FlowSizeBin::Sort(m_flows))
    {
        json["fct_by_size"].push_back(bin.ToJson());
    }
    if (m_packets.sent > 0)
    {
        json["offered_packets"] = m_packets.sent;
        json["delivered_packets"] = m_packets.received;
        json["lost_packets"] = m_packets.GetLost();
        json["loss"] = Share(m_packets.GetLost(), m_packets.sent);
        json["reordered_packets"] = m_packets.reordered;
        json["reordering"] = Share(m_packets.reordered, m_packets.received);
        json["latency_us"] = m_packets.latencyUs.ToJson();
        json["hops"] = m_packets.hops.ToJson();
    }
    if (m_linkUtilization.GetCount() > 0)
    {
        json["link_utilization"] = m_linkUtilization.ToJson();
    }
    return json;
}

void
FlowResults::WriteCsv(std::ostream& os) const
{
    std::ostringstream table;
    table.imbue(std::locale::classic());
    table << std::fixed << std::setprecision(3)
          << "source,destination,start_us,bytes,received_bytes,completed,fct_us,goodput_mbps\n";
    for (const FlowResult& result : m_flows)
    {
        const Flow& flow = result.flow;
        table << flow.source << ',' << flow.destination << ',' << flow.start.ToDouble(Time::US)
              << ',' << flow.bytes << ',' << result.receivedBytes << ',' << result.IsCompleted()
              << ',';
        if (result.HasCompletionTime())
        {
            table << result.GetCompletionTime().ToDouble(Time::US);
        }
        table << ',' << result.GetGoodputMbps() << '\n';
    }
    os << table.str();
}

void
FlowResults::SaveCsv(const std::string& path) const
{
    AtomicFile::Write(path, [this](std::ostream& os) { WriteCsv(os); });
}

void
FlowResults::Print(std::ostream& os) const
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(1);
    text << GetNCompleted() << " of " << m_flows.size() << " flows completed, " << GetGoodputMbps()
         << " Mbit/s of goodput in all\n";
    if (m_packets.sent > 0)
    {
        text << m_packets.GetLost() << " of " << m_packets.sent << " packets lost, "
             << m_packets.reordered << " reordered\n";
    }
    text << std::setw(36) << "mean" << std::setw(12) << "p50" << std::setw(12) << "p99"
         << std::setw(12) << "max" << '\n';
    const auto row = [&text](const char* name, const SampleSummary& s, double scale) {
        if (s.GetCount() == 0)
        {
            return;
        }
        text << std::left << std::setw(24) << name << std::right;
        for (double value : {s.GetMean(), s.GetQuantile(0.5), s.GetQuantile(0.99), s.GetMax()})
        {
            text << std::setw(12) << value * scale;
        }
        text << '\n';
    };
    row("completion time (us)", GetCompletionTimes(), 1);
    row("flow goodput (Mbit/s)", GetFlowGoodputs(), 1);
    row("packet latency (us)", m_packets.latencyUs, 1);
    row("hops", m_packets.hops, 1);
    row("link utilization (%)", m_linkUtilization, 100);
    os << text.str();
}

} // namespace ns3::camcube
