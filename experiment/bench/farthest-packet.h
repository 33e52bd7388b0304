/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FARTHEST_PACKET_H
#define FARTHEST_PACKET_H

#include "measured-run.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Builds a cube with the routing service on every server, and sends one packet from server 0 to the
 * server farthest from it.
 *
 * \param k servers along each axis
 * \return MeasureRun(), and delivered_packets
 */
Measured MeasureFarthestPacket(uint32_t k);

} // namespace ns3::camcube

#endif /* FARTHEST_PACKET_H */
