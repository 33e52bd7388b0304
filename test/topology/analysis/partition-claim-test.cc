/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Costa et al. (WREN 2009) say that a torus survives 50 % of its links or servers failed, and that
// a DCell can be partitioned with fewer than 5 %. What is so, at random and at worst.

#include "ns3/bisection.h"
#include "ns3/dcell.h"
#include "ns3/failure-curve.h"
#include "ns3/fault-tolerance.h"
#include "ns3/topology-instance.h"

#include <gtest/gtest.h>
#include <iomanip>
#include <iostream>
#include <numeric>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

const uint32_t ORDERS = 60; //!< random orders of failure
const uint64_t SEED = 1;    //!< decides them

std::string
Text(const ConfidenceInterval& interval)
{
    std::ostringstream os;
    os << std::fixed << std::setprecision(2) << 100 * interval.mean << " % (" << 100 * interval.low
       << " to " << 100 * interval.high << ")";
    return os.str();
}

/** Lets links or servers fail, and prints what is left at the last share. */
FailureCurve
Fail(const std::string& name, const std::string& size, FailureKind kind, double share)
{
    const TopologyGraph graph = TopologyInstance::MakeOfSize(name, size)->BuildGraph();
    FailureCurve curve(graph, kind, {share}, ORDERS, SEED);
    const FailureCurve::Point& point = curve.GetPoints().back();
    std::cout << "measured: partition at random: " << name << ' ' << size << ", " << 100 * share
              << " % of " << GetName(kind) << " failed, " << ORDERS << " orders: largest component "
              << Text(point.largest) << ", connected pairs " << Text(point.pairs)
              << ", some server cut off in " << Text(point.partitioned) << " of orders, first at "
              << Text(curve.GetFirstPartition()) << '\n';
    return curve;
}

} // namespace

TEST(PartitionClaim, TorusHoldsTogetherAtHalf)
{
    for (FailureKind kind : {FailureKind::LINKS, FailureKind::SERVERS})
    {
        const FailureCurve curve = Fail("torus", "20x20x20", kind, 0.5);
        // Nearly all are together, yet not all.
        EXPECT_GT(curve.GetPoints()[0].largest.low, 0.97) << "seed " << SEED;
        EXPECT_LT(curve.GetPoints()[0].largest.high, 0.99) << "seed " << SEED;
        EXPECT_EQ(curve.GetPoints()[0].partitioned.mean, 1) << "seed " << SEED;
    }
}

TEST(PartitionClaim, DcellLosesSomeServerUnderFivePercentOfLinks)
{
    const FailureCurve curve = Fail("dcell", "9,2", FailureKind::LINKS, 0.05);
    EXPECT_LT(curve.GetFirstPartition().mean, 0.05) << "seed " << SEED;
    EXPECT_GT(curve.GetPoints()[0].partitioned.low, 0.3) << "seed " << SEED;
    // But hardly more than one of 8,190.
    EXPECT_GT(curve.GetPoints()[0].pairs.low, 0.999) << "seed " << SEED;
    EXPECT_LT(curve.GetPoints()[0].components.high, 3) << "seed " << SEED;
}

TEST(PartitionClaim, DcellDoesNotUnderFivePercentOfServers)
{
    const FailureCurve curve = Fail("dcell", "9,2", FailureKind::SERVERS, 0.05);
    EXPECT_EQ(curve.GetPoints()[0].partitioned.mean, 0) << "seed " << SEED;
    EXPECT_GT(curve.GetFirstPartition().low, 0.2) << "seed " << SEED;
}

// Somebody who chooses what fails needs few links, of a DCell and of a torus.
TEST(PartitionClaim, AtWorstFewLinksPartBoth)
{
    const Dcell dcell(9, 2);
    const TopologyGraph cells = TopologyInstance::MakeOfSize("dcell", "9,2")->BuildGraph();
    std::vector<uint32_t> cell(dcell.GetCellSize(1));
    std::iota(cell.begin(), cell.end(), 0);
    const uint64_t cellCut = CutBetween(cells, cell);
    EXPECT_EQ(cellCut, 90U); // one link to each of the 90 other cells
    EXPECT_EQ(*FindSmallestCut(cells, FailureKind::LINKS), 3U);
    EXPECT_EQ(*FindSmallestCut(cells, FailureKind::SERVERS), 10U);

    const TopologyGraph cube = TopologyInstance::MakeOfSize("torus", "20x20x20")->BuildGraph();
    std::vector<uint32_t> half(4000);
    std::iota(half.begin(), half.end(), 0);
    const uint64_t halfCut = CutBetween(cube, half);
    EXPECT_EQ(halfCut, 800U);
    EXPECT_EQ(*FindSmallestCut(cube, FailureKind::LINKS), 6U);
    EXPECT_EQ(*FindSmallestCut(cube, FailureKind::SERVERS), 6U);

    const auto percent = [](double part, double all) { return 100 * part / all; };
    std::cout << "measured: partition at worst: dcell 9,2: 3 links or 10 servers cut off a server, "
              << cellCut << " links (" << percent(cellCut, cells.GetCables().size())
              << " %) a cell of 90; torus 20x20x20: 6 links or 6 servers cut off a server, "
              << halfCut << " links (" << percent(halfCut, cube.GetCables().size())
              << " %) half of all\n";
}
