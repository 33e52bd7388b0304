/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "sweep-values.h"

#include "ns3/text-parsing.h"

#include <algorithm>
#include <limits>

namespace ns3::camcube
{

OptionText
SweepValues::GetRule() const
{
    return {"auto, none, or " + noun + " from " + FormatNumber(low) + " to " + FormatNumber(high) +
                " joined by commas, with a..b for a, 2a, 4a and so on up to b",
            [*this](const std::string& text) {
                return text == "auto" || text == "none" || !Parse(text).empty();
            }};
}

std::vector<double>
SweepValues::Expand(const std::string& text, bool automatic) const
{
    if (text == "none" || (text == "auto" && !automatic))
    {
        return {};
    }
    return Parse(text == "auto" ? usual : text);
}

std::vector<double>
SweepValues::Parse(const std::string& text) const
{
    const auto read = [this](const std::string& word) -> double {
        constexpr double NONE = std::numeric_limits<double>::quiet_NaN();
        return whole && !ParseWholeNumber(word) ? NONE : ParseNumber(word).value_or(NONE);
    };
    std::vector<double> values;
    for (const std::string& word : SplitAt(',', text))
    {
        const auto dots = word.find("..");
        const double first = read(word.substr(0, dots));
        const double last = dots == std::string::npos ? first : read(word.substr(dots + 2));
        const bool endless = first == 0 && last > 0; // by doubling
        if (!(first >= low && first <= last && last <= high) || endless)
        {
            return {};
        }
        for (double value = first; value < last; value *= 2)
        {
            values.push_back(value);
        }
        values.push_back(last);
    }
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

} // namespace ns3::camcube
