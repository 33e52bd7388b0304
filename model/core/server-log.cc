/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "server-log.h"

namespace ns3::camcube
{

// So that NS_LOG=camcube::DistanceVector=level_info is taken; see the header.
NS_LOG_COMPONENT_DEFINE("camcube");

} // namespace ns3::camcube
