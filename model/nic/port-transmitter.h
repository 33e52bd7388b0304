/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PORT_TRANSMITTER_H
#define PORT_TRANSMITTER_H

#include "link-counters.h"
#include "port-receiver.h"
#include "send-result.h"

#include "ns3/event-impl.h"
#include "ns3/object-pool.h"
#include "ns3/ptr.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The sending half of a port: its one frame slot, and all that a frame touches when it is sent, on
 * two cache lines of their own. It is also the event that tells that the slot is free, which is in
 * the simulator's list only when somebody has asked.
 */
class alignas(64) PortTransmitter : public EventImpl, public Pooled<PortTransmitter>
{
  public:
    /** A time at which nothing is free. */
    static constexpr int64_t NEVER = INT64_MAX;

    /** Cache lines that a frame touches when it is sent. */
    static constexpr std::size_t N_HOT_LINES = 2;

    /**
     * \param port the port that this is half of
     * \param freeAt as in SetOwner
     */
    PortTransmitter(CamCubeNetDevice* port, int64_t* freeAt)
        : m_freeAt(freeAt),
          m_port(port)
    {
    }

    /** The port is gone; an event still in the list does nothing. */
    void Disarm();

    /** \copydoc CamCubeNetDevice::SetOwner */
    void SetOwner(PortOwner* owner, uint8_t number, int64_t* freeAt);

    /** \copydoc PortReceiver::SetContext */
    void SetContext(uint32_t context)
    {
        m_context = context;
    }

    /** \param receiver the receiving half of the port at the other end of the cable */
    void SetPeer(Ptr<PortReceiver> receiver)
    {
        m_peer = receiver;
    }

    /** \return the receiving half at the other end, or null */
    const PortReceiver* GetPeer() const
    {
        return PeekPointer(m_peer);
    }

    /** \param delay of propagation and of processing at the other end, in time steps */
    void SetDelay(int64_t delay)
    {
        m_delay = delay;
    }

    void SetMtu(uint16_t mtu)
    {
        m_mtu = mtu;
    }

    void SetOverheadBytes(uint32_t bytes)
    {
        m_overheadBytes = bytes;
    }

    uint32_t GetOverheadBytes() const
    {
        return m_overheadBytes;
    }

    /** Frames take another time from now on. */
    void RateChanged()
    {
        m_timedBytes = 0;
    }

    /** \param watched whether the port is to be shown each frame */
    void SetWatched(bool watched)
    {
        m_watched = watched;
    }

    /** The link has come up, awake, or gone down. */
    void SetUp(bool up);

    /** \param asleep whether the link, though up, takes no frames: it sleeps or is about to wake */
    void SetAsleep(bool asleep);

    bool IsUp() const
    {
        return m_up;
    }

    /** What was on the cable is lost. \param safe as in PortReceiver::DropInFlight */
    void ForgetLost(int64_t safe)
    {
        m_lastArrival = std::min(m_lastArrival, safe);
    }

    /** \copydoc CamCubeNetDevice::IsFree */
    bool IsFree(int64_t now) const
    {
        return *m_freeAt <= now;
    }

    /**
     * Sends a frame if the slot is free and the link is up: an atomic test and insert.
     * \param frame taken, and then null, if the answer is SENT
     * \param now the current time, in time steps
     * \return SENT, BUSY also for a link that is down, or TOO_LONG
     */
    SendResult Transmit(FramePtr& frame, int64_t now);

    /** \copydoc CamCubeNetDevice::RequestTurn */
    void RequestTurn();

    /** \copydoc CamCubeNetDevice::GetTransmissionTime */
    int64_t GetTransmissionTime(uint32_t frameBytes)
    {
        // Most frames have the size of the one before.
        const uint32_t bytes = frameBytes + m_overheadBytes;
        if (bytes != m_timedBytes)
        {
            FindTransmissionTime(bytes);
        }
        return m_timedSteps;
    }

    /** \return whether nothing is being sent and nobody waits for a turn */
    bool IsIdle(int64_t now) const
    {
        return m_busyUntil <= now && !m_turnRequested;
    }

    /** \return time spent sending until now, in time steps */
    int64_t GetBusyTime(int64_t now) const
    {
        return m_busyTimeSteps - std::max<int64_t>(0, m_busyUntil - now);
    }

    /** Adds what has been sent to a port's counters. */
    void AddTo(LinkCounters& counters) const;

    /** Fetches what the event will touch; see EventPrefetcher. */
    static void Prefetch(const EventImpl& event, uint32_t step, int64_t time);

  private:
    void Notify() override;
    void NoteFreeAt();
    void FindTransmissionTime(uint32_t lineBytes);

    int64_t* m_freeAt;            //!< where to note from when on the slot is free
    Ptr<PortReceiver> m_peer;     //!< where frames go
    PortOwner* m_owner{nullptr};  //!< the runtime, if there is one
    int64_t m_busyUntil{0};       //!< end of the last transmission, in time steps
    uint32_t m_context{0};        //!< the node's id
    uint32_t m_overheadBytes{24}; //!< line time of a frame beyond its own bytes
    uint16_t m_mtu{1500};         //!< bytes behind a frame's Ethernet header, at most
    bool m_turnRequested{false};  //!< this event is in the simulator's list
    bool m_up{false};             //!< the link has carrier
    bool m_ready{false};          //!< and is awake
    bool m_watched{false};        //!< the port looks at each frame
    bool m_nonServiceTurn{false}; //!< the last turn was that of what no service sends
    uint8_t m_number{0};          //!< the port's number at its owner
    // The second line.
    int64_t m_timedSteps{0};    //!< a transmission time, in time steps
    uint32_t m_timedBytes{0};   //!< of a frame of so many bytes on the line
    int64_t m_lastArrival{0};   //!< when the newest frame arrives, in time steps
    int64_t m_delay{0};         //!< from the last bit sent to the frame's arrival, in time steps
    uint64_t m_txFrames{0};     //!< frames put on the cable
    uint64_t m_txBytes{0};      //!< their bytes
    int64_t m_busyTimeSteps{0}; //!< time spent sending
    CamCubeNetDevice* m_port;   //!< the port, until it is disposed of
};

} // namespace ns3::camcube

#endif /* PORT_TRANSMITTER_H */
