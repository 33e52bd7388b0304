/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "path-metrics.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <stdexcept>
#include <string>

namespace ns3::camcube
{

PathMetrics::PathMetrics(const TopologyGraph& graph,
                         HopRule rule,
                         const std::vector<uint32_t>& sources,
                         const WorkListener& listener)
    : m_exact(std::set<uint32_t>(sources.begin(), sources.end()).size() == graph.GetNServers())
{
    if (sources.empty())
    {
        throw std::invalid_argument("paths from no server have no length; give at least 1 source");
    }
    ShortestPaths paths(graph, rule);
    for (std::size_t i = 0; i < sources.size(); ++i)
    {
        if (!graph.IsServer(sources[i]))
        {
            throw std::invalid_argument("node " + std::to_string(sources[i]) +
                                        " is no server; give sources below " +
                                        std::to_string(graph.GetNServers()));
        }
        paths.SearchFrom(sources[i]);
        Count(paths, sources[i], graph.GetNServers());
        if (m_exact)
        {
            paths.AddLoads();
        }
        if (listener)
        {
            listener(static_cast<double>(i + 1) / sources.size());
        }
    }
    if (m_exact)
    {
        const std::vector<double>& loads = paths.GetLoads();
        m_maxLoad = loads.empty() ? 0 : *std::max_element(loads.begin(), loads.end());
    }
}

void
PathMetrics::Count(const ShortestPaths& paths, uint32_t source, uint32_t servers)
{
    for (uint32_t server = 0; server < servers; ++server)
    {
        const uint32_t hops = paths.GetHops(server);
        if (server == source)
        {
            continue;
        }
        if (hops == ShortestPaths::UNREACHED)
        {
            ++m_unreachable;
            continue;
        }
        if (hops >= m_histogram.size())
        {
            m_histogram.resize(hops + 1);
        }
        ++m_histogram[hops];
        const double multiplicity = paths.GetMultiplicity(server);
        m_multiplicity += multiplicity;
        m_maxMultiplicity = std::max(m_maxMultiplicity, multiplicity);
        m_single += multiplicity == 1 ? 1 : 0;
    }
}

uint64_t
PathMetrics::GetNReachable() const
{
    return std::accumulate(m_histogram.begin(), m_histogram.end(), uint64_t{0});
}

uint32_t
PathMetrics::GetDiameter() const
{
    return m_histogram.empty() ? 0 : static_cast<uint32_t>(m_histogram.size() - 1);
}

double
PathMetrics::GetMeanHops() const
{
    double sum = 0;
    for (std::size_t hops = 0; hops < m_histogram.size(); ++hops)
    {
        sum += static_cast<double>(hops) * m_histogram[hops];
    }
    return sum / GetNReachable();
}

double
PathMetrics::GetStandardDeviation() const
{
    const double mean = GetMeanHops();
    double squares = 0;
    for (std::size_t hops = 0; hops < m_histogram.size(); ++hops)
    {
        squares += (hops - mean) * (hops - mean) * m_histogram[hops];
    }
    return std::sqrt(squares / GetNReachable());
}

double
PathMetrics::GetMeanMultiplicity() const
{
    return m_multiplicity / GetNReachable();
}

double
PathMetrics::GetSingleShare() const
{
    return static_cast<double>(m_single) / GetNReachable();
}

} // namespace ns3::camcube
