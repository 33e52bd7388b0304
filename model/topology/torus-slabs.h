/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TORUS_SLABS_H
#define TORUS_SLABS_H

#include "torus.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A torus cut into slabs across its z axis, as equal as whole planes allow. A slab's servers have
 * consecutive numbers, and those of the next slab follow; the last slab is next to the first.
 */
class TorusSlabs
{
  public:
    /**
     * \param torus the torus
     * \param slabs how many; each has a plane at least
     * \throws std::invalid_argument for none, or more than there are planes
     */
    TorusSlabs(const Torus& torus, uint32_t slabs);

    /** \return the slab of a server, 0 for the first */
    uint32_t GetSlab(uint32_t server) const
    {
        return server / m_planeServers * m_slabs / m_planes;
    }

  private:
    uint32_t m_planeServers; //!< servers of one plane
    uint32_t m_planes;       //!< servers along z
    uint32_t m_slabs;        //!< how many slabs
};

} // namespace ns3::camcube

#endif /* TORUS_SLABS_H */
