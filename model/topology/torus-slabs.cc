/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torus-slabs.h"

#include <stdexcept>

namespace ns3::camcube
{

TorusSlabs::TorusSlabs(const Torus& torus, uint32_t slabs)
    : m_planeServers(torus.GetSide(0) * torus.GetSide(1)),
      m_planes(torus.GetSide(2)),
      m_slabs(slabs)
{
    if (slabs == 0 || slabs > m_planes)
    {
        throw std::invalid_argument(
            "a torus of " + torus.GetName() + " has " + std::to_string(m_planes) +
            (m_planes == 1 ? " plane" : " planes") +
            " along z to share out, which is too few for " + std::to_string(slabs) +
            " processes; start " + std::to_string(m_planes) + (m_planes == 1 ? "" : " at most") +
            ", or make z the longest side");
    }
}

} // namespace ns3::camcube
