/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_POWER_METER_H
#define LINK_POWER_METER_H

#include "ns3/link-energy.h"
#include "ns3/nstime.h"
#include "ns3/sleeping-links-helper.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What links with a power state use in a window of time: watts, and how long they sleep.
 *
 * It must live until the simulation has run.
 */
class LinkPowerMeter
{
  public:
    /**
     * \param links what to measure
     * \param from when to begin, not before now
     * \param to when to end
     * \throws std::invalid_argument for an empty window
     */
    LinkPowerMeter(const SleepingLinksHelper::Links& links, Time from, Time to);
    LinkPowerMeter(const LinkPowerMeter&) = delete;
    LinkPowerMeter& operator=(const LinkPowerMeter&) = delete;

    /** \return what all links together have used in the window, once it is over */
    const LinkEnergy& GetEnergy() const
    {
        return m_energy;
    }

    /** \return the mean power of all links together, in watts */
    double GetWatts() const;

    /** \return the mean share of all links that slept, 0 to 1 */
    double GetAsleepShare() const;

  private:
    Time m_window;       //!< how long it is
    LinkEnergy m_energy; //!< used in the window
};

} // namespace ns3::camcube

#endif /* LINK_POWER_METER_H */
