/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_WINDOW_METER_H
#define LINK_WINDOW_METER_H

#include "link-sample.h"

#include "ns3/nstime.h"

#include <functional>
#include <optional>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What links carry in a window of time, of which the end may be left open: the difference of two
 * samples of all that they have carried.
 *
 * It must live until the simulation has run.
 */
class LinkWindowMeter
{
  public:
    /** Tells what each link has carried so far, the links always in one order. */
    using Sampler = std::function<std::vector<LinkSample>()>;

    /**
     * \param sampler asked when the window begins, and when it ends
     * \param from when it begins, not before now
     * \param to when it ends, if not by Close()
     * \throws std::invalid_argument for an empty window, or one that has begun
     */
    LinkWindowMeter(Sampler sampler, Time from, std::optional<Time> to = std::nullopt);
    LinkWindowMeter(const LinkWindowMeter&) = delete;
    LinkWindowMeter& operator=(const LinkWindowMeter&) = delete;

    /** Ends the window now, unless it is over: results stay as they are. */
    void Close();

    /** \return what each link has carried in the window so far; none before it begins */
    std::vector<LinkSample> GetLoads() const;

    /** \return how long the window is so far */
    Time GetSpan() const;

  private:
    void Begin();

    Sampler m_sampler;                //!< of the links
    Time m_from;                      //!< when the window begins
    std::optional<Time> m_to;         //!< when it has ended
    bool m_hasBegun{false};           //!< whether it has begun
    std::vector<LinkSample> m_before; //!< carried before it
    std::vector<LinkSample> m_within; //!< carried in it, once it is over
};

} // namespace ns3::camcube

#endif /* LINK_WINDOW_METER_H */
