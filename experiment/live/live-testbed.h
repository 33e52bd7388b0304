/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LIVE_TESTBED_H
#define LIVE_TESTBED_H

#include "live-options.h"

#include "ns3/failure-injector.h"
#include "ns3/live-port-helper.h"
#include "ns3/node-container.h"
#include "ns3/torus-helper.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A cube to which hosts may be bound: ports, cables, multi-hop routing, a protocol that keeps its
 * routes, and the services that hosts use. What fails in it is scheduled.
 */
class LiveTestbed
{
  public:
    /** \throws std::invalid_argument for options that cannot be */
    explicit LiveTestbed(const LiveOptions& options);

    const TorusHelper& GetHelper() const
    {
        return m_torus;
    }

    const Torus& GetTorus() const
    {
        return m_torus.GetTorus();
    }

    /** \return the servers, by number */
    const NodeContainer& GetServers() const
    {
        return m_servers;
    }

    /** \return what binds hosts to them */
    const LivePortHelper& GetPorts() const
    {
        return m_ports;
    }

    /** \return what breaks and mends the cube */
    FailureInjector& GetFailures()
    {
        return m_failures;
    }

    /** \return when the last thing of the failure file happens; zero without one */
    Time GetLastFailure() const
    {
        return m_lastFailure;
    }

  private:
    TorusHelper m_torus;        //!< made the cube
    NodeContainer m_servers;    //!< its servers
    LivePortHelper m_ports;     //!< binds hosts to them
    FailureInjector m_failures; //!< breaks and mends the cube
    Time m_lastFailure;         //!< of the file
};

} // namespace ns3::camcube

#endif /* LIVE_TESTBED_H */
