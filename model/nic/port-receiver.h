/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PORT_RECEIVER_H
#define PORT_RECEIVER_H

#include "frame-fifo.h"
#include "link-counters.h"
#include "port-owner.h"

#include "ns3/event-impl.h"
#include "ns3/object-pool.h"
#include "ns3/simulator.h"

namespace ns3::camcube
{

class CamCubeNetDevice;

/**
 * \ingroup camcube
 *
 * The receiving half of a port: the frames on their way to it, and all that an arrival touches,
 * on one cache line. It is also the event of the first of these frames; the others
 * are not in the simulator's list.
 */
class alignas(64) PortReceiver : public EventImpl, public Pooled<PortReceiver>
{
  public:
    explicit PortReceiver(CamCubeNetDevice* port)
        : m_port(port)
    {
    }

    /** The port is gone; an event still in the list does nothing. */
    void Disarm();

    /**
     * \param owner who is told of frames; not owned, null to have none
     * \param number this port's number at its owner
     */
    void SetOwner(PortOwner* owner, uint8_t number)
    {
        m_owner = owner;
        m_number = number;
    }

    PortOwner* GetOwner() const
    {
        return m_owner;
    }

    uint8_t GetNumber() const
    {
        return m_number;
    }

    /** \param context the id of the port's node, for the simulator */
    void SetContext(uint32_t context)
    {
        m_context = context;
    }

    /** \param watched whether the port is to be asked about each frame, and shown it */
    void SetWatched(bool watched)
    {
        m_watched = watched;
    }

    /**
     * A frame is being sent to this port.
     * \param frame the frame
     * \param arrival when it is to be handed up, in time steps, not before the one before it
     * \param now the current time, in time steps
     */
    void Carry(FramePtr frame, int64_t arrival, int64_t now)
    {
        frame->SetTicket(static_cast<uint64_t>(arrival));
        const bool first = m_inFlight.IsEmpty();
        m_inFlight.Push(std::move(frame));
        if (first)
        {
            Schedule(arrival - now);
        }
    }

    /** Fetches what Carry touches beyond this object's first line into the cache. */
    void PrefetchLast() const
    {
        m_inFlight.PrefetchLast();
    }

    /** Tells the owner that the link has come up or gone down. */
    void TellOwner(bool up)
    {
        if (m_owner)
        {
            m_owner->LinkChanged(m_number, up);
        }
    }

    /** Tells the owner that the link falls asleep or is awake again. */
    void TellOwnerOfSleep(bool asleep)
    {
        if (m_owner)
        {
            m_owner->SleepChanged(m_number, asleep);
        }
    }

    /** A frame has come in: it is counted and handed up. */
    void HandUp(FramePtr frame);

    /**
     * The link went down. Frames whose last bit is in wait for the processing delay and are safe.
     * \param safe the latest time, in time steps, at which one of them is handed up
     */
    void DropInFlight(int64_t safe);

    /** Adds what has come in to a port's counters. */
    void AddTo(LinkCounters& counters) const
    {
        counters.rxFrames += m_rxFrames;
        counters.rxBytes += m_rxBytes;
    }

    /** Fetches what the event will touch; see EventPrefetcher. */
    static void Prefetch(const EventImpl& event, uint32_t step, int64_t time);

  private:
    void Notify() override;

    void Schedule(int64_t delay)
    {
        Ref(); // the simulator drops one reference when the event has run
        Simulator::ScheduleWithContext(m_context, TimeStep(delay), this);
    }

    FrameFifo m_inFlight;        //!< frames on their way, processing time included
    PortOwner* m_owner{nullptr}; //!< the runtime, if there is one
    uint64_t m_rxFrames{0};      //!< frames handed up
    uint64_t m_rxBytes{0};       //!< their bytes
    uint32_t m_context{0};       //!< the node's id
    uint8_t m_number{0};         //!< the port's number at its owner
    bool m_watched{false};       //!< the port looks at each frame
    // Beyond the first line.
    CamCubeNetDevice* m_port; //!< the port, until it is disposed of
};

} // namespace ns3::camcube

#endif /* PORT_RECEIVER_H */
