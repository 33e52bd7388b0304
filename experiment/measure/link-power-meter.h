/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_POWER_METER_H
#define LINK_POWER_METER_H

#include "ns3/link-energy.h"
#include "ns3/nstime.h"
#include "ns3/sleeping-links-helper.h"

#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What links with a power state use in a window of time, of which the end may be left open: watts,
 * and how long they sleep.
 *
 * It must live until the simulation has run.
 */
class LinkPowerMeter
{
  public:
    /**
     * \param links what to measure
     * \param from when to begin, not before now
     * \param to when to end, if not by Close()
     * \throws std::invalid_argument for an empty window, or one that has begun
     */
    LinkPowerMeter(const SleepingLinksHelper::Links& links,
                   Time from,
                   std::optional<Time> to = std::nullopt);
    LinkPowerMeter(const LinkPowerMeter&) = delete;
    LinkPowerMeter& operator=(const LinkPowerMeter&) = delete;

    /** Ends the window now, unless it is over: results stay as they are. */
    void Close();

    /** \return what all links together have used in the window so far */
    LinkEnergy GetEnergy() const;

    /** \return the mean power of all links together, in watts; not-a-number of no time */
    double GetWatts() const;

    /** \return the mean share of all links that slept, 0 to 1; not-a-number of no time */
    double GetAsleepShare() const;

  private:
    void Begin();

    SleepingLinksHelper::Links m_links; //!< measured
    Time m_from;                        //!< when the window begins
    std::optional<Time> m_to;           //!< when it has ended
    bool m_hasBegun{false};             //!< whether it has begun
    LinkEnergy m_energy;                //!< less what was used before it; with its end, used in it
};

} // namespace ns3::camcube

#endif /* LINK_POWER_METER_H */
