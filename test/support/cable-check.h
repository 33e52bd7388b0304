/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CABLE_CHECK_H
#define CABLE_CHECK_H

#include <gtest/gtest.h>
#include <set>

namespace ns3::camcube
{

/** Every cable of a topology is seen from both its ends, and there are as many as it says. */
template <typename Topology>
void
CheckCables(const Topology& topology)
{
    uint64_t ends = 0;
    for (uint32_t node = 0; node < topology.GetNNodes(); ++node)
    {
        std::set<uint32_t> neighbors;
        for (uint32_t port = 0; port < topology.GetNPorts(node); ++port)
        {
            const uint32_t neighbor = topology.GetNeighbor(node, port);
            ASSERT_LT(neighbor, topology.GetNNodes());
            ASSERT_NE(neighbor, node);
            EXPECT_TRUE(neighbors.insert(neighbor).second) << "two cables at node " << node;
            uint32_t back = 0;
            for (uint32_t p = 0; p < topology.GetNPorts(neighbor); ++p)
            {
                back += topology.GetNeighbor(neighbor, p) == node;
            }
            EXPECT_EQ(back, 1U) << "node " << node << " port " << port;
            ++ends;
        }
    }
    EXPECT_EQ(ends, 2 * topology.GetNCables());
    EXPECT_EQ(ends, topology.GetNPorts());
}

/** Addresses are all different, and only those of servers are found. */
template <typename Topology>
void
CheckAddresses(const Topology& topology)
{
    std::set<uint32_t> addresses;
    for (uint32_t node = 0; node < topology.GetNNodes(); ++node)
    {
        const uint32_t address = topology.GetAddress(node);
        EXPECT_EQ(address >> 24, 10U);
        EXPECT_TRUE(addresses.insert(address).second) << "node " << node;
        const auto found = topology.FindServer(address);
        ASSERT_EQ(found.has_value(), node < topology.GetNServers()) << "node " << node;
        EXPECT_EQ(found.value_or(node), node);
    }
    for (uint32_t address : {0x0a000000U, 0x0affffffU, 0x09000001U, 0x0b000001U, 0U, UINT32_MAX})
    {
        EXPECT_FALSE(topology.FindServer(address)) << address;
    }
}

/** \return the sentence with which a call refuses its arguments; empty if it does not */
template <typename Call>
std::string
Refusal(Call call)
{
    try
    {
        call();
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "";
}

} // namespace ns3::camcube

#endif /* CABLE_CHECK_H */
