/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NAMING_GREETINGS_H
#define NAMING_GREETINGS_H

#include "resend-backoff.h"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Has servers greeted again and again, less and less often, until each has answered or does not in
 * the end.
 */
class NamingGreetings
{
  public:
    using Send = std::function<void(uint32_t server)>; //!< greets one

    /** \param send greets a server */
    explicit NamingGreetings(Send send)
        : m_send(std::move(send))
    {
    }

    /** Greets those of some servers that have not been greeted. */
    void Greet(const std::vector<uint32_t>& servers);

    /** A server has answered. */
    void Answered(uint32_t server);

    /**
     * Some time has passed.
     * \param isReachable answers for a server; one that is not is greeted when Greet() says so
     * again
     */
    void Tick(const std::function<bool(uint32_t)>& isReachable);

    /** \return whether an answer is missing */
    bool IsBusy() const
    {
        return !m_backoffs.empty();
    }

  private:
    static constexpr uint32_t LAST = 1 << 10; //!< ticks after which it is given up

    Send m_send;                                  //!< greets a server
    std::set<uint32_t> m_answered;                //!< who has answered
    std::map<uint32_t, ResendBackoff> m_backoffs; //!< of others that have been greeted
};

} // namespace ns3::camcube

#endif /* NAMING_GREETINGS_H */
