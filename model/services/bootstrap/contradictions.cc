/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "contradictions.h"

#include "neighborhood.h"

#include <algorithm>
#include <vector>

namespace ns3::camcube
{

namespace
{

/** \return whether the neighbour at a port says where this server is, by a cable whose ends fit */
bool
Speaks(const Neighborhood& around, const Placement& placement, uint8_t port)
{
    const Placement there = around.Get(port).GetPlacement();
    return placement.IsKnown() && around.IsConsistent(port) && there.IsKnown() &&
           there.frame == placement.frame;
}

} // namespace

Contradictions
FindContradictions(const Torus& torus, const Neighborhood& around, const Placement& placement)
{
    Contradictions found;
    for (uint8_t port : around.GetKnown())
    {
        if (Speaks(around, placement, port))
        {
            const TorusCoordinate said = torus.GetStep(around.Get(port).here, OppositePort(port));
            found[port] = torus.GetOffset(placement.here, said);
        }
    }
    return found;
}

uint32_t
CountEqualContradictions(const Torus& torus, const Neighborhood& around, const Placement& placement)
{
    const Contradictions mine = FindContradictions(torus, around, placement);
    std::vector<TorusCoordinate> all(mine.begin(), mine.end());
    for (uint8_t port : around.GetKnown())
    {
        if (Speaks(around, placement, port) && mine[port] == TorusCoordinate())
        {
            const Contradictions& theirs = around.Get(port).contradictions;
            all.insert(all.end(), theirs.begin(), theirs.end());
        }
    }
    std::ptrdiff_t most = 0;
    for (const TorusCoordinate& off : all)
    {
        most = off == TorusCoordinate() ? most
                                        : std::max(most, std::count(all.begin(), all.end(), off));
    }
    return static_cast<uint32_t>(most);
}

uint32_t
CountUndoubtedSupport(const Torus& torus, const Neighborhood& around, const Placement& placement)
{
    uint32_t support = 0;
    bool isDoubted = false;
    for (uint8_t port : around.GetKnown())
    {
        const BootstrapState& state = around.Get(port);
        if (Speaks(around, placement, port) && state.here == torus.GetStep(placement.here, port))
        {
            support += !state.isDoubtful;
            isDoubted = isDoubted || state.isDoubtful;
        }
    }
    return isDoubted ? support : uint32_t{N_TORUS_PORTS};
}

} // namespace ns3::camcube
