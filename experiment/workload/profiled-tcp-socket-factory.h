/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PROFILED_TCP_SOCKET_FACTORY_H
#define PROFILED_TCP_SOCKET_FACTORY_H

#include "tcp-profile.h"

#include "ns3/node.h"
#include "ns3/socket-factory.h"

#include <memory>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Makes a node's stock TCP sockets as a profile says. Applications are given its TypeId as their
 * Protocol. So no default of the simulation is changed for everyone else.
 */
class ProfiledTcpSocketFactory : public SocketFactory
{
  public:
    static TypeId GetTypeId();

    /**
     * Give a node this factory, or its factory another profile.
     * \throws std::invalid_argument if the node has no TCP
     */
    static void Install(const Ptr<Node>& node, std::shared_ptr<const TcpProfile> profile);

    Ptr<Socket> CreateSocket() override;

  private:
    std::shared_ptr<const TcpProfile> m_profile; //!< sets every socket
};

} // namespace ns3::camcube

#endif /* PROFILED_TCP_SOCKET_FACTORY_H */
