/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "choose-share.h"

#include "ns3/text-parsing.h"

#include <cmath>
#include <numeric>
#include <stdexcept>

namespace ns3::camcube
{

std::vector<uint32_t>
ChooseShare(std::size_t number, double fraction, const Ptr<UniformRandomVariable>& random)
{
    if (!(fraction >= 0 && fraction <= 1))
    {
        throw std::invalid_argument("a share of " + FormatNumber(fraction) +
                                    " of all cannot be chosen; give 0 to 1");
    }
    std::vector<uint32_t> places(number);
    std::iota(places.begin(), places.end(), 0);
    const auto wanted = static_cast<std::size_t>(std::llround(fraction * number));
    for (std::size_t i = 0; i < wanted; ++i)
    {
        const auto last = static_cast<uint32_t>(number - 1);
        std::swap(places[i], places[random->GetInteger(static_cast<uint32_t>(i), last)]);
    }
    places.resize(wanted);
    return places;
}

} // namespace ns3::camcube
