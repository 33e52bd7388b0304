/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CACHE_TRIAL_H
#define CACHE_TRIAL_H

#include "ns3/cache.h"
#include "ns3/node-container.h"
#include "ns3/random-streams.h"
#include "ns3/sample-summary.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Servers that read and write values in the caches of a cube. First all values are written and each
 * cache fetches its copies; then clients ask at random. It must live until the simulation has run.
 */
class CacheTrial
{
  public:
    /** What is asked. */
    struct Plan
    {
        uint32_t cachesPerAxis{2};           //!< of each key
        std::string choice{"Nearest"};       //!< of the cache to ask
        uint32_t keys{100};                  //!< drawn at random
        uint32_t valueBytes{1000};           //!< of each
        uint32_t clients{16};                //!< servers that ask, or all if these are fewer
        uint32_t requests{20000};            //!< of all clients together, as far as these live
        double rate{10000};                  //!< requests a second of a client, at random times
        double writes{0};                    //!< share of the requests that write, 0 to 1
        Time service;                        //!< mean of a request, exponential; zero for none
        double slowdown{3};                  //!< what half of the servers take longer
        Time fluctuation{MilliSeconds(100)}; //!< after which other servers are slow
    };

    /** What has become of it. */
    struct Outcome
    {
        uint64_t requests{0};          //!< reads and writes that have ended
        uint64_t hits{0};              //!< reads that the server asked had the value of
        uint64_t misses{0};            //!< reads of a value that came from elsewhere
        uint64_t absent{0};            //!< reads without value
        uint64_t writes{0};            //!< that were acknowledged
        uint64_t failed{0};            //!< reads and writes
        uint64_t stale{0};             //!< reads of less than was acknowledged before they began
        uint64_t unended{0};           //!< reads and writes that nobody was told of
        SampleSummary hitHops;         //!< from clients to the caches that had the value
        SampleSummary readUs;          //!< what reads took that did not fail
        SampleSummary writeUs;         //!< what writes took that were acknowledged
        CacheServer::Counters servers; //!< of all servers

        nlohmann::ordered_json ToJson() const;
    };

    /** \return the names of choices */
    static const std::vector<std::string>& GetChoices();

    /**
     * Puts KeyRouting and Cache on servers that have routing, and schedules all requests.
     * \param torus the cube, which must outlive this
     * \param servers all of its servers, by number
     * \param streams give streams to what draws
     * \param plan what is asked
     * \throws std::invalid_argument for values that no frame takes
     */
    CacheTrial(const Torus& torus,
               const NodeContainer& servers,
               RandomStreams& streams,
               const Plan& plan);

    /** \return when the first request is made after all that prepares for it */
    Time GetBegin() const
    {
        return m_begin;
    }

    /** \return when the last request is made */
    Time GetEnd() const
    {
        return m_end;
    }

    /** Runs the simulation until all requests have ended, for 10 s after the last at most. */
    void Run();

    /** \return what has become of the requests */
    Outcome GetOutcome() const;

  private:
    /** One key, and what is known of it. */
    struct Subject
    {
        Key key;                  //!< itself
        uint64_t acknowledged{0}; //!< the newest version of which the writer was told
    };

    Ptr<Cache> At(uint32_t server) const;
    void Warm();
    void Fluctuate();
    void Schedule(const Ptr<UniformRandomVariable>& times);
    void Read(Cache& client, Subject& subject);
    void Write(Cache& client, Subject& subject);
    Ptr<Packet> MakeValue() const;

    const Torus& m_torus;                                  //!< the cube
    NodeContainer m_servers;                               //!< by number
    Plan m_plan;                                           //!< what is asked
    Ptr<UniformRandomVariable> m_random;                   //!< draws requests
    Ptr<UniformRandomVariable> m_slow;                     //!< draws which servers are slow
    std::vector<Ptr<ExponentialRandomVariable>> m_service; //!< by server
    std::vector<Subject> m_subjects;                       //!< the keys
    Time m_begin;                                          //!< of the requests
    Time m_end;                                            //!< likewise
    uint64_t m_made{0};                                    //!< requests so far
    Outcome m_outcome;                                     //!< so far
};

} // namespace ns3::camcube

#endif /* CACHE_TRIAL_H */
