/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Paths of one pair share no link, and whoever can be reached is reached when links have failed.

#include "disjoint-paths-check.h"

#include "ns3/link-disjoint-paths.h"

using namespace ns3;
using namespace ns3::camcube;

class LinkDisjointPathsTest : public DisjointPathsTest<LinkDisjointPaths>
{
};

TEST_F(LinkDisjointPathsTest, PairsHaveThreePathsThatShareNoLink)
{
    ExpectThreePaths();
}

TEST_F(LinkDisjointPathsTest, WhoCanBeReachedIsReachedAfterStorms)
{
    ExpectArrivalsAfterStorms();
}
