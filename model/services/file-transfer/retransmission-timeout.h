/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RETRANSMISSION_TIMEOUT_H
#define RETRANSMISSION_TIMEOUT_H

#include "ns3/nstime.h"

#include <algorithm>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * How long an answer is waited for on a link before what it should answer is sent again: twice the
 * last round trip, a minimum at least. What was sent more than once is no sample of a round trip,
 * as nobody knows which of them is answered. So each time-out doubles the time, up to MOST times,
 * until there is a sample again; otherwise a link whose round trip has become longer than the time
 * would have everything sent twice, and never a sample.
 *
 * Source: Karn and Partridge, SIGCOMM 1987.
 */
class RetransmissionTimeout
{
  public:
    /** How many times as long it becomes by time-outs. */
    static constexpr int64_t MOST = 64;

    /** \param least the minimum */
    explicit RetransmissionTimeout(Time least = Time())
        : m_least(least),
          m_usual(least),
          m_wait(least)
    {
    }

    /** \return how long to wait for the answer to what is sent now */
    Time Get() const
    {
        return m_wait;
    }

    /** An answer has come. \param roundTrip of something that was sent once only */
    void Answered(Time roundTrip)
    {
        m_usual = std::max(m_least, 2 * roundTrip);
        m_wait = m_usual;
    }

    /**
     * None has come.
     * \param waited how long it was waited for: what was sent at a time doubles the time once
     */
    void Expired(Time waited)
    {
        m_wait = std::max(m_wait, std::min(2 * waited, MOST * m_usual));
    }

  private:
    Time m_least; //!< the minimum
    Time m_usual; //!< the time without time-outs
    Time m_wait;  //!< the time now
};

} // namespace ns3::camcube

#endif /* RETRANSMISSION_TIMEOUT_H */
