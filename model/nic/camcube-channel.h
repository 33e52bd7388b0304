/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CAMCUBE_CHANNEL_H
#define CAMCUBE_CHANNEL_H

#include "ns3/channel.h"
#include "ns3/nstime.h"

#include <array>

namespace ns3::camcube
{

class CamCubeNetDevice;
class LinkPower;

/**
 * \ingroup camcube
 *
 * A full-duplex cable between two ports. Frames arrive in the order in which they were sent. The
 * cable joins the ports and says whether they hear each other; a port sends straight to the
 * PortReceiver of the other, so that no frame on its way touches the cable.
 */
class CamCubeChannel : public Channel
{
  public:
    static TypeId GetTypeId();
    /**
     * Plugs a port in; the second one brings the link up.
     * \throws std::logic_error when both ends are taken
     */
    void Attach(Ptr<CamCubeNetDevice> port);

    std::size_t GetNDevices() const override;
    Ptr<NetDevice> GetDevice(std::size_t i) const override;

    /** \return the port at the other end, or null while there is none */
    CamCubeNetDevice* GetPeer(const CamCubeNetDevice* port) const;

    /** \param delay the propagation delay of frames sent from now on */
    void SetDelay(Time delay);

    /** \return the propagation delay */
    Time GetDelay() const;

    /** Looks again how long frames take from either port to the other. */
    void UpdateDelay();

    /** Breaks the cable: the link is down, and what was on the cable is lost. */
    void Cut();

    /** Mends the cable. */
    void Mend();

    /** \return whether the cable carries: it is intact and both its ports are active */
    bool IsUp() const
    {
        return m_up;
    }

    /** \param power the link's power state, which is told of the carrier; null for none */
    void SetPower(LinkPower* power)
    {
        m_power = power;
    }

    /** \return the link's power state, null if nobody keeps one */
    LinkPower* GetPower() const
    {
        return m_power;
    }

    /** Looks at cable and ports again, and tells both ports if the link has changed. */
    void UpdateCarrier();

  protected:
    void DoDispose() override;

  private:
    bool ShouldBeUp() const;

    std::array<Ptr<CamCubeNetDevice>, 2> m_ports; //!< the ends, null until attached
    Time m_delay;                                 //!< propagation delay
    LinkPower* m_power{nullptr};                  //!< the power state, if one is kept
    bool m_cut{false};                            //!< the cable is broken
    bool m_up{false};                             //!< the link carries
    bool m_telling{false};                        //!< the ports are being told of a change
};

} // namespace ns3::camcube

#endif /* CAMCUBE_CHANNEL_H */
