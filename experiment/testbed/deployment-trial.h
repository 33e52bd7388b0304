/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DEPLOYMENT_TRIAL_H
#define DEPLOYMENT_TRIAL_H

#include "routed-cube.h"

#include "ns3/deployment.h"
#include "ns3/sample-summary.h"
#include "ns3/worked-service.h"

#include <cstdint>
#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A cube in which a service is rolled out in a region, is upgraded there under load, and another is
 * summoned by packets. It must live until it has run, once.
 */
class DeploymentTrial
{
  public:
    /** What is to happen. */
    struct Plan
    {
        Torus torus{8, 8, 8};
        ProtocolOption protocol; //!< keeps the routes
        TorusRegion region;      //!< where the service is to run
        Time startUp;            //!< of all images
        Time work;               //!< that the service works on a request
        Time interval;           //!< between two requests
        FailurePlan failures;    //!< what fails, before all that
    };

    /** What a roll-out came to, seen from outside. */
    struct RollOut
    {
        uint32_t servers{0};   //!< live servers of the region that the giver can reach
        uint32_t running{0};   //!< of these, servers that run the version
        uint32_t outside{0};   //!< other servers that run it
        SampleSummary startUs; //!< from the order to the start on each
    };

    /** What a packet for a service came to that was not there. */
    struct Summons
    {
        uint32_t hops{0}; //!< to the server
        double coldUs{0}; //!< until the packet was served
        double warmUs{0}; //!< the same for the next packet
    };

    /** What a run measured. */
    struct Outcome
    {
        FailurePlan::Scheduled events;       //!< what has failed
        RollOut first;                       //!< of version 1
        RollOut second;                      //!< of version 2, under load
        DeploymentCounters counters;         //!< of all servers
        uint64_t sent{0};                    //!< requests
        std::map<uint16_t, uint64_t> served; //!< requests by version
        uint64_t twice{0};                   //!< requests served more than once
        SampleSummary servedUs;              //!< from sending a request until it was served
        std::vector<Summons> summons;        //!< by hops
        uint64_t quietFrames{0}; //!< frames on all links in a second without anything to do

        /** \return requests that a version has served */
        uint64_t GetServed(uint16_t version) const
        {
            const auto found = served.find(version);
            return found != served.end() ? found->second : 0;
        }

        /** \return requests that nobody has served */
        uint64_t GetLost() const
        {
            return sent + twice - GetServed(1) - GetServed(2);
        }
    };

    /**
     * Builds the cube.
     * \param status says how far the set-up is, and later the simulation
     */
    DeploymentTrial(const Plan& plan, StatusLine& status);
    ~DeploymentTrial();
    DeploymentTrial(const DeploymentTrial&) = delete;
    DeploymentTrial& operator=(const DeploymentTrial&) = delete;

    /**
     * Runs it all.
     * \param recorder records all but the quiet second at the end; null for none
     */
    Outcome Run(CubeRecorder* recorder = nullptr);

    /** Writes time_us,server,service,version,event, a line for each start and end. */
    void WriteEvents(std::ostream& os) const;

  private:
    static constexpr uint16_t WORK = 4242;   //!< number of the service that is rolled out
    static constexpr uint16_t SUMMON = 4243; //!< of that which is summoned

    /** A version of a service has been deployed or withdrawn. */
    struct Event
    {
        Time at;
        uint32_t server;
        std::string name;
        uint16_t version;
        bool isStart;
    };

    void Install();
    static void NoteEvent(DeploymentTrial* trial,
                          uint32_t server,
                          bool isStart,
                          const std::string& name,
                          uint16_t version);
    void FindServers();
    uint32_t DrawServer(const std::vector<uint32_t>& among);
    void Give(uint16_t version);
    RollOut Survey(uint16_t version) const;
    void SendRequest(uint32_t from, uint32_t to, uint16_t number);
    void SendRequests(Time until);
    void Summon();
    void Served(const WorkedService& service, uint32_t id);
    void RunUntil(Time at);
    DeploymentCounters Sum() const;
    Deployment& At(uint32_t server) const;

    Plan m_plan;                         //!< what is to happen
    StatusLine& m_status;                //!< shows progress
    std::unique_ptr<RoutedCube> m_cube;  //!< the cube
    Ptr<UniformRandomVariable> m_random; //!< draws servers
    std::vector<uint32_t> m_live;        //!< servers that work
    std::vector<uint32_t> m_targets;     //!< of these, those of the region
    uint32_t m_giver{0};                 //!< where orders are given
    Time m_given;                        //!< when the last was
    std::vector<Event> m_events;         //!< in order
    std::vector<Time> m_sentAt;          //!< by request
    std::vector<uint32_t> m_servedTimes; //!< by request
    Outcome m_outcome;                   //!< so far
    double m_lastUs{0};                  //!< of the last request that was served
};

} // namespace ns3::camcube

#endif /* DEPLOYMENT_TRIAL_H */
