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
 * How busy a server's own links have been of late, whoever sent over them: the share of the time
 * spent sending, in which what is longer ago counts less and less, by 1/e in a window. Nothing
 * runs in the background; the past is caught up with when somebody asks.
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
     * \return the share of its time of late that its link was sending, 0 to 1
     */
    double Get(uint8_t port)
    {
        Load& load = m_loads[port];
        const int64_t elapsed = Simulator::Now().GetTimeStep() - load.at;
        if (elapsed > 0)
        {
            const int64_t busy = m_runtime.GetDevice(port)->GetCounters().busyTimeSteps;
            const double kept = std::exp(-elapsed / m_window);
            load.share = load.share * kept + (1 - kept) * (busy - load.busy) / elapsed;
            load.at += elapsed;
            load.busy = busy;
        }
        return load.share;
    }

    /** \return those of some torus ports, at least one, whose links have been least busy */
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
    /** What is known of one link. */
    struct Load
    {
        int64_t at{0};   //!< when it was last looked at, in time steps
        int64_t busy{0}; //!< time spent sending until then
        double share{0}; //!< how busy it was of late, seen from then
    };

    const Runtime& m_runtime;                  //!< has the links
    const double m_window;                     //!< in time steps
    std::array<Load, N_TORUS_PORTS> m_loads{}; //!< by port
};

} // namespace ns3::camcube

#endif /* UTILIZATION_ESTIMATOR_H */
