/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ENERGY_TRIAL_H
#define ENERGY_TRIAL_H

#include "ns3/link-energy.h"
#include "ns3/nstime.h"
#include "ns3/packet-statistics.h"
#include "ns3/workload.h"

#include <cstdint>

namespace ns3::camcube
{

class CubeRecorder;
class StatusLine;

/**
 * \ingroup camcube
 *
 * The same flows over a torus whose links are always on, and over one whose links sleep when nobody
 * needs them: what does sleep save, and what does it cost?
 *
 * There is one flow from each server to another, the same pairs for all loads. A load of 1 is what
 * fills every link, on shortest paths.
 */
class EnergyTrial
{
  public:
    /** What is simulated at each load. */
    struct Plan
    {
        uint32_t k{8};                   //!< servers along each axis
        Time duration{MilliSeconds(20)}; //!< sources send
        Time warmup{MilliSeconds(4)};    //!< before anything counts
    };

    /** What one run showed, after warm-up. */
    struct Outcome
    {
        LinkEnergy energy;        //!< of all links
        double watts{0};          //!< their power
        double asleepShare{0};    //!< how many sleep, on the mean
        double throughputGbps{0}; //!< delivered, without headers
        PacketStatistics packets; //!< what became of them
    };

    /** One load, without sleep and with it. */
    struct Point
    {
        double load{0};   //!< share of the links' capacity that is offered
        Outcome alwaysOn; //!< links always on
        Outcome sleeping; //!< links sleep

        /** \return the share of the energy that sleep saves */
        double GetSavedShare() const
        {
            return 1 - sleeping.watts / alwaysOn.watts;
        }
    };

    static constexpr double MAX_LOAD = 2; //!< twice what links can carry

    /** \throws std::invalid_argument for a plan that measures nothing */
    explicit EnergyTrial(const Plan& plan);

    /**
     * Runs both, each in a simulation of its own, which is destroyed afterwards.
     * \param load from 0 to MAX_LOAD
     * \param status says how far each is
     * \param recorder records the one with sleep; null for none
     * \throws std::invalid_argument for another load
     */
    Point Run(double load, StatusLine& status, CubeRecorder* recorder = nullptr) const;

  private:
    /** \return the flows that need a share of all links' capacity on shortest paths */
    Workload MakeWorkload(double load) const;
    Outcome Simulate(const Workload& workload, bool sleep, CubeRecorder* recorder) const;

    Plan m_plan; //!< what is simulated
};

} // namespace ns3::camcube

#endif /* ENERGY_TRIAL_H */
