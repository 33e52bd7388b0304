/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PORT_INLET_H
#define PORT_INLET_H

#include "frame-fifo.h"
#include "link-counters.h"
#include "port-owner.h"

#include "ns3/event-impl.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{

class CamCubeNetDevice;

/**
 * \ingroup camcube
 *
 * The receiving half of a port: the frames on their way to it, and all that an arrival touches,
 * on two cache lines of their own. It is also the event of the first of these frames; the others
 * are not in the simulator's list.
 */
class alignas(64) PortInlet : public EventImpl
{
  public:
    explicit PortInlet(CamCubeNetDevice* port)
        : m_port(port)
    {
    }

    /** The port is gone; an event still in the list does nothing. */
    void Disarm();

    /** \copydoc CamCubeNetDevice::SetOwner */
    void SetOwner(PortOwner* owner, uint8_t number)
    {
        m_owner = owner;
        m_number = number;
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

    /** \param delay of propagation and processing, in time steps */
    void SetDelay(int64_t delay)
    {
        m_delay = delay;
    }

    /**
     * A frame is being sent to this port.
     * \param frame the frame
     * \param sent when its last bit leaves, in time steps
     * \param now the current time, in time steps
     */
    void Carry(CamCubeFramePtr frame, int64_t sent, int64_t now)
    {
        // A delay that is lowered during a run must not let a frame overtake another.
        m_lastArrival = std::max(m_lastArrival, sent + m_delay);
        frame->SetTicket(static_cast<uint64_t>(m_lastArrival));
        const bool first = m_inFlight.IsEmpty();
        m_inFlight.Push(std::move(frame));
        if (first)
        {
            Schedule(m_lastArrival - now);
        }
    }

    /** A frame has come in: it is counted and handed up. */
    void HandUp(CamCubeFramePtr frame);

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
    uint32_t m_context{0};       //!< the node's id
    uint8_t m_number{0};         //!< the port's number at its owner
    bool m_watched{false};       //!< the port looks at each frame
    // The second line: what the sender needs, and sums.
    int64_t m_lastArrival{0}; //!< when the newest frame is handed up, in time steps
    int64_t m_delay{0};       //!< of propagation and processing, in time steps
    uint64_t m_rxBytes{0};    //!< bytes of the frames handed up
    CamCubeNetDevice* m_port; //!< the port, until it is disposed of
};

} // namespace ns3

#endif /* PORT_INLET_H */
