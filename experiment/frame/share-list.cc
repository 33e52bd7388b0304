/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "share-list.h"

#include "ns3/text-parsing.h"

#include <stdexcept>

namespace ns3::camcube
{

OptionText
ShareList()
{
    return AnyText("shares from 0 to 1 joined by commas");
}

std::vector<double>
ParseShares(const std::string& option, const std::string& text)
{
    std::vector<double> shares;
    for (const std::string& word : SplitAt(',', text))
    {
        const double share = ParseNumber(word).value_or(-1);
        if (!(share >= 0 && share <= 1))
        {
            throw std::invalid_argument(AbridgeArgument("--" + option + "=" + text) +
                                        ": give shares from 0 to 1 joined by commas, such as "
                                        "0,0.1,0.5");
        }
        shares.push_back(share);
    }
    return shares;
}

} // namespace ns3::camcube
