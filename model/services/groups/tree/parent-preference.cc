/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "parent-preference.h"

#include "ns3/fast-random.h"

namespace ns3::camcube
{

uint8_t
ChooseParent(ParentCandidates candidates, const ParentRule& rule, ParentPreference other)
{
    const PortSet awake = candidates.nextHops - candidates.asleep;
    if (rule.sleepingLinks == ParentRule::AVOID && !awake.IsEmpty())
    {
        candidates.nextHops = awake;
    }
    const uint8_t wish = other                                  ? other(candidates)
                         : rule.paths == ParentRule::MINI_CUBES ? PreferMiniCubes(candidates)
                                                                : PreferByHash(candidates);
    return candidates.nextHops.Contains(wish) ? wish : candidates.nextHops.GetFirst();
}

uint8_t
PreferByHash(const ParentCandidates& candidates)
{
    const uint64_t number = uint64_t{candidates.group.number} << 32 |
                            candidates.torus.GetServer(candidates.group.place);
    const uint64_t server = candidates.torus.GetServer(candidates.here);
    const uint64_t seed = FastRandom::Mix(number + 1) ^ FastRandom::Mix(server << 8);
    uint8_t best = PortSet::MAX_PORTS;
    uint64_t least = UINT64_MAX;
    for (uint8_t port : candidates.nextHops)
    {
        const uint64_t hash = FastRandom::Mix(seed + port);
        if (hash < least)
        {
            least = hash;
            best = port;
        }
    }
    return best;
}

uint8_t
PreferMiniCubes(const ParentCandidates& candidates)
{
    const auto hops = candidates.torus.GetAxisDistances(candidates.here, candidates.root);
    const bool isRoot = hops[0] + hops[1] + hops[2] == 0;
    uint8_t longest = 3; // no axis
    for (uint32_t side = 2; !isRoot && longest == 3; side *= 2)
    {
        for (uint8_t axis = 0; axis < 3; ++axis)
        {
            if (hops[axis] % side != 0 && (longest == 3 || hops[axis] > hops[longest]))
            {
                longest = axis;
            }
        }
    }
    const PortSet toward = candidates.torus.GetNextHops(candidates.here, candidates.root);
    const PortSet step = toward & PortSet(0b11 << 2 * longest) & candidates.nextHops;
    return step.IsEmpty() ? PreferByHash(candidates) : step.GetFirst();
}

} // namespace ns3::camcube
