/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WINDOWED_ESTIMATOR_H
#define WINDOWED_ESTIMATOR_H

#include <cstdint>
#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Estimates how busy a link is, from samples of the time that it has spent sending. Samples may be
 * taken at any times; an estimate covers between one window and two, or there is none.
 */
class WindowedEstimator
{
  public:
    /**
     * Begins anew. All times are in time steps.
     * \param now the current time
     * \param busy time spent sending until now
     */
    void Reset(int64_t now, int64_t busy)
    {
        m_old = m_new = {now, busy};
    }

    /** Takes a sample. \return the share of time spent sending, 0 to 1, if there is an estimate */
    std::optional<double> Update(int64_t now, int64_t busy, int64_t window)
    {
        if (now - m_new.at > 2 * window)
        {
            Reset(now, busy);
        }
        else if (now - m_new.at >= window)
        {
            m_old = m_new;
            m_new = {now, busy};
        }
        if (now - m_old.at < window)
        {
            return std::nullopt;
        }
        return static_cast<double>(busy - m_old.busy) / (now - m_old.at);
    }

  private:
    struct Sample
    {
        int64_t at{0};   //!< when
        int64_t busy{0}; //!< time spent sending until then
    };

    Sample m_old; //!< a window ago, or longer
    Sample m_new; //!< later, and less than a window ago at the last call
};

} // namespace ns3::camcube

#endif /* WINDOWED_ESTIMATOR_H */
