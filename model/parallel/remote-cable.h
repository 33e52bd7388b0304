/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REMOTE_CABLE_H
#define REMOTE_CABLE_H

#include "ns3/camcube-net-device.h"
#include "ns3/far-end.h"

#include <cstdint>
#include <vector>

namespace ns3::camcube
{

class RankLink;

/**
 * \ingroup camcube
 *
 * What lies between a port and the stand-in for a port of another rank: frames to that rank leave
 * here, and frames from there come in.
 *
 * Both ranks cut the cable at the same time, but a frame that was lost by that may come in here
 * after it. So a frame bears how often the link had gone down when it was sent, and this end keeps
 * when it did.
 */
class RemoteCable : public FarEnd
{
  public:
    /**
     * \param port a port here
     * \param standIn for the port at the other end of its cable
     * \param number of the port that it stands for
     * \param link leads to the rank of that port
     */
    RemoteCable(Ptr<CamCubeNetDevice> port,
                Ptr<CamCubeNetDevice> standIn,
                uint8_t number,
                RankLink& link);
    ~RemoteCable() override;

    /**
     * \param frameBytes the size of a frame
     * \return the time from the sending of its first bit to its arrival, in time steps
     */
    int64_t GetLatency(uint32_t frameBytes) const;

    /**
     * A frame has come in.
     * \param frame the frame
     * \param arrival when it is to be handed up, in time steps
     * \param losses how often the link had gone down when it was sent
     */
    void Receive(FramePtr frame, int64_t arrival, uint32_t losses);

    // FarEnd
    void Carry(FramePtr frame, int64_t arrival) override;
    void FrameArrived(FramePtr frame, uint8_t port) override;
    void SlotFree(uint8_t port) override;
    void LinkChanged(uint8_t port, bool up) override;

  private:
    Ptr<CamCubeNetDevice> m_port;    //!< the port here
    Ptr<CamCubeNetDevice> m_standIn; //!< for the other one
    RankLink& m_link;                //!< to its rank
    uint32_t m_node;                 //!< the id of its server
    uint8_t m_number;                //!< its number there
    std::vector<int64_t> m_safe;     //!< for each loss of the link, the last arrival that it spared
};

} // namespace ns3::camcube

#endif /* REMOTE_CABLE_H */
