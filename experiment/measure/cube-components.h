/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CUBE_COMPONENTS_H
#define CUBE_COMPONENTS_H

#include "ns3/node-container.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace ns3::camcube
{

class FailureInjector;
class Torus;

/**
 * \ingroup camcube
 *
 * Which servers of a damaged cube can still reach each other, seen from outside: for experiments
 * that report it. No protocol may ask.
 */
class CubeComponents
{
  public:
    /** Tells whether a server works. */
    using ServerTest = std::function<bool(uint32_t server)>;

    /** Tells whether the cable at a server's port carries; asked at plus ports only. */
    using LinkTest = std::function<bool(uint32_t server, uint8_t port)>;

    CubeComponents(const Torus& torus, const ServerTest& works, const LinkTest& carries);

    /** Of a cube as it is now. */
    CubeComponents(const Torus& torus,
                   const NodeContainer& servers,
                   const FailureInjector& failures);

    /** \return how many servers work */
    uint32_t CountServers() const;

    /** \return the working servers of each component, those by number, components by their first */
    const std::vector<std::vector<uint32_t>>& Get() const
    {
        return m_components;
    }

    /** \return share of the ordered pairs of working servers that are connected; 1 if none is */
    double GetConnectedShare() const;

  private:
    std::vector<std::vector<uint32_t>> m_components; //!< working servers
};

} // namespace ns3::camcube

#endif /* CUBE_COMPONENTS_H */
