/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TURN_QUEUE_H
#define TURN_QUEUE_H

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Whose turn it is on one link: weighted round robin over the services that wait for it. A service
 * of weight w may send w frames in a row before the next one is asked. Urgent services come before
 * all others, whose turns go on behind them. Services that do not wait are not looked at, so that
 * they cost nothing.
 */
class TurnQueue
{
  public:
    /** Services are known by a place, 0 to MAX_PLACES - 1. */
    static constexpr uint8_t MAX_PLACES = 64;

    bool IsEmpty() const
    {
        return (m_waiting | m_urgent) == 0;
    }

    void Insert(uint8_t place, bool urgent = false)
    {
        (urgent ? m_urgent : m_waiting) |= Bit(place);
    }

    void Remove(uint8_t place)
    {
        m_waiting &= ~Bit(place);
        m_urgent &= ~Bit(place);
    }

    /**
     * \param weightOf a function from place to weight, at least 1
     * \return the place whose turn it is, of a queue that is not empty
     */
    template <typename F>
    uint8_t Next(F weightOf)
    {
        if (m_urgent)
        {
            return static_cast<uint8_t>(__builtin_ctzll(m_urgent));
        }
        if (m_credit == 0 || !(m_waiting & Bit(m_current)))
        {
            const uint64_t behind = m_waiting & ~(Bit(m_current) | (Bit(m_current) - 1));
            m_current = static_cast<uint8_t>(__builtin_ctzll(behind ? behind : m_waiting));
            m_credit = weightOf(m_current);
        }
        return m_current;
    }

    /** The service whose turn it is, and which is not urgent, has sent a frame. */
    void Spend()
    {
        --m_credit;
    }

  private:
    static constexpr uint64_t Bit(uint8_t place)
    {
        return uint64_t{1} << place;
    }

    uint64_t m_waiting{0}; //!< bit i is set while the service at place i waits
    uint64_t m_urgent{0};  //!< the same for urgent services
    uint16_t m_credit{0};  //!< frames that the current service may still send in this turn
    uint8_t m_current{0};  //!< place of the service whose turn it is
};

} // namespace ns3::camcube

#endif /* TURN_QUEUE_H */
