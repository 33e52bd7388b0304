/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CAMCUBE_CHANNEL_H
#define CAMCUBE_CHANNEL_H

#include "frame-fifo.h"

#include "ns3/channel.h"
#include "ns3/event-impl.h"
#include "ns3/nstime.h"

#include <array>

namespace ns3
{

class CamCubeNetDevice;

/**
 * \ingroup camcube
 *
 * A full-duplex cable between two ports. Frames arrive in the order in which they were sent. Of
 * all frames on their way in one direction only the first has an event in the simulator's list,
 * and that event object is used again for the next.
 */
class CamCubeChannel : public Channel
{
  public:
    static TypeId GetTypeId();
    CamCubeChannel();
    ~CamCubeChannel() override;

    /**
     * Plugs a port in; the second one brings the link up.
     * \throws std::logic_error when both ends are taken
     */
    void Attach(Ptr<CamCubeNetDevice> port);

    std::size_t GetNDevices() const override;
    Ptr<NetDevice> GetDevice(std::size_t i) const override;

    /** \return the port at the other end, or null while there is none */
    CamCubeNetDevice* GetPeer(const CamCubeNetDevice* port) const;

    /** \return the propagation delay */
    Time GetDelay() const;

    /**
     * Takes a frame to the other end.
     * \param sender the port that sends
     * \param frame the frame
     * \param sent when its last bit leaves, in time steps
     */
    void Carry(const CamCubeNetDevice* sender, CamCubeFramePtr frame, int64_t sent);

    /** Breaks the cable: the link is down, and what was on the cable is lost. */
    void Cut();

    /** Mends the cable. */
    void Mend();

    /** \return whether the cable carries: it is intact and both its ports are active */
    bool IsUp() const
    {
        return m_up;
    }

    /** Looks at cable and ports again, and tells both ports if the link has changed. */
    void UpdateCarrier();

  protected:
    void DoDispose() override;

  private:
    /** Hands over the first frame of one direction. */
    class Arrival;

    /** One way along the cable. */
    struct Direction
    {
        Ptr<CamCubeNetDevice> receiver; //!< where it ends
        FrameFifo inFlight;             //!< frames on their way, processing time included
        int64_t lastArrival{0};         //!< when the newest of them is handed over, in time steps
        Ptr<Arrival> arrival;           //!< the event for the oldest
    };

    void Schedule(Direction& way, int64_t delay);
    void Arrive(Direction& way);
    void DropInFlight(Direction& way);

    std::array<Direction, 2> m_ways; //!< way i ends at the port that was attached as number i
    Time m_delay;                    //!< propagation delay
    bool m_cut{false};               //!< the cable is broken
    bool m_up{false};                //!< the link carries
};

} // namespace ns3

#endif /* CAMCUBE_CHANNEL_H */
