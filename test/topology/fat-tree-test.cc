/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "graph-search.h"

#include "ns3/fat-tree.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <stdexcept>
#include <vector>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** \return an address spelled out, to be compared with the paper's */
std::string
Text(uint32_t address)
{
    return std::to_string(address >> 24) + "." + std::to_string(address >> 16 & 0xff) + "." +
           std::to_string(address >> 8 & 0xff) + "." + std::to_string(address & 0xff);
}

class FatTreeSizes : public testing::TestWithParam<uint32_t>
{
  protected:
    uint32_t m_k{GetParam()};
    FatTree m_tree{m_k};
};

} // namespace

TEST_P(FatTreeSizes, CountsAreThePapers)
{
    EXPECT_EQ(m_tree.GetK(), m_k);
    EXPECT_EQ(m_tree.GetNHosts(), m_k * m_k * m_k / 4);
    EXPECT_EQ(m_tree.GetNEdgeSwitches(), m_k * m_k / 2);
    EXPECT_EQ(m_tree.GetNAggregationSwitches(), m_k * m_k / 2);
    EXPECT_EQ(m_tree.GetNCoreSwitches(), m_k * m_k / 4);
    EXPECT_EQ(m_tree.GetNSwitches(), 5 * m_k * m_k / 4);
    EXPECT_EQ(m_tree.GetNNodes(), m_tree.GetNHosts() + m_tree.GetNSwitches());
    EXPECT_EQ(m_tree.GetNPorts(), m_tree.GetNHosts() + m_k * m_tree.GetNSwitches());
}

TEST_P(FatTreeSizes, NumbersPlacesAndAddressesAreInverse)
{
    std::set<uint32_t> addresses;
    for (uint32_t node = 0; node < m_tree.GetNNodes(); ++node)
    {
        const uint32_t address = m_tree.GetAddress(node);
        EXPECT_TRUE(addresses.insert(address).second) << Text(address) << " twice";
        const auto found = m_tree.FindHost(address);
        ASSERT_EQ(found.has_value(), node < m_tree.GetNHosts()) << Text(address);
        if (found)
        {
            EXPECT_EQ(m_tree.GetNumber(*found), node);
            EXPECT_EQ(m_tree.GetNumber(m_tree.GetHost(node)), node);
        }
        else
        {
            EXPECT_EQ(m_tree.GetNumber(m_tree.GetSwitch(node)), node);
        }
    }
}

TEST_P(FatTreeSizes, EveryCableIsSeenFromBothEnds)
{
    uint32_t ends = 0;
    for (uint32_t node = 0; node < m_tree.GetNNodes(); ++node)
    {
        std::set<uint32_t> neighbors;
        for (uint32_t port = 0; port < m_tree.GetNPorts(node); ++port)
        {
            const uint32_t neighbor = m_tree.GetNeighbor(node, port);
            ASSERT_LT(neighbor, m_tree.GetNNodes());
            EXPECT_TRUE(neighbors.insert(neighbor).second);
            uint32_t back = 0;
            uint32_t backPort = 0;
            for (uint32_t p = 0; p < m_tree.GetNPorts(neighbor); ++p)
            {
                if (m_tree.GetNeighbor(neighbor, p) == node)
                {
                    ++back;
                    backPort = p;
                }
            }
            EXPECT_EQ(back, 1U);
            EXPECT_NE(port >= m_tree.GetFirstUpPort(node),
                      backPort >= m_tree.GetFirstUpPort(neighbor));
            ++ends;
        }
    }
    EXPECT_EQ(ends, 2 * m_tree.GetNCables());
    EXPECT_EQ(ends, m_tree.GetNPorts());
}

TEST_P(FatTreeSizes, DistancesEqualASearch)
{
    uint32_t farthest = 0;
    double sum = 0;
    for (uint32_t from = 0; from < m_tree.GetNHosts(); ++from)
    {
        const std::vector<uint32_t> distance = SearchFrom(m_tree, from);
        for (uint32_t to = 0; to < m_tree.GetNHosts(); ++to)
        {
            ASSERT_EQ(m_tree.GetDistance(from, to), distance[to]) << from << " to " << to;
            farthest = std::max(farthest, distance[to]);
            sum += distance[to];
        }
    }
    const double n = m_tree.GetNHosts();
    EXPECT_EQ(m_tree.GetDiameter(), farthest);
    EXPECT_NEAR(m_tree.GetMeanDistance(), sum / (n * (n - 1)), 1e-9);
    std::cout << "measured: fat-tree structure: " << m_tree.GetName() << ": " << n << " hosts, "
              << m_tree.GetNSwitches() << " switches, " << m_tree.GetNPorts() << " ports, "
              << m_tree.GetNCables() << " cables, diameter " << farthest << ", mean "
              << m_tree.GetMeanDistance() << " links\n";
}

