/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GATEWAYS_TRIAL_H
#define GATEWAYS_TRIAL_H

#include "routed-cube.h"

#include "ns3/connection-crowd.h"
#include "ns3/gateway-placement.h"
#include "ns3/gateways.h"

#include <memory>
#include <vector>

namespace ns3
{
class Ipv4StaticRouting;
} // namespace ns3

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Clients outside a cube that connect to a virtual address by its gateways, while servers of the
 * address leave and others join, and gateways change. It must live until it has run, once.
 *
 * Clients are on nodes of their own behind one router, which sends what is for the address by one
 * gateway after the other, each for a millisecond.
 */
class GatewaysTrial
{
  public:
    /** What is to happen. */
    struct Plan
    {
        Torus torus{4, 4, 4};
        ProtocolOption protocol;                                   //!< keeps the routes
        FailurePlan failures;                                      //!< what fails meanwhile
        GatewayPlacement::Kind placement{GatewayPlacement::FACES}; //!< of gateways
        uint32_t gateways{6};                                      //!< how many
        uint32_t servers{32};                                      //!< of the address at first
        double change{0.1};               //!< share of these that leave, and as many others join
        uint32_t connections{2000};       //!< of all clients
        uint32_t exchanges{5};            //!< messages on each, and back
        Time pause{MilliSeconds(10)};     //!< between two
        Time duration{MilliSeconds(100)}; //!< in which connections begin, and servers change
    };

    /** What a run measured. */
    struct Outcome
    {
        FailurePlan::Scheduled events;       //!< what has failed
        ConnectionCrowd::Counts connections; //!< as their clients see them
        Gateways::Counters packets;          //!< of all servers
        uint32_t left{0};                    //!< servers that left, as many as joined
        SampleSummary accepted;              //!< connections of each server that ever served
        SampleSummary inward;                //!< packets from outside by each gateway
        uint64_t messages{0};                //!< by which servers told who serves what, answers
    };

    /**
     * Builds the cube.
     * \param plan what is to happen
     * \param status says how far the set-up is, and later the simulation
     * \throws std::invalid_argument for more gateways or servers than the cube can have
     */
    GatewaysTrial(const Plan& plan, StatusLine& status);
    ~GatewaysTrial();
    GatewaysTrial(const GatewaysTrial&) = delete;
    GatewaysTrial& operator=(const GatewaysTrial&) = delete;

    /**
     * Runs it all.
     * \param recorder records it; null for none
     */
    Outcome Run(CubeRecorder* recorder = nullptr);

  private:
    void BuildOutside();
    void ScheduleChanges();
    void RouteBy(uint32_t gateway);
    Gateways& At(uint32_t server) const;

    Plan m_plan;                         //!< what is to happen
    StatusLine& m_status;                //!< shows progress
    std::unique_ptr<RoutedCube> m_cube;  //!< the cube
    Ptr<UniformRandomVariable> m_random; //!< draws servers
    FailurePlan::Scheduled m_events;     //!< what fails
    ConnectionCrowd m_crowd;             //!< the connections
    std::vector<uint32_t> m_gateways;    //!< servers, the last one opened late
    uint32_t m_first{0};                 //!< how many of them are open at first
    std::vector<Ptr<NetDevice>> m_ends;  //!< their devices that lead out
    std::vector<uint32_t> m_served;      //!< servers of the address, those that join late last
    uint32_t m_change{0};                //!< how many leave, and join
    Ptr<Node> m_router;                  //!< outside
    std::vector<uint32_t> m_interfaces;  //!< of the router, to each gateway
    NodeContainer m_clients;             //!< nodes of clients
};

} // namespace ns3::camcube

#endif /* GATEWAYS_TRIAL_H */
