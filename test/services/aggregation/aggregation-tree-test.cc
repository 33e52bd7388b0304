/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The trees lead to the root from everywhere, share no link in one direction, and are no deeper
// than they should be, in boxes of all sides.

#include "ns3/aggregation-tree.h"

#include <gtest/gtest.h>
#include <iostream>
#include <set>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What all trees to one root are like. */
struct Found
{
    uint64_t shared{0};    //!< links that two trees take
    uint64_t lost{0};      //!< places from which a tree does not lead to the root
    uint64_t strangers{0}; //!< places that a parent does not see as its children, or the reverse
    uint32_t depth{0};     //!< of the deepest
    std::set<uint32_t> entrances; //!< ports by which they enter the root
};

Found
Look(const Torus& torus, const TorusCoordinate& root)
{
    Found found;
    std::set<std::pair<uint32_t, uint8_t>> links;
    for (uint8_t number : torus.GetPorts())
    {
        const AggregationTree tree(torus, root, number);
        uint64_t children = 0;
        for (uint32_t server = 0; server < torus.GetNServers(); ++server)
        {
            const TorusCoordinate place = torus.GetCoordinate(server);
            children += tree.GetChildPorts(place).GetSize();
            uint32_t hops = 0;
            TorusCoordinate at = place;
            for (; at != root && hops <= torus.GetNServers(); ++hops)
            {
                at = tree.GetNeighbor(at, tree.GetParentPort(at));
            }
            found.lost += at != root;
            found.depth = std::max(found.depth, hops);
            if (place == root)
            {
                EXPECT_EQ(tree.GetParentPort(root), N_TORUS_PORTS);
                EXPECT_EQ(tree.GetChildPorts(root).GetSize(), 1U);
                found.entrances.insert(tree.GetChildPorts(root).GetFirst());
                continue;
            }
            const uint8_t port = tree.GetParentPort(place);
            found.shared += !links.emplace(server, port).second;
            const TorusCoordinate parent = tree.GetNeighbor(place, port);
            found.strangers += !tree.GetChildPorts(parent).Contains(OppositePort(port));
        }
        found.strangers += children != torus.GetNServers() - 1;
    }
    return found;
}

} // namespace

TEST(AggregationTree, ShareNoLinkInBoxesOfAllSides)
{
    uint32_t boxes = 0;
    for (uint32_t kx = 1; kx <= 6; ++kx)
    {
        for (uint32_t ky = 1; ky <= 6; ++ky)
        {
            for (uint32_t kz = 1; kz <= 6; ++kz)
            {
                const Torus torus(kx, ky, kz);
                const uint32_t root = (31 * kx + 17 * ky + kz) % torus.GetNServers();
                const Found found = Look(torus, torus.GetCoordinate(root));
                EXPECT_EQ(found.shared, 0U) << torus.GetName();
                EXPECT_EQ(found.lost, 0U) << torus.GetName();
                EXPECT_EQ(found.strangers, 0U) << torus.GetName();
                EXPECT_EQ(found.entrances.size(), torus.GetPorts().GetSize()) << torus.GetName();
                EXPECT_LE(found.depth + 2, kx + ky + kz + (torus.GetNServers() == 1 ? 0 : 2))
                    << torus.GetName();
                ++boxes;
            }
        }
    }
    std::cout << "measured: " << boxes << " boxes of sides 1 to 6: no link on two trees\n";
}

TEST(AggregationTree, AreNoDeeperThanTheSumOfSides)
{
    for (uint32_t side : {3, 8, 12})
    {
        const Torus torus(side, side, side);
        const Found found = Look(torus, {1, 2, 0});
        EXPECT_EQ(found.depth, 3 * side - 2);
        EXPECT_EQ(found.shared + found.lost + found.strangers, 0U);
        std::cout << "measured: " << torus.GetName() << ": " << found.entrances.size() << " trees, "
                  << found.depth << " hops deep\n";
    }
}
