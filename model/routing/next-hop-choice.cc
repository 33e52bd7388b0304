/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "next-hop-choice.h"

namespace ns3::camcube
{

namespace
{

/** \return the i-th port of a set, counted from 0 */
uint8_t
PortAt(PortSet ports, uint32_t i)
{
    auto port = ports.begin();
    while (i-- > 0)
    {
        ++port;
    }
    return *port;
}

} // namespace

NextHopChoice::NextHopChoice(Policy policy,
                             const Torus& torus,
                             const TorusCoordinate& here,
                             uint64_t seed,
                             std::unique_ptr<UtilizationEstimator> utilization)
    : m_torus(torus),
      m_salt(FastRandom::Mix(seed)),
      m_random(seed),
      m_utilization(std::move(utilization)),
      m_policy(policy),
      m_here(here)
{
}

PortSet
NextHopChoice::Allowed(PortSet nextHops, const RoutingHeader& packet) const
{
    if (m_policy != PER_FLOW || nextHops.GetSize() < 2)
    {
        return nextHops;
    }
    const uint64_t ends = m_torus.GetServer(packet.source) * uint64_t{1} << 40 |
                          m_torus.GetServer(packet.destination) * uint64_t{1} << 16 | packet.flow;
    const uint64_t hash = FastRandom::Mix(ends ^ m_salt);
    return PortSet::Of(PortAt(nextHops, hash % nextHops.GetSize()));
}

uint8_t
NextHopChoice::Pick(PortSet free, const RoutingHeader& packet)
{
    if (free.IsOne())
    {
        return free.GetFirst();
    }
    switch (m_policy)
    {
    case RANDOM_PATH:
        return PickByWeight(free, m_torus.GetAxisDistances(m_here, packet.destination));
    case LONGEST_AXIS:
        return PickLongest(free, m_torus.GetAxisDistances(m_here, packet.destination));
    case RANDOM_LINK:
        return PickAny(free);
    case LEAST_UTILIZED:
        return PickAny(m_utilization->GetLeast(free));
    default:
        return free.GetFirst();
    }
}

uint8_t
NextHopChoice::PickByWeight(PortSet free, const std::array<uint8_t, 3>& hopsLeft)
{
    // At half-way round an axis both its ports lead on, and share the axis's weight.
    const auto weight = [&](uint8_t port) {
        return hopsLeft[AxisOfPort(port)] * (free.Contains(OppositePort(port)) ? 1U : 2U);
    };
    uint32_t total = 0;
    for (uint8_t port : free)
    {
        total += weight(port);
    }
    // A detour round failures may use an axis along which there is nothing left to go.
    if (total == 0)
    {
        return PickAny(free);
    }
    uint32_t ticket = m_random.Below(total);
    for (uint8_t port : free)
    {
        if (ticket < weight(port))
        {
            return port;
        }
        ticket -= weight(port);
    }
    return free.GetFirst();
}

uint8_t
NextHopChoice::PickLongest(PortSet free, const std::array<uint8_t, 3>& hopsLeft)
{
    uint8_t longest = 0;
    PortSet best;
    for (uint8_t port : free)
    {
        const uint8_t hops = hopsLeft[AxisOfPort(port)];
        if (best.IsEmpty() || hops > longest)
        {
            best = PortSet();
            longest = hops;
        }
        if (hops == longest)
        {
            best.Insert(port);
        }
    }
    return PickAny(best);
}

uint8_t
NextHopChoice::PickAny(PortSet free)
{
    return PortAt(free, m_random.Below(free.GetSize()));
}

} // namespace ns3::camcube
