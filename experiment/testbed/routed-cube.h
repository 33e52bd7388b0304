/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTED_CUBE_H
#define ROUTED_CUBE_H

#include "cube-routing.h"
#include "failure-plan.h"

#include "ns3/random-streams.h"
#include "ns3/torus-helper.h"

namespace ns3::camcube
{

class CubeRecorder;
class StatusLine;

/**
 * \ingroup camcube
 *
 * A cube of an experiment with a routing protocol, and what fails in it. It must live until the
 * simulation has run.
 */
class RoutedCube
{
  public:
    /**
     * \param torus its sides
     * \param protocol keeps its routes
     * \param status says how far the set-up is, and later the simulation
     * \param keepAlive interval of keep-alives, zero for none; nothing for the attribute's default
     */
    RoutedCube(const Torus& torus,
               const ProtocolOption& protocol,
               StatusLine& status,
               std::optional<Time> keepAlive = std::nullopt);

    /** Schedules what a plan says, drawn from the next random stream. */
    FailurePlan::Scheduled Schedule(const FailurePlan& plan);

    /**
     * Has a recorder record from now on, until Settle() has run, or StopRecording().
     * \param recorder null for none
     * \param failures what breaks servers, if not this object; it must outlive the recording
     */
    void RecordTo(CubeRecorder* recorder, const FailureInjector* failures = nullptr);

    /** Ends the recording, if there is one; before the simulation is destroyed. */
    void StopRecording();

    /**
     * Runs the simulation until everything scheduled has happened and routing has settled.
     * \param pause quiet after which it has; zero to derive it
     * \param busy when other things end that are under way
     */
    void Settle(Time pause, Time busy = Time());

    /** \return the time from the last that was scheduled to the last message or change */
    Time GetConvergence() const;

    const Torus& GetTorus() const
    {
        return m_torus.GetTorus();
    }

    /** \return the servers, by number */
    const NodeContainer& GetServers() const
    {
        return m_servers;
    }

    /** \return streams for what else draws */
    RandomStreams& GetStreams()
    {
        return m_streams;
    }

    const CubeRouting& GetRouting() const
    {
        return *m_routing;
    }

    const FailureInjector& GetFailures() const
    {
        return m_failures;
    }

  private:
    StatusLine& m_status;                   //!< shows progress
    RandomStreams m_streams;                //!< of what draws
    TorusHelper m_torus;                    //!< made the cube
    NodeContainer m_servers;                //!< its servers
    std::unique_ptr<CubeRouting> m_routing; //!< its routing
    FailureInjector m_failures;             //!< breaks and mends it
    Time m_last;                            //!< when the last thing happens to it
    CubeRecorder* m_recorder{nullptr};      //!< records it, if anything does
};

} // namespace ns3::camcube

#endif /* ROUTED_CUBE_H */
