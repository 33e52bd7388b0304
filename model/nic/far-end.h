/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAR_END_H
#define FAR_END_H

#include "port-owner.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What carries frames to the other end of a cable if the port there is in another process. In this
 * one a stand-in for it is plugged in, so that cable and port are as any others; its owner is this.
 */
class FarEnd : public PortOwner
{
  public:
    /**
     * A frame is being sent.
     * \param frame the frame
     * \param arrival when it is to be handed up there, in time steps, not before the one before it
     */
    virtual void Carry(FramePtr frame, int64_t arrival) = 0;
};

} // namespace ns3::camcube

#endif /* FAR_END_H */
