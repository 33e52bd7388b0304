/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef UTILIZATION_ESTIMATOR_H
#define UTILIZATION_ESTIMATOR_H

#include "ns3/nstime.h"
#include "ns3/runtime.h"
#include "ns3/torus-port.h"

#include <array>
#include <cmath>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Estimates how busy a server's own links are, whoever sends over them: an exponentially weighted
 * average of the share of time spent sending, in which what is one window ago counts 1/e. Nothing
 * runs in the background; an estimate is brought up to date when it is asked for.
 */
class UtilizationEstimator
{
  public:
    /**
     * \param runtime the server's, which must outlive this
     * \param window the time after which something counts 1/e, above zero
     */
    UtilizationEstimator(const Runtime& runtime, Time window)
        : m_runtime(runtime),
          m_window(static_cast<double>(window.GetTimeStep()))
    {
    }

    /**
     * \param port a torus port
     * \return the estimated share of the time in which its link is sending, 0 to 1
     */
    double Get(uint8_t port)
    {
        Estimate& estimate = m_estimates[port];
        const int64_t elapsed = Simulator::Now().GetTimeStep() - estimate.at;
        if (elapsed > 0)
        {
            const int64_t busy = m_runtime.GetDevice(port)->GetCounters().busyTimeSteps;
            const double kept = std::exp(-elapsed / m_window);
            estimate.share = estimate.share * kept + (1 - kept) * (busy - estimate.busy) / elapsed;
            estimate.at += elapsed;
            estimate.busy = busy;
        }
        return estimate.share;
    }

    /** \return those of some torus ports, at least one, whose links are least busy */
    PortSet GetLeast(PortSet among)
    {
        PortSet least;
        double share = 0;
        for (uint8_t port : among)
        {
            const double other = Get(port);
            if (least.IsEmpty() || other < share)
            {
                least = PortSet();
                share = other;
            }
            if (other == share)
            {
                least.Insert(port);
            }
        }
        return least;
    }

  private:
    /** The estimate of one link. */
    struct Estimate
    {
        int64_t at{0};   //!< when it was last brought up to date, in time steps
        int64_t busy{0}; //!< time spent sending until then
        double share{0}; //!< the estimate of that time
    };

    const Runtime& m_runtime;                          //!< has the links
    const double m_window;                             //!< in time steps
    std::array<Estimate, N_TORUS_PORTS> m_estimates{}; //!< by port
};

} // namespace ns3::camcube

#endif /* UTILIZATION_ESTIMATOR_H */
