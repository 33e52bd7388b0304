/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_METER_H
#define LINK_METER_H

#include "link-sample.h"

#include "ns3/node-container.h"
#include "ns3/packet.h"
#include "ns3/point-to-point-net-device.h"

#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Counts what stock point-to-point devices send: bytes, with PPP's two, and packets. A packet
 * counts when its transmission begins. Other devices of the nodes are passed over.
 *
 * It must live until the simulation has run.
 */
class LinkMeter
{
  public:
    /** \param nodes all whose devices are counted, servers and switches */
    explicit LinkMeter(const NodeContainer& nodes);
    ~LinkMeter();
    LinkMeter(const LinkMeter&) = delete;
    LinkMeter& operator=(const LinkMeter&) = delete;

    /** Count from 0 again, after warm-up for one. */
    void Reset();

    /**
     * \return one entry a device, by node and device number; called "node/device", with the node's
     *         name if it has one and else its number
     */
    const std::vector<LinkSample>& GetLoads() const
    {
        return m_samples;
    }

  private:
    /** A device begins to send a packet. */
    static void Count(LinkSample* load, Ptr<const Packet> packet);

    std::vector<Ptr<PointToPointNetDevice>> m_devices; //!< counted
    std::vector<LinkSample> m_samples;                 //!< in the same order
};

} // namespace ns3::camcube

#endif /* LINK_METER_H */
