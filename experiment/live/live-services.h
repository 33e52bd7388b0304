/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LIVE_SERVICES_H
#define LIVE_SERVICES_H

#include "ns3/group-multicast.h"
#include "ns3/naming.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/service-helper.h"

namespace ns3::camcube
{

class LivePort;

/**
 * \ingroup camcube
 *
 * The services of a cube that hosts use: naming, groups and keys; the same whether all servers are
 * simulated or each is a process of its own.
 */
class LiveServices
{
  public:
    /**
     * Has them wait for processes and kernels, instead of simulated servers.
     * \param interval from one keep-alive of neighbours to the next
     */
    void SetKeepAlive(Time interval);

    /** Has them take part in a cube that others have begun, and learn from those what it keeps. */
    void SetReturning();

    /**
     * \param servers those of this process, with multi-hop routing and a protocol
     * \throws std::invalid_argument if frames are too short for messages
     */
    void Install(const NodeContainer& servers) const;

    /**
     * Lets the programs of a host use them.
     * \param port of the host
     * \param server the host's
     */
    static void Bind(const Ptr<LivePort>& port, const Ptr<Node>& server);

  private:
    ServiceHelper<Naming> m_naming;            //!< installs naming
    ServiceHelper<GroupMulticast> m_multicast; //!< installs groups
};

} // namespace ns3::camcube

#endif /* LIVE_SERVICES_H */
