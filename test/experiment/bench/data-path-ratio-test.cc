/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The cube's costs beside those of stock ns-3 parts, and the memory of large cubes, as
// camcube-bench measures them. Bounds on ratios are below what a quiet machine shows.

#include "ns3/alternating-runs.h"
#include "ns3/datagram-load.h"
#include "ns3/farthest-packet.h"
#include "ns3/forked-measurement.h"
#include "ns3/tcp-load.h"

#include <gtest/gtest.h>
#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Runs two kinds in turn; \return the medians of quotients, stock over ours, of cost and set-up */
std::pair<double, double>
CompareWithStock(const std::string& what,
                 uint32_t nRuns,
                 const std::function<Measured()>& ours,
                 const std::function<Measured()>& stock)
{
    AlternatingRuns runs;
    runs.Add("ours", [&](const auto&) { return ours(); });
    runs.Add("stock", [&](const auto&) { return stock(); });
    for (uint32_t i = 0; i < nRuns; ++i)
    {
        runs.RunOnce();
    }
    const double cost = AlternatingRuns::Summarize(
        runs.Compare({"stock", "ours"}, "cpu_s", {"packet_hops", "packet_hops"}))["median"];
    const double setup =
        AlternatingRuns::Summarize(runs.Compare({"stock", "ours"}, "setup_wall_s"))["median"];
    std::cout << "measured: " << what << ": packet-hops a second over stock " << cost
              << ", set-up as fast " << setup << " times\n";
    return {cost, setup};
}

double
MemoryOf(const std::string& what, const std::function<Measured()>& body)
{
    const Measured measured = MeasureForked(body);
    const double memory = measured["rss_mib"];
    std::cout << "measured: " << what << ": set-up " << measured["setup_wall_s"] << " s, run "
              << measured["wall_s"] << " s (" << measured["cpu_s"] << " s of processor time), "
              << measured["packet_hops"] << " packet-hops, " << memory << " MiB\n";
    return memory;
}

} // namespace

TEST(DataPathRatio, BenchDatagramsAgainstStock)
{
    const DatagramLoad load(8, DatagramLoad::DurationFor(8, 200'000));
    const auto [cost, setup] = CompareWithStock(
        "datagrams, k=8",
        5,
        [&] { return load.MeasureRouted(); },
        [&] { return load.MeasureStock(); });
    EXPECT_GE(cost, 10);
    EXPECT_GE(setup, 5);
}

TEST(DataPathRatio, BenchTcpOverTheCubeAgainstStock)
{
    const TcpLoad load(MilliSeconds(1));
    const auto [cost, setup] = CompareWithStock(
        "TCP over the cube, k=8",
        3,
        [&] { return load.MeasureCube(8); },
        [&] { return load.MeasureStockTorus(8); });
    EXPECT_GE(cost, 2);
    EXPECT_GE(setup, 2);
}

TEST(DataPathRatio, BenchTcpOverTheFatTreeAgainstStock)
{
    const TcpLoad load(MilliSeconds(1));
    const auto [cost, setup] = CompareWithStock(
        "TCP over the fat-tree, k=16",
        5,
        [&] { return load.MeasureFatTree(16); },
        [&] { return load.MeasureStockFatTree(16); });
    // ns-3's own stack takes nearly all of it on both sides: little is ours to win, and the noise
    // is larger (0.78 to 0.95 in runs of one binary). What a hop costs the counts of instructions
    // guard.
    EXPECT_GE(cost, 0.7);
    EXPECT_GE(setup, 10);
}

TEST(DataPathRatio, SlowMemoryOfLargeCubes)
{
    EXPECT_LE(MemoryOf("20x20x20, 8,000 flows, 1 ms",
                       [] { return DatagramLoad(20, MilliSeconds(1)).MeasureRouted(); }),
              512);
    EXPECT_LE(MemoryOf("30x30x30, 27,000 flows, 1 ms",
                       [] { return DatagramLoad(30, MilliSeconds(1)).MeasureRouted(); }),
              2048);
    EXPECT_LE(MemoryOf("47x47x47, a packet to the farthest server",
                       [] {
                           const Measured measured = MeasureFarthestPacket(47);
                           // 23 hops along each axis
                           return measured["delivered_packets"] == 1 &&
                                          measured["packet_hops"] == 69
                                      ? measured
                                      : throw std::runtime_error("it did not come by 69 hops");
                       }),
              8192);
}
