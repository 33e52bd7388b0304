/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LOAD_INFORMATION_TRIAL_H
#define LOAD_INFORMATION_TRIAL_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/sample-summary.h"

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace ns3::camcube
{

class StatusLine;

/**
 * \ingroup camcube
 *
 * How old is what servers know of each other's load, and what does it cost? Each way of
 * LoadInformation on all servers of a torus, beside the same constant-rate flows, one from each
 * server to another. Ages are true ones: when a load was measured is noted where that was.
 */
class LoadInformationTrial
{
  public:
    /** What is simulated. */
    struct Plan
    {
        uint32_t k{4};              //!< servers along each axis
        DataRate rate{"20Mbps"};    //!< of each flow
        uint32_t packetBytes{1000}; //!< of its packets, behind the Ethernet header
    };

    /** What one way showed at one period. */
    struct Outcome
    {
        std::string way;       //!< one of GetWays()
        Time period;           //!< attribute Period
        SampleSummary ageUs;   //!< of what servers know of others
        double unknown{0};     //!< share of what they do not know at all
        double extraBytes{0};  //!< on links, beyond those of the flows, a second and server
        double extraFrames{0}; //!< the same in frames
    };

    /** \return "polling", "gossip", "convergecast", "piggyback" */
    static const std::vector<std::string>& GetWays();

    /** \throws std::invalid_argument for packets that are all headers */
    explicit LoadInformationTrial(const Plan& plan);

    /**
     * Runs it in a simulation of its own, which is destroyed afterwards; and one with the flows
     * alone, the first time that there is such a period.
     * \param way one of GetWays()
     * \param period how often servers tell or ask; a warm-up of 20 such is not measured, 10 are
     * \param status says how far it is
     * \throws std::invalid_argument for another way, or a period of 0 or below
     */
    Outcome Run(const std::string& way, Time period, StatusLine& status);

  private:
    /** What is on all links in the measured time. */
    struct Traffic
    {
        uint64_t bytes{0};  //!< Ethernet headers included
        uint64_t frames{0}; //!< in which they are
    };

    Traffic Simulate(Outcome& outcome, StatusLine& status) const;

    Plan m_plan;                    //!< what is simulated
    std::map<Time, Traffic> m_bare; //!< of the flows alone, by period
};

/** \ingroup camcube \return the results of camcube-load-information */
nlohmann::ordered_json ToJson(const std::vector<LoadInformationTrial::Outcome>& outcomes);

} // namespace ns3::camcube

#endif /* LOAD_INFORMATION_TRIAL_H */
