/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cable-fault.h"

#include "neighborhood.h"

namespace ns3::camcube
{

std::optional<CableFault>
FindFault(const Torus& torus, const Placement& placement, const Neighborhood& around, uint8_t port)
{
    const uint8_t fitting = OppositePort(port);
    const TorusCoordinate expected = torus.GetStep(placement.here, port);
    if (around.IsLoop(port))
    {
        return CableFault{port, CableFault::WRONG_SERVER, placement.here, around.GetFarPort(port)};
    }
    if (!around.GetKnown().Contains(port))
    {
        return CableFault{port, CableFault::FAILED, expected, fitting};
    }
    const uint8_t farPort = around.GetFarPort(port);
    const Placement peer = around.Get(port).GetPlacement();
    const bool isPlaced =
        peer.IsKnown() && around.Get(port).isFixed && peer.frame == placement.frame;
    if (!isPlaced || peer.here == expected)
    {
        if (farPort == fitting)
        {
            return std::nullopt;
        }
        const auto place = isPlaced ? std::optional(peer.here) : std::nullopt;
        return CableFault{port, CableFault::WRONG_PORT, place, farPort};
    }
    const bool isSwapped =
        farPort == fitting && peer.here == torus.GetStep(placement.here, fitting);
    return CableFault{port,
                      isSwapped ? CableFault::SWAPPED_ENDS : CableFault::WRONG_SERVER,
                      peer.here,
                      farPort};
}

} // namespace ns3::camcube
