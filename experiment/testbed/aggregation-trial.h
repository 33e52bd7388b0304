/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATION_TRIAL_H
#define AGGREGATION_TRIAL_H

#include "ns3/aggregation.h"
#include "ns3/data-rate.h"
#include "ns3/node-container.h"

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Servers that all have the same keys, and the time until the values of each key are added up at
 * one server, or at each of them for a share of the keys. Where a root has failed, its heir begins
 * the job again. It must live until the simulation has run.
 */
class AggregationTrial
{
  public:
    /** What is aggregated. */
    struct Plan
    {
        bool isAllToAll{false};      //!< whether each server is a root, or server 0 alone
        uint64_t bytes{1000000};     //!< of the records of each server, 16 for each
        bool isSingleTree{false};    //!< whether all records go along one tree
        Time begin{MilliSeconds(1)}; //!< when all jobs begin
    };

    /** What has become of it. */
    struct Outcome
    {
        uint32_t jobs{0};              //!< one for each root
        uint32_t completed{0};         //!< of these
        uint64_t records{0};           //!< that have come out of them
        uint64_t wrong{0};             //!< of these, and those that are missing
        Time time;                     //!< from the begin to the end of the last job
        Aggregation::Counters servers; //!< of all servers

        nlohmann::ordered_json ToJson() const;
    };

    /**
     * Puts KeyRouting and Aggregation on servers that have routing, and schedules all jobs.
     * \param torus the cube, which must outlive this
     * \param servers all of its servers, by number
     * \param plan what is aggregated
     */
    AggregationTrial(const Torus& torus, const NodeContainer& servers, const Plan& plan);

    /** Runs the simulation until all jobs are done, or for so long after their begin. */
    void Run(Time patience);

    Outcome GetOutcome() const;

    /**
     * \return the time that a switch takes for the same, to which each server has one link: what a
     *         root receives of the others at the rate of its link, without headers or delays
     */
    static Time GetSwitchTime(const Plan& plan, uint32_t servers, DataRate rate);

  private:
    /** The results of one root at one server. */
    struct Result
    {
        std::map<uint8_t, uint64_t> next; //!< the key that is due, by tree
        uint64_t records{0};              //!< so far
        uint64_t wrong{0};                //!< of these
    };

    static uint64_t GetValue(uint32_t root, uint32_t place, uint64_t key);
    uint64_t CountKeys() const;
    AggregationJob MakeJob() const;
    void StartAt(uint32_t server);
    void Receive(uint32_t server,
                 uint32_t root,
                 uint8_t tree,
                 const std::vector<AggregationRecord>& records,
                 bool isLast);
    uint64_t GetSum(uint32_t root, uint64_t key) const;

    const Torus& m_torus;                                      //!< the cube
    NodeContainer m_servers;                                   //!< by number
    Plan m_plan;                                               //!< what is aggregated
    std::vector<uint8_t> m_trees;                              //!< that are in use
    std::vector<Registration> m_kept;                          //!< with the servers
    std::map<std::pair<uint32_t, uint32_t>, Result> m_results; //!< by root and server
    std::map<uint32_t, Result> m_done;                         //!< the first that is whole, by root
    Time m_last;                                               //!< when the last of these was
};

} // namespace ns3::camcube

#endif /* AGGREGATION_TRIAL_H */
