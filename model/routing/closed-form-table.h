/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CLOSED_FORM_TABLE_H
#define CLOSED_FORM_TABLE_H

#include "next-hop-table.h"

#include "ns3/torus.h"

#include <memory>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The paths in an intact cube, computed from coordinates: no state for any destination.
 */
class ClosedFormTable : public NextHopTable
{
  public:
    ClosedFormTable(const Torus& torus, const TorusCoordinate& here)
        : m_torus(torus),
          m_here(here)
    {
    }

    /** \return the cube */
    const Torus& GetTorus() const
    {
        return m_torus;
    }

    /** \return whose table this is */
    const TorusCoordinate& GetHere() const
    {
        return m_here;
    }

    PortSet GetNextHops(const TorusCoordinate& destination) const override
    {
        return m_torus.GetNextHops(m_here, destination);
    }

    uint32_t GetDistance(const TorusCoordinate& destination) const override
    {
        return m_torus.GetDistance(m_here, destination);
    }

  private:
    const Torus& m_torus;         //!< the cube; its servers' runtimes keep it alive
    const TorusCoordinate m_here; //!< this server's place
};

} // namespace ns3::camcube

#endif /* CLOSED_FORM_TABLE_H */
