/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CAMCUBE_NET_DEVICE_H
#define CAMCUBE_NET_DEVICE_H

#include "camcube-channel.h"
#include "far-end.h"
#include "frame.h"
#include "link-counters.h"
#include "net-device-base.h"
#include "port-receiver.h"
#include "port-traces.h"
#include "port-transmitter.h"

#include "ns3/data-rate.h"
#include "ns3/error-model.h"
#include "ns3/event-time.h"
#include "ns3/nstime.h"
#include "ns3/torus-coordinate.h"

#include <memory>

namespace ns3
{
class NetDeviceQueueInterface;
} // namespace ns3

namespace ns3::camcube
{

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
class CamCubeNetDevice : public NetDeviceBase
{
  public:
    static TypeId GetTypeId();
    CamCubeNetDevice();

    /**
     * A port with the attributes of another, its address among them, and no cable, node or owner:
     * for CopyObject(), which does not read each initial value anew from text as CreateObject()
     * does.
     */
    CamCubeNetDevice(const CamCubeNetDevice& model);

    ~CamCubeNetDevice() override;

    /**
     * \param owner who is told of frames and of the slot; not owned, null to have none
     * \param number this port's number at its owner
     * \param freeAt where the port is to note from when on, in time steps, it would take a frame;
     *        an owner that keeps these notes of its ports side by side finds a free one without
     *        looking at the ports. PortTransmitter::NEVER while the link is down or a turn has been
     * asked for.
     */
    void SetOwner(PortOwner* owner, uint8_t number, int64_t* freeAt = nullptr);

    /** \return the port's number at its owner */
    uint8_t GetPort() const
    {
        return m_receiver->GetNumber();
    }

    /** Plugs a cable in. */
    void Attach(Ptr<CamCubeChannel> cable);

    /**
     * \param now the current time, in time steps
     * \return whether a frame would be taken now
     */
    bool IsFree(int64_t now) const
    {
        return m_transmitter->IsFree(now);
    }

    /**
     * Sends a frame if the slot is free and the link is up: an atomic test and insert.
     * \param frame taken, and then null, if the return value is true
     * \return false if the frame is still the caller's. A frame that exceeds the MTU is taken,
     *         counted and dropped.
     */
    bool Transmit(FramePtr& frame);

    /** Asks for PortOwner::SlotFree once the slot is free. Asking twice is asking once. */
    void RequestTurn()
    {
        m_transmitter->RequestTurn();
    }

    /** \return the sending half, for an owner that uses it often */
    PortTransmitter& GetTransmitter() const
    {
        return *m_transmitter;
    }

    /** Takes bytes for a frame, as from another simulator, and hands it up. */
    void ReceiveBytes(Ptr<const Packet> wire);

    /**
     * Takes bytes for a frame, as from a real cable.
     * \param wire the bytes, from the Ethernet header on
     * \param arrival when the frame is to be handed up, in time steps, not before the one before it
     */
    void ReceiveBytes(Ptr<const Packet> wire, int64_t arrival);

    /**
     * Takes a frame that another process has sent to this port.
     * \param frame the frame
     * \param arrival when it is to be handed up, in time steps, not before the one before it
     */
    void CarryFromFarEnd(FramePtr frame, int64_t arrival);

    /** A frame that another process has sent to this port was lost with the link. */
    void LostOnCable(FramePtr frame);

    /**
     * Has frames carried to a port in another process. A stand-in for it is at the other end of the
     * cable, and gets an owner.
     * \param farEnd carries them; not owned, null for a cable like any other
     * \param number of the port that the stand-in is for
     */
    void SetFarEnd(FarEnd* farEnd, uint8_t number);

    /** \return what carries frames to another process, null for a cable like any other */
    FarEnd* GetFarEnd() const
    {
        return m_leadsAway ? static_cast<FarEnd*>(GetPeer()->m_receiver->GetOwner()) : nullptr;
    }

    /** \return the address of a server's port, unless it is not to say so: 02:cc:port:x:y:z */
    static Mac48Address GetAddressOf(const TorusCoordinate& server, uint8_t port);

    /** The cable tells which port is at its other end. */
    void SetPeer(CamCubeNetDevice* peer);

