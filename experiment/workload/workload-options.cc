/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "workload-options.h"

#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** Far from the streams of networks and of curves. */
constexpr int64_t STREAM = 1 << 21;

Ptr<UniformRandomVariable>
MakeRandom(int64_t number)
{
    const auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(STREAM + number);
    return random;
}

} // namespace

const std::vector<std::string>&
WorkloadOptions::GetNames()
{
    static const std::vector<std::string> names{"websearch",
                                                "datamining",
                                                "permutation",
                                                "random",
                                                "all-to-all",
                                                "incast",
                                                "stride",
                                                "staggered"};
    return names;
}

bool
WorkloadOptions::HasDuration() const
{
    return IsPoisson() || rate.GetBitRate() > 0;
}

bool
WorkloadOptions::IsPoisson() const
{
    return name == "websearch" || name == "datamining";
}

Workload
WorkloadOptions::Make() const
{
    if (IsPoisson())
    {
        Workload workload = Workload::PoissonArrivals(
            servers,
            load,
            lineRate,
            FlowSizeDistribution::Load(sizesFile.empty() ? name : sizesFile),
            Time(0),
            duration,
            MakeRandom(0));
        if (workload.GetFlows().empty())
        {
            throw std::invalid_argument("no flow arrives within the duration at this load; give a "
                                        "longer duration or a higher load");
        }
        return workload;
    }
    if (rate.GetBitRate() > 0)
    {
        return Workload::ConstantRate(MakePairs(),
                                      rate,
                                      packetSize,
                                      Time(0),
                                      duration,
                                      MakeRandom(1));
    }
    return Workload::Bulk(MakePairs(), bytes, Time(0));
}

TrafficPairs
WorkloadOptions::MakePairs() const
{
    const TrafficPattern pattern(servers, MakeRandom(0));
    if (name == "permutation")
    {
        return pattern.Permutation();
    }
    if (name == "random")
    {
        return pattern.RandomPairs(flows == 0 ? servers : flows);
    }
    if (name == "all-to-all")
    {
        return pattern.AllToAll();
    }
    if (name == "incast")
    {
        return pattern.Incast(senders);
    }
    if (name == "stride")
    {
        return pattern.Stride(stride);
    }
    if (name == "staggered")
    {
        return pattern.Staggered(staggeredSubnet, staggeredPod, subnet, pod);
    }
    throw std::invalid_argument("there is no workload \"" + name +
                                "\"; give one of websearch, datamining, permutation, random, "
                                "all-to-all, incast, stride, staggered");
}

} // namespace ns3::camcube
