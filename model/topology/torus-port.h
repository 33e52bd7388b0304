/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TORUS_PORT_H
#define TORUS_PORT_H

#include <cstdint>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The six torus ports of a server, numbered 0 to 5; further ports (gateways) follow from 6.
 */
enum TorusPort : uint8_t
{
    PLUS_X,
    MINUS_X,
    PLUS_Y,
    MINUS_Y,
    PLUS_Z,
    MINUS_Z,
    N_TORUS_PORTS
};

/** \return the port at the other end of a cable that starts at this torus port */
constexpr uint8_t
OppositePort(uint8_t port)
{
    return port ^ 1U;
}

/** \return 0, 1 or 2 for a torus port on the x, y or z axis */
constexpr uint8_t
AxisOfPort(uint8_t port)
{
    return port >> 1U;
}

/** \return "+x" to "-z" for the torus ports, "gw0", "gw1", ... for those that follow */
std::string PortName(uint8_t port);

/**
 * \param name a name as PortName gives it
 * \return the port's number
 * \throws std::invalid_argument for a name that no torus port has
 */
uint8_t PortFromName(const std::string& name);

} // namespace ns3::camcube

#endif /* TORUS_PORT_H */
