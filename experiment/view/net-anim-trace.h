/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NET_ANIM_TRACE_H
#define NET_ANIM_TRACE_H

#include "ns3/torus.h"

#include <ostream>

/**
 * \file
 * \ingroup camcube
 *
 * A trace that NetAnim plays, as ns-3's AnimationInterface writes one for its own devices, of which
 * the ports of a cube are none.
 */

namespace ns3::camcube
{

class CubeRecorder;

/**
 * \ingroup camcube
 *
 * Writes servers, cables, what each cable carries in each direction and which has failed, and the
 * frames on their way. The servers of a column along z stand one behind the other.
 *
 * \param os where to
 * \param torus the geometry
 * \param recorder has recorded it, with RecordFrames()
 */
void WriteNetAnimTrace(std::ostream& os, const Torus& torus, const CubeRecorder& recorder);

} // namespace ns3::camcube

#endif /* NET_ANIM_TRACE_H */
