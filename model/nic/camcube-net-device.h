/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CAMCUBE_NET_DEVICE_H
#define CAMCUBE_NET_DEVICE_H

#include "camcube-channel.h"
#include "camcube-frame.h"
#include "camcube-net-device-base.h"
#include "link-counters.h"
#include "port-owner.h"
#include "port-traces.h"

#include "ns3/data-rate.h"
#include "ns3/error-model.h"
#include "ns3/nstime.h"

#include <memory>

namespace ns3
{

class NetDeviceQueueInterface;

/**
 * \ingroup camcube
 *
 * One port of a server's NIC: full duplex, with one frame slot for sending and no queue.
 *
 * A frame that finds the slot free is on its way at once. While it is being sent the slot is
 * taken; whoever waits calls RequestTurn() and is told when it is free. No simulator event marks
 * the end of a transmission that nobody waits for.
 *
 * A hop takes transmission time (frame and line overhead at the data rate), the cable's
 * propagation delay, and the receiving port's processing delay. Processing is pipelined: it delays
 * frames and does not limit how many a second pass.
 */
class CamCubeNetDevice : public CamCubeNetDeviceBase
{
  public:
    static TypeId GetTypeId();
    CamCubeNetDevice();
    ~CamCubeNetDevice() override;

    /**
     * \param owner who is told of frames and of the slot; not owned, null to have none
     * \param port this port's number at its owner
     */
    void SetOwner(PortOwner* owner, uint8_t port);

    /** \return the port's number at its owner */
    uint8_t GetPort() const
    {
        return m_port;
    }

    /** Plugs a cable in. */
    void Attach(Ptr<CamCubeChannel> cable);

    /**
     * \param now the current time, in time steps
     * \return whether a frame would be taken now
     */
    bool IsFree(int64_t now) const
    {
        return m_up && !m_turnRequested && m_busyUntil <= now;
    }

    /**
     * Sends a frame if the slot is free and the link is up: an atomic test and insert.
     * \param frame taken, and then null, if the return value is true
     * \return false if the frame is still the caller's. A frame that exceeds the MTU is taken,
     *         counted and dropped.
     */
    bool Transmit(CamCubeFramePtr& frame);

    /** Asks for PortOwner::SlotFree once the slot is free. Asking twice is asking once. */
    void RequestTurn();

    /** A frame comes in from the cable. */
    void Receive(CamCubeFramePtr frame);

    /** Takes bytes for a frame, as from a real cable or another simulator. */
    void ReceiveBytes(Ptr<const Packet> wire);

    /** The cable tells that the link came up or went down. */
    void CarrierChanged(bool up);

    /** The cable tells that a frame on its way to this port is lost with the link. */
    void LostOnCable(CamCubeFramePtr frame);

    /** Switches the port on or off; a link is up while both its ports are on. */
    void SetActive(bool active);

    bool IsActive() const
    {
        return m_active;
    }

    /** \throws std::invalid_argument for a rate of zero */
    void SetDataRate(DataRate rate);
    DataRate GetDataRate() const;

    /** \return time from the first to the last bit of a frame, with line overhead, in time steps */
    int64_t GetTransmissionTime(uint32_t frameBytes) const;

    Time GetProcessingDelay() const
    {
        return m_processingDelay;
    }

    const LinkCounters& GetCounters() const
    {
        return m_counters;
    }

    /** \return the trace sources, made on first use */
    PortTraces& GetTraces();

    // NetDevice
    Ptr<Channel> GetChannel() const override;
    bool IsLinkUp() const override;
    bool IsPointToPoint() const override;
    /** Has the slot and no queue, unless the stack's traffic control keeps one. */
    bool Send(Ptr<Packet> packet, const Address& to, uint16_t protocol) override;

  protected:
    void DoDispose() override;
    void NotifyNewAggregate() override;

  private:
    /** The slot is free again and somebody waits. */
    class Turn;

    void SlotFree();
    CamCubeNetDevice* GetPeer() const;
    Ptr<Packet> SentBytes(const CamCubeFrame& frame) const;
    Ptr<Packet> ReceivedBytes(const CamCubeFrame& frame) const;
    void TraceTransmit(const CamCubeFrame& frame, int64_t transmissionTime);

    // What every frame touches comes first.
    int64_t m_busyUntil{0};                        //!< when the slot is free again, in time steps
    bool m_turnRequested{false};                   //!< a Turn is in the event list
    bool m_up{false};                              //!< the link carries
    bool m_active{true};                           //!< the port is switched on
    uint8_t m_port{0};                             //!< number at the owner
    uint32_t m_overheadBytes{24};                  //!< line time of a frame beyond its own bytes
    mutable uint32_t m_timedBytes{0};              //!< frame size whose transmission time is known
    mutable int64_t m_timedSteps{0};               //!< that time, in time steps
    Ptr<CamCubeChannel> m_cable;                   //!< the cable
    PortOwner* m_owner{nullptr};                   //!< the runtime, if there is one
    std::unique_ptr<PortTraces> m_traces;          //!< made on first use
    LinkCounters m_counters;                       //!< what has passed
    Ptr<ErrorModel> m_errorModel;                  //!< corrupts received frames, if there is one
    Time m_processingDelay;                        //!< of a received frame
    DataRate m_rate;                               //!< bits a second on the cable
    Ptr<Turn> m_turn;                              //!< the event that ends a transmission
    Ptr<NetDeviceQueueInterface> m_queueInterface; //!< flow control towards a queue disc
};

} // namespace ns3

#endif /* CAMCUBE_NET_DEVICE_H */
