/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torus-port.h"

#include <stdexcept>

namespace ns3::camcube
{

namespace
{
const char* const NAMES[N_TORUS_PORTS] = {"+x", "-x", "+y", "-y", "+z", "-z"};
}

std::string
PortName(uint8_t port)
{
    return port < N_TORUS_PORTS ? NAMES[port] : "gw" + std::to_string(port - N_TORUS_PORTS);
}

uint8_t
PortFromName(const std::string& name)
{
    for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
    {
        if (name == NAMES[port])
        {
            return port;
        }
    }
    throw std::invalid_argument("\"" + name + "\" is not a port; the ports are +x -x +y -y +z -z");
}

} // namespace ns3::camcube