    /** The cable tells how long frames from this port take to be handed up at its peer. */
    void SetPeerDelay(Time delay);

    /** The cable tells that the link came up or went down. */
    void CarrierChanged(bool up);

    /** The link's power state tells that it takes no frames for a time, or takes them again. */
    void SetAsleep(bool asleep);

    /** SetAsleep() has been called at both ends: the owner is told, and who waits has a turn. */
    void SleepChanged(bool asleep);

    /** Has the link woken if it sleeps. */
    void WakeLink();

    /** The cable tells that the frames from a port to this one are lost with the link. */
    void LoseFramesOnCable(CamCubeNetDevice& sender);

    /**
     * Switches the port on or off; a link is up while both its ports are on.
     * \throws std::logic_error for a port whose cable leads to another process, which would not
     * know
     */
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

    void SetProcessingDelay(Time delay);
    Time GetProcessingDelay() const;

    void SetReceiveErrorModel(Ptr<ErrorModel> model);
    Ptr<ErrorModel> GetReceiveErrorModel() const;

    LinkCounters GetCounters() const;

    /** \return the trace sources, made on first use */
    PortTraces& GetTraces();

    // NetDevice
    bool SetMtu(const uint16_t mtu) override;
    void SetNode(Ptr<Node> node) override;
    Ptr<Channel> GetChannel() const override;
    bool IsLinkUp() const override;
    /** \return true, unless the cable leads to another process: for that, ns-3's simulators of
     *          several processes would take its propagation delay for all that a frame takes */
    bool IsPointToPoint() const override;
    /**
     * Sends what is no service's, an IP packet say. One packet may wait here for the slot, and then
     * takes turns with the services; a port with a NetDeviceQueueInterface holds back the stack's
     * traffic control meanwhile, and without one further packets are refused.
     */
    bool Send(Ptr<Packet> packet, const Address& to, uint16_t protocol) override;

  protected:
    void DoDispose() override;
    void NotifyNewAggregate() override;

  private:
    friend class PortReceiver;
    friend class PortTransmitter;

    void SetLineOverhead(uint32_t bytes);
    uint32_t GetLineOverhead() const;
    void UpdateWatched();
    CamCubeNetDevice* GetPeer() const;
    Ptr<Packet> SentBytes(const Frame& frame) const;
    Ptr<Packet> ReceivedBytes(const Frame& frame) const;

    // What the two halves ask of their port.
    void TraceTransmit(const Frame& frame, int64_t transmissionTime);
    void DropTooLong(FramePtr frame);
    bool HasNonServiceFrame() const;
    void SendNonService();
    void DropRefused(FramePtr frame);
    void WakeQueue();
    bool IsCorrupt(const Frame& frame);
    void TraceReceive(const Frame& frame);
    void HandToProtocol(FramePtr frame);

    /** \return the frame that bytes are; null, and counted, if they are none */
    FramePtr ReadFrame(const Ptr<const Packet>& wire);

    // What frames touch is in the two halves; the rest is here.
    Ptr<PortTransmitter> m_transmitter;       //!< the sending half
    Ptr<PortReceiver> m_receiver;             //!< the receiving half
    int64_t m_freeAt{PortTransmitter::NEVER}; //!< the note of SetOwner, where no owner keeps it
    Ptr<CamCubeChannel> m_cable;              //!< the cable
    bool m_active{true};                      //!< the port is switched on
    bool m_leadsAway{false};                  //!< the cable leads to another process
    LinkCounters m_counters;                  //!< what the halves do not count
    std::unique_ptr<PortTraces> m_traces;     //!< made on first use
    FramePtr m_nonServiceFrame;               //!< no service's, and waits for the slot
    Ptr<NetDeviceQueueInterface> m_queueInterface; //!< flow control towards a queue disc
    Ptr<ErrorModel> m_errorModel;                  //!< corrupts received frames, if there is one
    Time m_processingDelay;                        //!< of a received frame
    DataRate m_rate;                               //!< bits a second on the cable
};

} // namespace ns3::camcube

#endif /* CAMCUBE_NET_DEVICE_H */
