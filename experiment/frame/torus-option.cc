/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torus-option.h"

#include "experiment.h"

#include "ns3/text-parsing.h"

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
    const std::optional<Torus> torus = Torus::FromSides(text);
    if (!torus)
    {
        throw std::invalid_argument(
            AbridgeArgument("--" + option + "=" + text) + ": give three sides from 1 to " +
            std::to_string(Torus::MAX_SIDE) + " joined by x, such as 4x4x8");
    }
    return *torus;
}

void
TorusOption::AddTo(Experiment& experiment)
{
    experiment.AddOption("k", "servers along each of the three axes", m_k, Between(2, 128));
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
