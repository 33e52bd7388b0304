/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "failure-curve.h"

#include "failure-sweep.h"

#include <cmath>
#include <stdexcept>
#include <string>

namespace ns3::camcube
{

namespace
{

/** What the orders showed at one share. */
struct Samples
{
    std::vector<double> largest;    //!< share of working servers
    std::vector<double> pairs;      //!< share of pairs
    std::vector<double> components; //!< their number
    uint64_t partitioned{0};        //!< orders

    void Add(const FailureSweep::State& state)
    {
        largest.push_back(state.GetLargestShare());
        pairs.push_back(state.GetPairShare());
        components.push_back(state.components);
        partitioned += state.IsPartitioned() ? 1 : 0;
    }
};

void
Check(const std::vector<double>& shares, uint32_t orders)
{
    for (double share : shares)
    {
        if (!(share >= 0 && share <= 1))
        {
            throw std::invalid_argument("a failed share of " + std::to_string(share) +
                                        " is impossible; give 0 to 1");
        }
    }
    if (orders == 0)
    {
        throw std::invalid_argument("no order of failures shows nothing; give at least 1");
    }
}

} // namespace

FailureCurve::FailureCurve(const TopologyGraph& graph,
                           FailureKind kind,
                           const std::vector<double>& shares,
                           uint32_t orders,
                           uint64_t seed,
                           const WorkListener& listener)
{
    Check(shares, orders);
    for (double share : shares)
    {
        m_points.push_back({share, 0, {}, {}, {}, {}});
    }
    std::vector<Samples> samples(shares.size());
    std::vector<double> firstPartitions;
    std::vector<double> halfDisconnected;
    for (uint32_t order = 0; order < orders; ++order)
    {
        std::seed_seq seeds{static_cast<uint32_t>(seed),
                            static_cast<uint32_t>(seed >> 32),
                            static_cast<uint32_t>(kind),
                            order};
        std::mt19937_64 random(seeds);
        const FailureSweep sweep(graph, kind, random);
        const double parts = sweep.GetNParts();
        for (std::size_t i = 0; i < shares.size(); ++i)
        {
            m_points[i].failed = static_cast<uint32_t>(std::lround(shares[i] * parts));
            samples[i].Add(sweep.GetStates()[m_points[i].failed]);
        }
        if (sweep.GetFirstPartition() > 0)
        {
            firstPartitions.push_back(sweep.GetFirstPartition() / parts);
        }
        if (sweep.GetHalfDisconnected() > 0)
        {
            halfDisconnected.push_back(sweep.GetHalfDisconnected() / parts);
        }
        if (listener)
        {
            listener((order + 1.0) / orders);
        }
    }
    for (std::size_t i = 0; i < shares.size(); ++i)
    {
        m_points[i].largest = ConfidenceInterval::OfMean(samples[i].largest, 0, 1);
        m_points[i].pairs = ConfidenceInterval::OfMean(samples[i].pairs, 0, 1);
        m_points[i].partitioned = ConfidenceInterval::OfShare(samples[i].partitioned, orders);
        m_points[i].components = ConfidenceInterval::OfMean(samples[i].components, 0);
    }
    m_nPartitioned = static_cast<uint32_t>(firstPartitions.size());
    m_firstPartition = ConfidenceInterval::OfMean(firstPartitions, 0, 1);
    m_halfDisconnected = ConfidenceInterval::OfMean(halfDisconnected, 0, 1);
}

} // namespace ns3::camcube
