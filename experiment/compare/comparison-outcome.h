/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COMPARISON_OUTCOME_H
#define COMPARISON_OUTCOME_H

#include "ns3/flow-results.h"
#include "ns3/nstime.h"
#include "ns3/packet-statistics.h"
#include "ns3/sample-summary.h"
#include "ns3/testbed.h"

#include <limits>
#include <nlohmann/json_fwd.hpp>
#include <ostream>
#include <string>

namespace ns3::camcube
{

/** \ingroup camcube \brief What one topology showed under one workload. */
struct ComparisonOutcome
{
    std::string topology;         //!< its name
    Testbed::Inventory inventory; //!< what it is made of
    FlowResults flows{{}};        //!< what became of the workload
    PacketStatistics packets;     //!< and of its packets
    Time window;                  //!< from the start; utilization and goodput are over this time
    SampleSummary utilization;    //!< busy share of each link, each way
    double goodputMbps{0};        //!< payload received by all servers
    double cableWatts{0};         //!< mean power of all cables with their ports
    double simulatedMs{0};        //!< simulated time until all was done
    double setupSeconds{0};       //!< real time to build it
    double runSeconds{0};         //!< real time of the simulation
    double memoryMib{0};          //!< memory held at its end

    /** \return what cables use for a bit of goodput; not-a-number if there was none */
    double GetNanojoulesPerBit() const
    {
        return goodputMbps > 0 ? 1e3 * cableWatts / goodputMbps
                               : std::numeric_limits<double>::quiet_NaN();
    }

    /** \return all of it; doc/experiments.rst defines the keys */
    nlohmann::ordered_json ToJson() const;
};

/**
 * Writes three tables for people: what the topologies are made of, their flows, their packets.
 * \param outcomes a list of what ToJson() returns
 */
void PrintOutcomes(const nlohmann::ordered_json& outcomes, std::ostream& os);

} // namespace ns3::camcube

#endif /* COMPARISON_OUTCOME_H */
