/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Slabs are whole planes, as equal as can be, one after the other.

#include "ns3/torus-slabs.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <stdexcept>
#include <vector>

using namespace ns3::camcube;

namespace
{

TEST(TorusSlabsTest, ShareOutWholePlanesInOrder)
{
    for (const auto& [kx, ky, kz] : {std::array{3U, 4U, 5U}, {1U, 2U, 7U}, {2U, 1U, 8U}})
    {
        const Torus torus(kx, ky, kz);
        for (uint32_t slabs = 1; slabs <= kz; ++slabs)
        {
            const TorusSlabs shares(torus, slabs);
            std::vector<std::set<uint32_t>> planes(slabs);
            uint32_t last = 0;
            for (uint32_t server = 0; server < torus.GetNServers(); ++server)
            {
                const uint32_t slab = shares.GetSlab(server);
                ASSERT_LT(slab, slabs);
                ASSERT_GE(slab, last);
                last = slab;
                planes[slab].insert(torus.GetCoordinate(server).z);
            }
            std::size_t all = 0;
            for (const auto& own : planes)
            {
                EXPECT_GE(own.size(), kz / slabs);
                EXPECT_LE(own.size(), (kz + slabs - 1) / slabs);
                all += own.size(); // so no plane is in two of them
            }
            EXPECT_EQ(all, kz);
        }
    }
}

TEST(TorusSlabsTest, RefuseMoreThanThereArePlanes)
{
    EXPECT_THROW(TorusSlabs(Torus(9, 9, 3), 4), std::invalid_argument);
    EXPECT_THROW(TorusSlabs(Torus(9, 9, 1), 2), std::invalid_argument);
    EXPECT_THROW(TorusSlabs(Torus(9, 9, 3), 0), std::invalid_argument);
}

} // namespace
