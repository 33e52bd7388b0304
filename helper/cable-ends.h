/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CABLE_ENDS_H
#define CABLE_ENDS_H

#include "ns3/channel.h"
#include "ns3/node.h"

#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What can be cut and mended: a CamCubeChannel, which tells the ports at both its ends, and any
 * stock channel between two devices that both have an IPv4 interface. A stock device does not
 * notice a cut cable, so there the interfaces at both ends go down and up, which is what routing
 * protocols of ns-3 hear of. What is on such a cable, or in a device's queue, is still
 * transmitted, and dropped by the interface that is down.
 */
class CableEnds
{
  public:
    /** \return whether a channel can be cut; null cannot */
    static bool Has(const Ptr<Channel>& cable);

    /** \return whether a cable is between servers of other processes, and is plugged in there */
    static bool IsElsewhere(const Channel& cable);

    /** \return all cables at a node that can be cut, in the order of its devices */
    static std::vector<Ptr<Channel>> GetCables(const Ptr<Node>& node);

    /**
     * \return the cable at a port of a node: of a server of a cube by name, as PortName() gives it,
     * and of any other node by the number of its device; null if there is none. One between servers
     * of other processes is plugged into nothing.
     * \throws std::invalid_argument for text that names no port
     */
    static Ptr<Channel> GetCable(const Ptr<Node>& node, const std::string& port);

    /** Cut or mend a cable that can be cut. */
    static void SetUp(const Ptr<Channel>& cable, bool isUp);
};

} // namespace ns3::camcube

#endif /* CABLE_ENDS_H */
