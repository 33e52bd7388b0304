/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torus-wiring.h"

#include <utility>

namespace ns3::camcube
{

TorusWiring::TorusWiring(const Torus& torus)
    : m_torus(torus)
{
    m_planned.reserve(torus.GetNCables());
    for (uint32_t server = 0; server < torus.GetNServers(); ++server)
    {
        for (uint8_t port : {PLUS_X, PLUS_Y, PLUS_Z})
        {
            if (torus.GetPorts().Contains(port))
            {
                m_planned.push_back(
                    {End{server, port}, End{torus.GetNeighbor(server, port), OppositePort(port)}});
            }
        }
    }
    m_cables = m_planned;
}

void
TorusWiring::Exchange(uint32_t a, uint32_t endOfA, uint32_t b, uint32_t endOfB)
{
    std::swap(m_cables.at(a).at(endOfA), m_cables.at(b).at(endOfB));
}

} // namespace ns3::camcube