// A port down is one that a search takes; where there is none, every port up is on a shortest path.
TEST_P(FatTreeSizes, DownPortsEqualASearch)
{
    for (uint32_t to = 0; to < m_tree.GetNHosts(); ++to)
    {
        const std::vector<uint32_t> distance = SearchFrom(m_tree, to);
        const FatTreeHost host = m_tree.GetHost(to);
        for (uint32_t node = m_tree.GetNHosts(); node < m_tree.GetNNodes(); ++node)
        {
            const auto down = m_tree.GetDownPort(m_tree.GetSwitch(node), host);
            for (uint32_t port = 0; port < m_tree.GetNPorts(node); ++port)
            {
                const bool closer = distance[m_tree.GetNeighbor(node, port)] + 1 == distance[node];
                const bool taken = down ? port == *down : port >= m_tree.GetFirstUpPort(node);
                ASSERT_EQ(closer, taken) << "node " << node << " port " << port << " to " << to;
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(K, FatTreeSizes, testing::Values(2U, 4U, 6U, 8U));

// Al-Fares et al., SIGCOMM 2008, figure 3 (k=4).
TEST(FatTree, AddressesOfThePaper)
{
    const FatTree tree(4);
    EXPECT_EQ(Text(tree.GetAddress(0)), "10.0.0.2");
    EXPECT_EQ(Text(tree.GetAddress(1)), "10.0.0.3");
    EXPECT_EQ(Text(tree.GetAddress(2)), "10.0.1.2");
    EXPECT_EQ(Text(tree.GetAddress(11)), "10.2.1.3");
    EXPECT_EQ(Text(tree.GetAddress(tree.GetNumber(FatTreeSwitch{FatTreeSwitch::EDGE, 2, 0}))),
              "10.2.0.1");
    EXPECT_EQ(
        Text(tree.GetAddress(tree.GetNumber(FatTreeSwitch{FatTreeSwitch::AGGREGATION, 2, 0}))),
        "10.2.2.1");
    EXPECT_EQ(Text(tree.GetAddress(tree.GetNNodes() - 4)), "10.4.1.1");
    EXPECT_EQ(Text(tree.GetAddress(tree.GetNNodes() - 3)), "10.4.1.2");
    EXPECT_EQ(Text(tree.GetAddress(tree.GetNNodes() - 2)), "10.4.2.1");
}

TEST(FatTree, AddressesThatNoHostHas)
{
    const FatTree tree(4);
    for (uint32_t address : {0x0a000001U,  // an edge switch
                             0x0a000004U,  // id too high
                             0x0a000000U,  // id too low
                             0x0a000202U,  // an aggregation switch has no hosts
                             0x0a040101U,  // the core
                             0x0a040002U,  // pod too high
                             0x0b000002U,  // another network
                             0xffffffffU}) // broadcast
    {
        EXPECT_FALSE(tree.FindHost(address)) << Text(address);
    }
}

// Every byte of every address fits, as far as MAX_K.
TEST(FatTree, TheLargestHasDistinctAddresses)
{
    const FatTree tree(FatTree::MAX_K);
    EXPECT_EQ(tree.GetNHosts(), 4096766U);
    std::vector<uint32_t> addresses;
    for (uint32_t node = 0; node < tree.GetNNodes(); ++node)
    {
        const uint32_t address = tree.GetAddress(node);
        ASSERT_EQ(address >> 24, 10U);
        ASSERT_EQ(tree.FindHost(address).has_value(), node < tree.GetNHosts());
        addresses.push_back(address);
    }
    std::sort(addresses.begin(), addresses.end());
    EXPECT_EQ(std::adjacent_find(addresses.begin(), addresses.end()), addresses.end());
    EXPECT_EQ(Text(tree.GetAddress(tree.GetNNodes() - 1)), "10.254.127.127");
}

TEST(FatTree, SmallestForIsSmallest)
{
    EXPECT_EQ(FatTree::SmallestFor(1).GetK(), 2U);
    EXPECT_EQ(FatTree::SmallestFor(2).GetK(), 2U);
    EXPECT_EQ(FatTree::SmallestFor(3).GetK(), 4U);
    EXPECT_EQ(FatTree::SmallestFor(64).GetK(), 8U); // k=6 has 54
    EXPECT_EQ(FatTree::SmallestFor(1024).GetName(), "k=16");
    EXPECT_EQ(FatTree::SmallestFor(1025).GetName(), "k=18");
    EXPECT_EQ(FatTree::SmallestFor(4096766).GetK(), 254U);
    EXPECT_THROW(FatTree::SmallestFor(0), std::invalid_argument);
    EXPECT_THROW(FatTree::SmallestFor(4096767), std::invalid_argument);
}

TEST(FatTree, ImpossibleSizesAreRefused)
{
    for (uint32_t k : {0U, 1U, 3U, 255U, 256U, UINT32_MAX})
    {
        EXPECT_THROW(FatTree tree(k), std::invalid_argument) << k;
    }
}
