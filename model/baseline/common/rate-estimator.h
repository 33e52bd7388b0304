/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RATE_ESTIMATOR_H
#define RATE_ESTIMATOR_H

#include "ns3/nstime.h"

#include <algorithm>
#include <cstdint>

namespace ns3::camcube
{

/** \ingroup camcube \brief Estimates the rate at which bytes pass one server. */
class RateEstimator
{
  public:
    /**
     * Counts bytes.
     * \param bytes how many
     * \param now the current time
     * \param interval over how long to average
     */
    void Add(uint32_t bytes, Time now, Time interval)
    {
        Roll(now, interval);
        m_bytes += bytes;
    }

    /** \return bits per second in the last whole interval, or in the present one if that is more */
    double GetRate(Time now, Time interval)
    {
        Roll(now, interval);
        return std::max(m_lastBytes, m_bytes) * 8 / interval.GetSeconds();
    }

  private:
    void Roll(Time now, Time interval)
    {
        if (now - m_begin >= interval)
        {
            m_lastBytes = now - m_begin < interval + interval ? m_bytes : 0;
            m_bytes = 0;
            m_begin = now;
        }
    }

    Time m_begin;            //!< of the present interval
    uint64_t m_bytes{0};     //!< in it
    uint64_t m_lastBytes{0}; //!< in the one before
};

} // namespace ns3::camcube

#endif /* RATE_ESTIMATOR_H */
