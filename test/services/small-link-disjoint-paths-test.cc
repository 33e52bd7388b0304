/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Paths of one pair share no link, and whoever can be reached is reached when links have failed.

#include "disjoint-paths-check.h"
#include "line-count.h"
#include "small-link-disjoint-paths.h"

using namespace ns3;
using namespace ns3::camcube;

class SmallLinkDisjointPathsTest : public DisjointPathsTest<SmallLinkDisjointPaths>
{
};

TEST_F(SmallLinkDisjointPathsTest, IsShort)
{
    ExpectLines("test/services/small-link-disjoint-paths.h", 60);
}

TEST_F(SmallLinkDisjointPathsTest, PairsHaveThreePathsThatShareNoLink)
{
    ExpectThreePaths();
}

TEST_F(SmallLinkDisjointPathsTest, WhoCanBeReachedIsReachedAfterStorms)
{
    ExpectArrivalsAfterStorms();
}
