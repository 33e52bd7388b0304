/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NEXT_HOP_TABLE_H
#define NEXT_HOP_TABLE_H

#include "ns3/port-set.h"
#include "ns3/torus-coordinate.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup camcube
 *
 * What one server knows of the ways to others. The multi-hop routing service reads it at every
 * hop; who fills it, and from what messages, is not its concern.
 */
class NextHopTable
{
  public:
    /** The distance to a server that cannot be reached. */
    static constexpr uint32_t UNREACHABLE = UINT32_MAX;

    virtual ~NextHopTable() = default;

    /**
     * Has a reader told of changes for which somebody waits.
     * \param reader who it is
     * \param listener what to call; an empty function for nothing any more
     */
    void SetListener(const void* reader, std::function<void()> listener) const
    {
        const auto found = std::find_if(m_listeners.begin(),
                                        m_listeners.end(),
                                        [=](const auto& entry) { return entry.first == reader; });
        if (found != m_listeners.end())
        {
            m_listeners.erase(found);
        }
        if (listener)
        {
            m_listeners.emplace_back(reader, std::move(listener));
        }
    }

    /** Has the readers told of the next change: some packet waits for a link, or for a way. */
    void AwaitChange() const
    {
        m_awaited = true;
    }

    /** \return all ports on a shortest path; none to an unreachable server or to this one */
    virtual PortSet GetNextHops(const TorusCoordinate& destination) const = 0;

    /** \return the length of a shortest path in hops, or UNREACHABLE */
    virtual uint32_t GetDistance(const TorusCoordinate& destination) const = 0;

    /** Whoever fills the table has changed it. */
    void Changed() const
    {
        if (std::exchange(m_awaited, false))
        {
            for (std::size_t i = 0; i < m_listeners.size(); ++i)
            {
                const auto listener = m_listeners[i].second; // what it calls may change the list
                listener();
            }
        }
    }

  private:
    using Listener = std::pair<const void*, std::function<void()>>; //!< a reader, what to call

    mutable std::vector<Listener> m_listeners; //!< told of changes, in the order they came
    mutable bool m_awaited{false};             //!< whether one waits
};

} // namespace ns3

#endif /* NEXT_HOP_TABLE_H */
