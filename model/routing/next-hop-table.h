/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NEXT_HOP_TABLE_H
#define NEXT_HOP_TABLE_H

#include "route-change-notifier.h"

#include "ns3/port-set.h"
#include "ns3/torus-coordinate.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What one server knows of the paths to others, by coordinates of the cube. The multi-hop routing
 * service reads it at every hop; who fills it, and from what messages, is not its concern.
 */
class NextHopTable
{
  public:
    /** The distance to a server that cannot be reached. */
    static constexpr uint32_t UNREACHABLE = UINT32_MAX;

    virtual ~NextHopTable() = default;

    /** \return all ports on a shortest path; none to an unreachable server or to this one */
    virtual PortSet GetNextHops(const TorusCoordinate& destination) const = 0;

    /** \return the length of a shortest path in hops, or UNREACHABLE */
    virtual uint32_t GetDistance(const TorusCoordinate& destination) const = 0;

    /** \return whether no change is under way here: none that will follow without news */
    virtual bool IsSettled() const
    {
        return true;
    }

    /** \return who tells readers of changes; whoever fills the table lets it know of them */
    RouteChangeNotifier& GetNotifier() const
    {
        return m_notifier;
    }

  private:
    mutable RouteChangeNotifier m_notifier; //!< readers wait, though they change no route
};

} // namespace ns3::camcube

#endif /* NEXT_HOP_TABLE_H */
