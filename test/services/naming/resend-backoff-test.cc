/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// When a message without an answer is sent again.

#include "ns3/resend-backoff.h"

#include <gtest/gtest.h>
#include <vector>

using namespace ns3::camcube;

namespace
{

/** \return the first ticks at which a message is sent again */
std::vector<uint32_t>
GetTicks(uint32_t limit, uint32_t number)
{
    ResendBackoff backoff;
    std::vector<uint32_t> ticks;
    while (ticks.size() < number)
    {
        if (backoff.Tick(limit))
        {
            ticks.push_back(backoff.GetTicks());
        }
    }
    return ticks;
}

} // namespace

TEST(ResendBackoff, DoublesUpToItsLimit)
{
    const std::vector<uint32_t> doubled{2, 4, 8, 16, 32, 48, 64};
    EXPECT_EQ(GetTicks(16, doubled.size()), doubled);
    const std::vector<uint32_t> each{2, 3, 4, 5};
    EXPECT_EQ(GetTicks(1, each.size()), each);
    const std::vector<uint32_t> unbounded{2, 4, 8, 16, 32, 64, 128};
    EXPECT_EQ(GetTicks(1 << 20, unbounded.size()), unbounded);
}
