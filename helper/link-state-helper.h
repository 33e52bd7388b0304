/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_STATE_HELPER_H
#define LINK_STATE_HELPER_H

#include "routing-protocol-helper.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Puts routing by link state on the servers of a cube, as DistanceVectorHelper does its protocol.
 */
class LinkStateHelper : public RoutingProtocolHelper
{
  public:
    LinkStateHelper()
        : RoutingProtocolHelper("ns3::camcube::LinkState")
    {
    }
};

} // namespace ns3::camcube

#endif /* LINK_STATE_HELPER_H */
