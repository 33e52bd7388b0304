/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BOOTSTRAP_TRIAL_H
#define BOOTSTRAP_TRIAL_H

#include "wiring-faults.h"

#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/random-streams.h"
#include "ns3/torus-helper.h"

#include <functional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A cube whose servers do not know where they are, and that may be wired wrongly, with Bootstrap on
 * all of them. It must live until the simulation has run.
 */
class BootstrapTrial
{
  public:
    /** A cube whose servers have found out all they can is quiet long before. */
    static constexpr int64_t LIMIT_MS = 1000;

    /**
     * \param faults what is wrong with its cables
     * \param streams give streams to what draws
     * \param install installs more on the servers, before Bootstrap
     */
    BootstrapTrial(const Torus& torus,
                   const WiringFaults& faults,
                   RandomStreams& streams,
                   const std::function<void(const NodeContainer&)>& install = nullptr);

    BootstrapTrial(const BootstrapTrial&) = delete;
    BootstrapTrial& operator=(const BootstrapTrial&) = delete;

    /** Runs the simulation until nothing happens any more, for LIMIT_MS at most. */
    void Run();

    /** \return when the last server was identified */
    Time GetLast() const
    {
        return m_last;
    }

    /** \return how many servers are identified */
    uint32_t GetNIdentified() const
    {
        return m_identified;
    }

    /** \return the servers, by number */
    const NodeContainer& GetServers() const
    {
        return m_servers;
    }

    /** \return what made the cube */
    const TorusHelper& GetHelper() const
    {
        return m_torus;
    }

    /** \return what is wrong */
    const WiringFaults& GetFaults() const
    {
        return m_faults;
    }

  private:
    void Identified(const TorusCoordinate& here);

    WiringFaults m_faults;    //!< what is wrong
    TorusHelper m_torus;      //!< made the cube
    NodeContainer m_servers;  //!< its servers
    uint32_t m_identified{0}; //!< of these
    Time m_last;              //!< when the last one was identified
};

} // namespace ns3::camcube

#endif /* BOOTSTRAP_TRIAL_H */
