/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torus-region.h"

#include <stdexcept>

namespace ns3::camcube
{

TorusRegion
TorusRegion::Whole(const Torus& torus)
{
    return Box({}, torus.GetCoordinate(torus.GetNServers() - 1));
}

TorusRegion
TorusRegion::Face(const Torus& torus, uint8_t port)
{
    if (port >= N_TORUS_PORTS)
    {
        throw std::invalid_argument("a cube has no face at port " + PortName(port) +
                                    "; choose one from +x to -z");
    }
    TorusRegion face = Whole(torus);
    uint8_t TorusCoordinate::*const axes[] = {&TorusCoordinate::x,
                                              &TorusCoordinate::y,
                                              &TorusCoordinate::z};
    uint8_t TorusCoordinate::*const axis = axes[AxisOfPort(port)];
    const uint8_t end = (port % 2 == 0 ? face.to : face.from).*axis;
    face.from.*axis = end;
    face.to.*axis = end;
    return face;
}

bool
TorusRegion::Contains(const Torus& torus, const TorusCoordinate& server) const
{
    if (shape == BALL)
    {
        return torus.GetDistance(from, server) <= hops;
    }
    const TorusCoordinate there = torus.GetOffset(from, server);
    const TorusCoordinate end = torus.GetOffset(from, to);
    return there.x <= end.x && there.y <= end.y && there.z <= end.z;
}

bool
TorusRegion::Contains(const Torus& torus, const TorusRegion& other) const
{
    for (uint32_t server = 0; server < torus.GetNServers(); ++server)
    {
        const TorusCoordinate at = torus.GetCoordinate(server);
        if (other.Contains(torus, at) && !Contains(torus, at))
        {
            return false;
        }
    }
    return true;
}

std::string
TorusRegion::GetName() const
{
    return shape == BALL ? "ball of " + std::to_string(hops) + " hops round " + from.GetName()
                         : "box " + from.GetName() + " to " + to.GetName();
}

} // namespace ns3::camcube
