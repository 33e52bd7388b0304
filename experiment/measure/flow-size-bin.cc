/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "flow-size-bin.h"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace ns3::camcube
{

nlohmann::ordered_json
FlowSizeBin::ToJson() const
{
    nlohmann::ordered_json json{{"above_bytes", aboveBytes}, {"up_to_bytes", nullptr}};
    if (upToBytes != UNBOUNDED)
    {
        json["up_to_bytes"] = upToBytes;
    }
    json["flows"] = flows;
    json["flows_completed"] = fctUs.GetCount();
    json["fct_us"] = fctUs.ToJson();
    return json;
}

std::vector<FlowSizeBin>
FlowSizeBin::Sort(const std::vector<FlowResult>& results, const std::vector<uint64_t>& bounds)
{
    std::vector<FlowSizeBin> bins(1);
    for (uint64_t bound : bounds)
    {
        if (bound <= bins.back().aboveBytes)
        {
            throw std::invalid_argument("a bin of flow sizes cannot end at " +
                                        std::to_string(bound) +
                                        " bytes; give bounds above 0 that rise");
        }
        bins.back().upToBytes = bound;
        bins.emplace_back().aboveBytes = bound;
    }
    for (const FlowResult& result : results)
    {
        if (result.flow.bytes == 0 || result.flow.IsConstantRate())
        {
            continue;
        }
        auto bin = bins.begin();
        while (result.flow.bytes > bin->upToBytes)
        {
            ++bin;
        }
        ++bin->flows;
        if (result.HasCompletionTime())
        {
            bin->fctUs.Add(result.GetCompletionTime().ToDouble(Time::US));
        }
    }
    return bins;
}

} // namespace ns3::camcube
