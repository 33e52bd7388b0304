/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VECTOR_TRANSPORT_H
#define VECTOR_TRANSPORT_H

#include "route.h"
#include "vector-outbox.h"
#include "vector-session.h"

#include "ns3/traced-callback.h"

#include <array>

namespace ns3::camcube
{

class Runtime;
class Service;

/**
 * \ingroup camcube
 *
 * Brings one server's messages to its neighbours, in order and within sessions.
 *
 * Cables lose nothing while they carry, so messages are neither confirmed nor repeated. Where that
 * cannot be relied on, the sender asks for confirmations: the neighbour takes messages in the
 * order of their numbers only, and says which one it awaits; what it does not confirm in time is
 * sent again.
 */
class VectorTransport
{
  public:
    /** What has been sent and refused. */
    struct Counters
    {
        uint64_t messages{0};  //!< frames sent, repetitions and confirmations among them
        uint64_t bytes{0};     //!< their bytes, Ethernet header included
        uint64_t entries{0};   //!< entries in them
        uint64_t repeated{0};  //!< frames sent again
        uint64_t stale{0};     //!< frames of an earlier session, or that had come before
        uint64_t missing{0};   //!< frames that came out of order, because one before was lost
        uint64_t malformed{0}; //!< frames that make no sense
    };

    /** Told of the entries of each frame, and of its port. */
    using Trace = TracedCallback<Ptr<const Packet>, uint8_t>;

    /**
     * \param service on whose behalf
     * \param runtime that of its server
     * \param patience after this time, in time steps, a message is sent again; 0 for never
     * \param trace advertised of each frame
     */
    VectorTransport(const Service& service, Runtime& runtime, int64_t patience, const Trace& trace);

    VectorSession& GetSession(uint8_t port)
    {
        return m_sessions[port];
    }

    /** Begins a session with a neighbour. */
    void Begin(uint8_t port, uint16_t session);

    /**
     * Sends entries to a neighbour, in as many frames as they need.
     * \param port the link to the neighbour
     * \param entries the entries, as on the wire
     * \param sync whether they are the list that begins a session; then there is a frame even
     *        without entries
     */
    void Send(uint8_t port, const VectorOutbox::Entries& entries, bool sync);

    /** \return whether a frame of the present session is to be heard, now that it has come in */
    bool Accept(const VectorHeader& header, uint8_t in);

    /** The link at a port is free. \return a frame that has waited for it */
    FramePtr Poll(uint8_t port)
    {
        return m_sessions[port].Dequeue();
    }

    /** \return frames that wait for a link */
    uint32_t GetQueued(uint8_t port) const
    {
        return m_sessions[port].GetQueued();
    }

    /** Sends again what should have been confirmed by now. All times are in time steps. */
    void RunDue(int64_t now);

    /** \return when that will next be, Route::NEVER if nothing is to be confirmed */
    int64_t GetDue() const
    {
        return m_due;
    }

    Counters& GetCounters()
    {
        return m_counters;
    }

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    /** \return bytes on the heap, frames not counted */
    std::size_t GetBytes() const;

  private:
    void Transmit(uint8_t port, FramePtr frame);
    void Confirm(uint8_t port);

    const Service& m_service;                            //!< on whose behalf
    Runtime& m_runtime;                                  //!< that of its server
    const Trace& m_trace;                                //!< advertised of each frame
    const int64_t m_patience;                            //!< until a message is sent again
    int64_t m_due{Route::NEVER};                         //!< the next time to look for some
    std::array<int64_t, N_TORUS_PORTS> m_repeatAt;       //!< when to send again, by port
    std::size_t m_room;                                  //!< bytes of entries in a full frame
    Counters m_counters;                                 //!< what was sent
    std::array<VectorSession, N_TORUS_PORTS> m_sessions; //!< the talks with neighbours
};

} // namespace ns3::camcube

#endif /* VECTOR_TRANSPORT_H */
