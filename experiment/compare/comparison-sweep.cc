/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "comparison-sweep.h"

#include "ns3/report-folder.h"
#include "ns3/text-parsing.h"

#include <limits>

namespace ns3::camcube
{

void
ComparisonSweep::Run(const std::vector<std::string>& topologies,
                     const ReportFolder& folder,
                     StatusLine& status)
{
    for (double value : m_values)
    {
        for (const std::string& topology : topologies)
        {
            const std::string name = GetKey() + "-" + FormatNumber(value) + "-" + topology;
            m_points.push_back(folder.GetPart(name, [&] {
                nlohmann::ordered_json point{{"topology", topology}};
                point.update(Measure(topology, value, status));
                return point;
            }));
        }
    }
}

double
ComparisonSweep::GetNumber(const nlohmann::ordered_json& value)
{
    return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

} // namespace ns3::camcube
