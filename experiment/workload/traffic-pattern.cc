/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "traffic-pattern.h"

#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::camcube
{

TrafficPattern::TrafficPattern(uint32_t servers, Ptr<UniformRandomVariable> random)
    : m_servers(servers),
      m_random(random)
{
    if (servers < 2)
    {
        throw std::invalid_argument("traffic among " + std::to_string(servers) +
                                    " servers is impossible; give at least 2");
    }
}

uint32_t
TrafficPattern::Pick(Range from, Range except) const
{
    const uint32_t picked = from.first + m_random->GetInteger(0, from.size - except.size - 1);
    return picked < except.first ? picked : picked + except.size;
}

TrafficPairs
TrafficPattern::Permutation() const
{
    // Shuffle until nobody sends to itself, e times on average: so all derangements are equally
    // likely, not only those of a single cycle.
    std::vector<uint32_t> destination(m_servers);
    for (bool deranged = false; !deranged;)
    {
        std::iota(destination.begin(), destination.end(), 0);
        deranged = true;
        for (uint32_t i = m_servers; i-- > 0 && deranged;)
        {
            std::swap(destination[i], destination[m_random->GetInteger(0, i)]);
            deranged = destination[i] != i;
        }
    }
    TrafficPairs pairs;
    for (uint32_t source = 0; source < m_servers; ++source)
    {
        pairs.push_back({source, destination[source]});
    }
    return pairs;
}

TrafficPairs
TrafficPattern::RandomPairs(uint32_t flows) const
{
    TrafficPairs pairs;
    for (uint32_t i = 0; i < flows; ++i)
    {
        const uint32_t source = m_random->GetInteger(0, m_servers - 1);
        pairs.push_back({source, Pick({0, m_servers}, {source, 1})});
    }
    return pairs;
}

TrafficPairs
TrafficPattern::AllToAll() const
{
    TrafficPairs pairs;
    for (uint32_t source = 0; source < m_servers; ++source)
    {
        for (uint32_t up = 1; up < m_servers; ++up)
        {
            pairs.push_back({source, (source + up) % m_servers});
        }
    }
    return pairs;
}

TrafficPairs
TrafficPattern::Incast(uint32_t senders) const
{
    if (senders < 1 || senders >= m_servers)
    {
        throw std::invalid_argument("an incast of " + std::to_string(senders) + " senders among " +
                                    std::to_string(m_servers) +
                                    " servers is impossible; give 1 to " +
                                    std::to_string(m_servers - 1) + " senders");
    }
    // The first places of a shuffle: the receiver, then the senders.
    std::vector<uint32_t> server(m_servers);
    std::iota(server.begin(), server.end(), 0);
    TrafficPairs pairs;
    for (uint32_t i = 0; i <= senders; ++i)
    {
        std::swap(server[i], server[m_random->GetInteger(i, m_servers - 1)]);
        if (i > 0)
        {
            pairs.push_back({server[i], server[0]});
        }
    }
    return pairs;
}

TrafficPairs
TrafficPattern::Stride(uint32_t stride) const
{
    if (stride % m_servers == 0)
    {
        throw std::invalid_argument(
            "with a stride of " + std::to_string(stride) + " all " + std::to_string(m_servers) +
            " servers send to themselves; give one that is no multiple of " +
            std::to_string(m_servers));
    }
    TrafficPairs pairs;
    for (uint32_t source = 0; source < m_servers; ++source)
    {
        pairs.push_back({source, (source + stride % m_servers) % m_servers});
    }
    return pairs;
}

TrafficPairs
TrafficPattern::Staggered(double p, double q, uint32_t subnet, uint32_t pod) const
{
    if (!(p >= 0 && q >= 0 && p + q <= 1))
    {
        throw std::invalid_argument(
            "staggered probabilities of " + std::to_string(p) + " and " + std::to_string(q) +
            " are impossible; give two of at least 0 that add up to at most 1");
    }
    if (subnet < 1 || pod < 1 || pod % subnet != 0 || m_servers % pod != 0)
    {
        throw std::invalid_argument("subnets of " + std::to_string(subnet) + " and pods of " +
                                    std::to_string(pod) + " servers do not divide " +
                                    std::to_string(m_servers) +
                                    " servers evenly; give a pod size that divides the servers and "
                                    "a subnet size that divides "
                                    "the pod");
    }
    if ((p > 0 && subnet == 1) || (q > 0 && pod == subnet) || (p + q < 1 && pod == m_servers))
    {
        throw std::invalid_argument("in staggered traffic over subnets of " +
                                    std::to_string(subnet) + " and pods of " + std::to_string(pod) +
                                    " among " + std::to_string(m_servers) +
                                    " servers someone has nobody to send to; give larger groups, "
                                    "or probability 0 to the empty "
                                    "one");
    }
    TrafficPairs pairs;
    for (uint32_t source = 0; source < m_servers; ++source)
    {
        const Range ownSubnet{source - source % subnet, subnet};
        const Range ownPod{source - source % pod, pod};
        const double where = m_random->GetValue(0, 1);
        pairs.push_back({source,
                         where < p       ? Pick(ownSubnet, {source, 1})
                         : where < p + q ? Pick(ownPod, ownSubnet)
                                         : Pick({0, m_servers}, ownPod)});
    }
    return pairs;
}

} // namespace ns3::camcube
