/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RESILIENCE_TRIAL_H
#define RESILIENCE_TRIAL_H

#include "cube-routing.h"

#include "ns3/cube-components.h"
#include "ns3/data-rate.h"
#include "ns3/failure-injector.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/nstime.h"
#include "ns3/packet-statistics.h"
#include "ns3/random-streams.h"
#include "ns3/sample-summary.h"
#include "ns3/torus-helper.h"
#include "ns3/workload.h"

namespace ns3::camcube
{

class StatusLine;

/**
 * \ingroup camcube
 *
 * One cube of which a share of the links or of the servers has failed, and in which more fail one
 * by one while probes go between servers: what does each further failure cost?
 *
 * Probes go in a random circle through each part of the cube that stays connected to the end, so
 * none that is lost was lost for want of a path.
 */
class ResilienceTrial
{
  public:
    /** What fails, and who probes. */
    struct Plan
    {
        ProtocolOption protocol;        //!< what keeps routes
        bool servers{false};            //!< whether servers fail, not links
        double share{0};                //!< what has failed before, 0 to 1
        uint32_t events{20};            //!< further failures, one by one
        Time spacing{MilliSeconds(10)}; //!< from one to the next
        DataRate rate{"10Mbps"};        //!< payload of the probes of a server
        uint32_t packetSize{1000};      //!< payload of a probe in bytes
    };

    /** What came of it. */
    struct Outcome
    {
        uint32_t failed{0};               //!< links or servers that had failed before
        uint32_t liveServers{0};          //!< servers that work then
        double connectedShare{1};         //!< of the pairs of these, connected then
        uint64_t initialMessages{0};      //!< routing messages for all that failed before, at once
        double initialConvergenceUs{0};   //!< time that they took
        SampleSummary messages;           //!< routing messages of each further failure
        SampleSummary convergenceUs;      //!< its time to the last message or change of a route
        PacketStatistics probes;          //!< the probes meanwhile
        MultiHopRouting::Counters losses; //!< those that servers dropped, held or sent elsewhere
        SampleSummary stateBytes;         //!< routing state of a server at the end

        /** \return probes that servers dropped, for whatever reason */
        uint64_t GetDropped() const;

        /**
         * \return probes that are lost, and that no server dropped: they were on a cable or in a
         * network card when it died
         */
        uint64_t GetLostOnLinks() const;
    };

    /**
     * Runs a trial from its beginning to its end in a simulation of its own, which is destroyed
     * afterwards.
     * \param torus the cube
     * \param plan what fails
     * \param status says how far it is
     * \throws std::invalid_argument as the constructor and Run() do
     */
    static Outcome Measure(const Torus& torus, const Plan& plan, StatusLine& status);

    /**
     * \param torus the cube
     * \param plan what fails
     * \throws std::invalid_argument if more would fail than there is
     */
    ResilienceTrial(const Torus& torus, const Plan& plan);
    ~ResilienceTrial();

    /** \return the simulated time that the further failures take */
    Time GetDuration() const;

    /** Breaks the share, and lets routing settle. \param watcher told meanwhile */
    void Prepare(CubeRouting::Watcher watcher);

    /**
     * Breaks the rest, one by one.
     * \return what came of all of it
     * \throws std::invalid_argument if they come faster than routing can repair
     */
    Outcome Run();

  private:
    /** \return the parts of the cube once the first so many have failed */
    CubeComponents GetComponents(std::size_t failed) const;
    /** \return probes from now on */
    Workload MakeProbes(Time duration);
    void FailNext(std::size_t index, Time at);

    Plan m_plan;                    //!< what fails
    RandomStreams m_streams;        //!< of what draws
    TorusHelper m_torus;            //!< the cube
    NodeContainer m_servers;        //!< its servers
    CubeRouting m_routing;          //!< keeps their routes
    FailureInjector m_failures;     //!< breaks them
    FailureInjector::Links m_links; //!< links that fail, in order
    NodeContainer m_dead;           //!< servers that fail, in order
    std::size_t m_before{0};        //!< how many of these fail before the others
    Outcome m_outcome;              //!< so far
};

} // namespace ns3::camcube

#endif /* RESILIENCE_TRIAL_H */
