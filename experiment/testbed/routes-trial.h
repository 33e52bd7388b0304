/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTES_TRIAL_H
#define ROUTES_TRIAL_H

#include "routed-cube.h"

#include "ns3/process-usage.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <ostream>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Routing alone, under failures: what it costs, and what routes it ends with. It owns a simulation,
 * which is destroyed with it.
 */
class RoutesTrial
{
  public:
    /** What fails in which cube. */
    struct Plan
    {
        Torus torus{8, 8, 8};    //!< the cube
        ProtocolOption protocol; //!< what keeps its routes
        FailurePlan failures;    //!< what fails, and when
        Time keepAlive;          //!< between keep-alives; zero for none
        Time settle;             //!< quiet after which routing has settled; zero to derive it
    };

    /** What a run measured. */
    struct Outcome
    {
        FailurePlan::Scheduled events; //!< what happened
        CubeRouting::Cost cost;        //!< what all servers sent
        uint32_t servers{0};           //!< servers of the cube
        bool settled{false};           //!< whether routing had nothing left to do
        double convergenceUs{0};       //!< from the last event to the last message or change
        SampleSummary stateBytes;      //!< routing state of a server
        double setupSeconds{0};        //!< real time until the simulation began
        double runSeconds{0};          //!< real time of the simulation

        /** \return a part of what was counted for each server */
        double GetPerServer(uint64_t count) const
        {
            return servers > 0 ? static_cast<double>(count) / servers : 0;
        }

        /** \return a part of what was counted for each event, zero if there was none */
        double GetPerEvent(uint64_t count) const
        {
            return events.events > 0 ? static_cast<double>(count) / events.events : 0;
        }
    };

    /**
     * Builds the cube, and plans what fails.
     * \param plan what that is
     * \param status says how far the set-up is, and later the simulation
     * \throws std::invalid_argument for what FailurePlan::Schedule() does not take
     */
    RoutesTrial(const Plan& plan, StatusLine& status);
    ~RoutesTrial();
    RoutesTrial(const RoutesTrial&) = delete;
    RoutesTrial& operator=(const RoutesTrial&) = delete;

    /** Has a recorder record Run(); null for none. */
    void RecordTo(CubeRecorder* recorder)
    {
        m_cube->RecordTo(recorder);
    }

    /** Runs until everything has happened and routing has settled. To be called once. */
    Outcome Run();

    /** Writes which links there are, and their state; as camcube::WriteLinks() does. */
    void WriteLinks(std::ostream& os) const;

    /**
     * Writes where servers would send packets; as camcube::WriteRoutes() does.
     * \param destinations to so many servers, drawn at random; 0 for all
     * \param tell told how many routes of how many are written, for who waits
     */
    void WriteRoutes(std::ostream& os,
                     uint32_t destinations,
                     const std::function<void(uint64_t done, uint64_t all)>& tell);

  private:
    Plan m_plan;                        //!< what fails
    WallClock m_setup;                  //!< since the set-up began
    std::unique_ptr<RoutedCube> m_cube; //!< the cube
    FailurePlan::Scheduled m_events;    //!< what is planned
};

} // namespace ns3::camcube

#endif /* ROUTES_TRIAL_H */
