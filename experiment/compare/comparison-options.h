/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COMPARISON_OPTIONS_H
#define COMPARISON_OPTIONS_H

#include "sweep-values.h"

#include "ns3/nstime.h"
#include "ns3/testbed.h"
#include "ns3/workload-options.h"

#include <string>
#include <vector>

namespace ns3::camcube
{

class Experiment;

/** \ingroup camcube \brief What a comparison of topologies can be asked for. */
struct ComparisonOptions
{
    std::string topologies{"all"};   //!< which, joined by commas, or all
    WorkloadOptions workloadOptions; //!< the workload
    TestbedOptions testbed;          //!< the networks
    Time deadline{Seconds(1)};       //!< when a simulation ends at the latest
    std::string loads{"auto"};       //!< further loads, as SweepValues reads them
    std::string incast{"auto"};      //!< incast from so many senders, likewise
    std::string chains{"auto"};      //!< service chains across so many servers, likewise
    std::string failures{"auto"};    //!< failed shares, likewise
    std::string failing{"links"};    //!< what fails
    DataRate chainRate{"20Mbps"};    //!< payload of one chain a second
    uint32_t gateways{0};            //!< where chains enter and leave; 0: one in eight
    std::string report;              //!< folder for a report, or nothing

    /** Adds an option of the program for each. This object must outlive it. */
    void AddTo(Experiment& experiment);

    /** \return the topologies chosen */
    std::vector<std::string> GetTopologies() const;

    /** \return the shares of the line rate to offer for the curve of effective load */
    std::vector<double> GetLoads() const;

    /**
     * \return the numbers of senders for the curve of incast
     * \throws std::invalid_argument if there are fewer servers than that
     */
    std::vector<double> GetIncast() const;

    /** \throws std::invalid_argument if the torus's protocol, or an attribute of one, has no effect
     */
    void CheckProtocol(const Experiment& experiment) const;

    /** \return the numbers of servers that service chains cross, for their curve */
    std::vector<double> GetChains() const;

    /** \return the shares that fail for the curve of TCP throughput */
    std::vector<double> GetFailedShares() const;

    /** \return how many servers are gateways of service chains */
    uint32_t GetGateways() const;

  private:
    void AddWorkloadTo(Experiment& experiment);
    void AddSweepsTo(Experiment& experiment);
    void AddNetworksTo(Experiment& experiment);
    void AddConditionsTo(Experiment& experiment) const;
};

} // namespace ns3::camcube

#endif /* COMPARISON_OPTIONS_H */
