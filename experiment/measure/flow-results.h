/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_RESULTS_H
#define FLOW_RESULTS_H

#include "flow-result.h"
#include "packet-statistics.h"

#include <nlohmann/json_fwd.hpp>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The flows of one run, with what was measured of its packets and links: as JSON, as a table in
 * CSV, and as lines for people. doc/workloads.rst defines every key and column. Equal results give
 * equal bytes.
 */
class FlowResults
{
  public:
    /** \param flows what became of each flow */
    explicit FlowResults(std::vector<FlowResult> flows);

    /** Add what was measured of packets. */
    void SetPackets(const PacketStatistics& packets);

    /** Add the busy share of each link, of 0 to 1; see SummarizeUtilization(). */
    void SetLinkUtilization(const SampleSummary& utilization);

    const std::vector<FlowResult>& GetFlows() const
    {
        return m_flows;
    }

    uint64_t GetNCompleted() const;

    /** \return the completion times of TCP flows, in microseconds */
    SampleSummary GetCompletionTimes() const;

    /** \return the goodput of each flow, in Mbit/s */
    SampleSummary GetFlowGoodputs() const;

    /**
     * \return payload received by all servers in Mbit/s, over the time from the start of the first
     *         flow until every flow had finished: completed, stopped, or been observed to the end
     */
    double GetGoodputMbps() const;

    /** \return the summary, with units in the names of keys */
    nlohmann::ordered_json ToJson() const;

    /** Write one line a flow under a line of column names. */
    void WriteCsv(std::ostream& os) const;

    /**
     * Write the same into a file.
     * \throws OutputError if it cannot be written
     */
    void SaveCsv(const std::string& path) const;

    /** Write the summary for people, a quantity a line. */
    void Print(std::ostream& os) const;

  private:
    std::vector<FlowResult> m_flows; //!< in the order of the workload
    PacketStatistics m_packets;      //!< all 0 if none were measured
    SampleSummary m_linkUtilization; //!< empty if none was measured
};

} // namespace ns3::camcube

#endif /* FLOW_RESULTS_H */
