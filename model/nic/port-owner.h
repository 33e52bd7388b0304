/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PORT_OWNER_H
#define PORT_OWNER_H

#include "frame.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Who a port reports to: the server's runtime. A port without owner hands its frames to the
 * node's protocol handlers, like any other NetDevice.
 */
class PortOwner
{
  public:
    virtual ~PortOwner() = default;

    /** A frame with the cube's EtherType has come in. */
    virtual void FrameArrived(FramePtr frame, uint8_t port) = 0;

    /** The port's slot is free again, after CamCubeNetDevice::RequestTurn. */
    virtual void SlotFree(uint8_t port) = 0;

    /**
     * One of them is soon to be called: fetches what it will touch into the cache.
     * \param frame the frame that comes in; null before SlotFree
     * \param port the port
     * \param step of EventPrefetcher, from 1 on; fetched in step 0 were the line that this
     * interface lies on and, before SlotFree, the one where the port notes from when on it is free
     * \param time of the call, in time steps
     */
    virtual void Prefetch(const Frame* frame, uint8_t port, uint32_t step, int64_t time) const;

    /** The link has come up or gone down. */
    virtual void LinkChanged(uint8_t port, bool up) = 0;

    /** The link has begun to fall asleep, and takes no frames, or is awake again. */
    virtual void SleepChanged(uint8_t /* port */, bool /* asleep */)
    {
    }
};

} // namespace ns3::camcube

#endif /* PORT_OWNER_H */
