/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef METER_H
#define METER_H

#include "values.h"

#include "ns3/link-power-meter.h"
#include "ns3/link-window-meter.h"

#include <memory>
#include <optional>
#include <pybind11/pybind11.h>
#include <vector>

namespace ns3::camcube::python
{

/** What the links of a network carry in a window of time, and what power its cables use. */
class Meter
{
  public:
    using Cables = SleepingLinksHelper::Links;

    /**
     * Of the present session, which keeps it and closes it at its end: results stay.
     * \param sampler tells what each link has carried so far
     * \param senders number of the node that sends, of each link
     * \param cables those that may have a power state
     * \param from when the window begins, not before now
     * \param to when it ends; nothing for when the results are read
     * \throws std::invalid_argument for a window that is empty or has begun
     */
    static std::shared_ptr<Meter> Make(LinkWindowMeter::Sampler sampler,
                                       std::vector<uint32_t> senders,
                                       const Cables& cables,
                                       Time from,
                                       std::optional<Time> to);

    /** \return sender, name, packets, bytes, mbps and utilization of each link, as arrays */
    pybind11::dict GetColumns() const;

    /** \return the window so far, the sums over all links, and their utilization summed up */
    pybind11::dict GetSummary() const;

    /**
     * \return watts, the share asleep and joules by state, of all cables together
     * \throws pybind11::value_error if no cable has a power state
     */
    pybind11::dict GetEnergy() const;

  private:
    Meter(LinkWindowMeter::Sampler sampler,
          std::vector<uint32_t> senders,
          const Cables& cables,
          Time from,
          std::optional<Time> to);

    LinkWindowMeter m_loads;         //!< of the links
    LinkPowerMeter m_power;          //!< of the cables
    std::vector<uint32_t> m_senders; //!< of the links
};

/** \return the end of a window as Python gives it */
inline std::optional<Time>
ToEnd(const std::optional<TimeArg>& until)
{
    return until ? std::make_optional(until->value) : std::nullopt;
}

} // namespace ns3::camcube::python

#endif /* METER_H */
