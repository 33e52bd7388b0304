/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VECTOR_TRANSPORT_H
#define VECTOR_TRANSPORT_H

#include "route.h"
#include "vector-outbox.h"
#include "vector-session.h"

#include "ns3/neighbor-sender.h"

#include <array>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Brings one server's messages to its neighbours, in order and within sessions.
 *
 * Cables lose nothing while they carry, so messages are neither acknowledged nor sent again. Where
 * that cannot be relied on, the sender asks for acknowledgements: the neighbour takes messages in
 * the order of their numbers only, and returns the number that it expects next; what it does not
 * acknowledge in time is sent again.
 */
class VectorTransport
{
  public:
    /**
     * \param sender sends frames
     * \param timeout after this time, in time steps, a message is sent again; 0 for never
     */
    VectorTransport(NeighborSender& sender, int64_t timeout);

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
     * \param sync whether they are the table that begins a session; then there is a frame even
     *        without entries
     */
    void Send(uint8_t port, const VectorOutbox::Entries& entries, bool sync);

    /** \return whether a frame of the present session that has come in is to be read */
    bool Accept(const VectorHeader& header, uint8_t in);

    /** Sends again what should have been acknowledged by now. All times are in time steps. */
    void RunDue(int64_t now);

    /** \return when that will next be, Route::NEVER if nothing is to be acknowledged */
    int64_t GetDue() const
    {
        return m_due;
    }

    /** \return bytes on the heap, frames not counted */
    std::size_t GetBytes() const;

  private:
    void Transmit(uint8_t port, FramePtr frame);
    void Acknowledge(uint8_t port);

    NeighborSender& m_sender;                            //!< sends frames
    const int64_t m_timeout;                             //!< until a message is sent again
    int64_t m_due{Route::NEVER};                         //!< the earliest of m_resendAt
    std::array<int64_t, N_TORUS_PORTS> m_resendAt;       //!< when to send again, by port
    std::array<VectorSession, N_TORUS_PORTS> m_sessions; //!< by port
};

} // namespace ns3::camcube

#endif /* VECTOR_TRANSPORT_H */
