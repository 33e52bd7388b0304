/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SENT_FRAMES_H
#define SENT_FRAMES_H

#include "ns3/node-container.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * \param servers servers of a torus
 * \return the frames that all their ports have sent until now, each hop counted
 */
uint64_t CountSentFrames(const NodeContainer& servers);

} // namespace ns3::camcube

#endif // SENT_FRAMES_H
