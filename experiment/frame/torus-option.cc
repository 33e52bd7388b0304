/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torus-option.h"

#include "experiment.h"

#include "ns3/text-parsing.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::camcube
{

OptionText
TorusSides()
{
    return AnyText("three sides from 1 to " + std::to_string(Torus::MAX_SIDE) +
                   " joined by x, or one for all axes");
}

Torus
GetTorus(const std::string& option, const std::string& text)
{
    std::vector<uint32_t> sides;
    for (const std::string& word : SplitAt('x', text))
    {
        const int64_t side = ParseWholeNumber(word).value_or(0);
        sides.push_back(side >= 1 && side <= Torus::MAX_SIDE ? static_cast<uint32_t>(side) : 0);
    }
    if (sides.size() == 1)
    {
        sides.resize(3, sides[0]);
    }
    if (sides.size() != 3 || *std::min_element(sides.begin(), sides.end()) == 0)
    {
        throw std::invalid_argument(
            AbridgeArgument("--" + option + "=" + text) + ": give three sides from 1 to " +
            std::to_string(Torus::MAX_SIDE) + " joined by x, such as 4x4x8");
    }
    return Torus(sides[0], sides[1], sides[2]);
}

void
TorusOption::AddTo(Experiment& experiment)
{
    experiment.AddOption("k", "servers along each of the three axes", m_k, Between(2, 64));
    experiment.AddOption("sides",
                         "servers along the axes, if not --k along each",
                         m_sides,
                         TorusSides());
    experiment.OnlyIf(
        {"k"},
        [this] { return m_sides.empty(); },
        "leave it out, since --sides says how large the cube is");
}

Torus
TorusOption::Get() const
{
    if (m_sides.empty())
    {
        return Torus(m_k, m_k, m_k);
    }
    return GetTorus("sides", m_sides);
}

} // namespace ns3::camcube
