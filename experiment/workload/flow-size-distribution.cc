/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "flow-size-distribution.h"

#include "published-flow-sizes.h"

#include "ns3/text-parsing.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** \return what is wrong with a point after another one, or nothing */
std::string
Fault(const FlowSizeDistribution::Point& before, const FlowSizeDistribution::Point& point)
{
    if (!(point.bytes >= 0 && point.bytes <= FlowSizeDistribution::MAX_BYTES))
    {
        return "a flow size must be 0 to 2^53 bytes";
    }
    if (!(point.probability >= 0 && point.probability <= 1))
    {
        return "a cumulative probability must be 0 to 1";
    }
    if (point.bytes < before.bytes || point.probability < before.probability)
    {
        return "neither sizes nor cumulative probabilities may fall";
    }
    return "";
}

} // namespace

FlowSizeDistribution::FlowSizeDistribution(std::vector<Point> points)
    : m_points(std::move(points))
{
    Point before{0, 0};
    for (const Point& point : m_points)
    {
        const std::string fault = Fault(before, point);
        if (!fault.empty())
        {
            throw std::invalid_argument("point (" + std::to_string(point.bytes) + ", " +
                                        std::to_string(point.probability) +
                                        ") is no part of a flow size distribution: " + fault);
        }
        before = point;
    }
    if (before.probability != 1 || before.bytes == 0)
    {
        throw std::invalid_argument(
            "a flow size distribution ends at probability " + std::to_string(before.probability) +
            " and " + std::to_string(before.bytes) +
            " bytes; its last point must have probability 1 and some bytes");
    }
}

FlowSizeDistribution
FlowSizeDistribution::Parse(std::istream& text, const std::string& name)
{
    std::vector<Point> points;
    Point before{0, 0};
    std::string line;
    for (uint32_t number = 1; std::getline(text, line); ++number)
    {
        std::istringstream words(line.substr(0, line.find('#')));
        if ((words >> std::ws).eof())
        {
            continue;
        }
        Point point{};
        std::string fault;
        if (!(words >> point.bytes >> point.probability) || !(words >> std::ws).eof())
        {
            fault = "write a size in bytes, a blank and a cumulative probability";
        }
        else
        {
            fault = Fault(before, point);
        }
        if (!fault.empty())
        {
            throw std::invalid_argument(name + ", line " + std::to_string(number) + ", \"" +
                                        Abridge(line) + "\": " + fault);
        }
        points.push_back(point);
        before = point;
    }
    if (before.probability != 1)
    {
        throw std::invalid_argument(name + " ends at cumulative probability " +
                                    std::to_string(before.probability) +
                                    "; its last line must have probability 1");
    }
    return FlowSizeDistribution(std::move(points));
}

FlowSizeDistribution
FlowSizeDistribution::Load(const std::string& name)
{
    std::string known;
    for (const PublishedFlowSizes& published : GetPublishedFlowSizes())
    {
        if (name == published.name)
        {
            return FlowSizeDistribution(published.points);
        }
        known += published.name + ", ";
    }
    std::ifstream file(name);
    // A folder opens but cannot be read.
    if (!file || file.peek() == std::ifstream::traits_type::eof())
    {
        throw std::invalid_argument("\"" + Abridge(name, 255) +
                                    "\" is no known flow size distribution and no file that can be "
                                    "read; give " +
                                    known + "or the path of a text file");
    }
    return Parse(file, name);
}

double
FlowSizeDistribution::GetMean() const
{
    // A step at the first point, then sizes spread evenly between each two points.
    double mean = 0;
    Point before{m_points.front().bytes, 0};
    for (const Point& point : m_points)
    {
        mean += (point.probability - before.probability) * (point.bytes + before.bytes) / 2;
        before = point;
    }
    return mean;
}

double
FlowSizeDistribution::GetQuantile(double probability) const
{
    const auto above = std::lower_bound(
        m_points.begin(),
        m_points.end(),
        probability,
        [](const Point& point, double value) { return point.probability < value; });
    if (above == m_points.end())
    {
        return m_points.back().bytes;
    }
    if (above == m_points.begin())
    {
        return above->bytes;
    }
    const auto below = above - 1;
    return below->bytes + (above->bytes - below->bytes) * (probability - below->probability) /
                              (above->probability - below->probability);
}

uint64_t
FlowSizeDistribution::Draw(const Ptr<UniformRandomVariable>& random) const
{
    return std::max<uint64_t>(1, std::llround(GetQuantile(random->GetValue(0, 1))));
}

} // namespace ns3::camcube
