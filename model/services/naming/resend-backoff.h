/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RESEND_BACKOFF_H
#define RESEND_BACKOFF_H

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Says at which ticks of a server's timer a message is sent again that has no answer: after 2, 4, 8
 * ticks and so on, up to a limit. Who does not answer may have too much to do, and would have more.
 */
class ResendBackoff
{
  public:
    /**
     * Counts a tick.
     * \param limit ticks from one time to the next, at most; with 1 it is every tick
     * \return whether it is time: not at the first, which may follow at once
     */
    bool Tick(uint32_t limit)
    {
        ++m_ticks;
        const bool isPowerOf2 = (m_ticks & (m_ticks - 1)) == 0;
        return m_ticks > 1 && (isPowerOf2 || m_ticks % limit == 0);
    }

    /** \return ticks counted */
    uint32_t GetTicks() const
    {
        return m_ticks;
    }

  private:
    uint32_t m_ticks{0}; //!< since the message was sent first
};

} // namespace ns3::camcube

#endif /* RESEND_BACKOFF_H */
