/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a server keeps of others' reports, against a plain map.

#include "ns3/link-state-database.h"

#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

TEST(LinkReport, IsNewerThanAllBeforeIt)
{
    LinkReport report;
    for (uint32_t i = 0; i < 100; ++i)
    {
        const LinkReport next = report.GetNext(PortSet(i % 64));
        EXPECT_EQ(next.GetDown(), PortSet(i % 64));
        EXPECT_TRUE(next.IsNewerThan(report));
        EXPECT_FALSE(report.IsNewerThan(next));
        EXPECT_FALSE(next.IsNewerThan(next));
        report = next;
    }
    const LinkReport last{UINT32_MAX}; // the sequence number begins anew behind it
    EXPECT_TRUE(last.GetNext(PortSet()).IsNewerThan(last));
    EXPECT_FALSE(last.IsNewerThan(last.GetNext(PortSet(5))));
}

TEST(LinkReport, IsOnTheWireWhatItWas)
{
    const LinkStateEntry entry{0x123456, LinkReport{0x89abcdef}};
    std::array<uint8_t, LinkStateEntry::WIRE_BYTES> bytes;
    entry.Write(bytes.data());
    EXPECT_EQ(bytes[0], 0x12);
    EXPECT_EQ(bytes[6], 0xef);
    EXPECT_EQ(LinkStateEntry::Read(bytes.data()).server, entry.server);
    EXPECT_EQ(LinkStateEntry::Read(bytes.data()).report, entry.report);
}

TEST(LinkStateDatabase, EqualsAMapWhileItFillsUp)
{
    constexpr uint32_t SERVERS = 1000;
    std::mt19937 random(7);
    std::map<uint32_t, LinkReport> model;
    LinkStateDatabase database(SERVERS);
    EXPECT_EQ(database.GetBytes(), 0U);
    std::size_t most = 0;
    for (uint32_t step = 0; step < 5000; ++step)
    {
        const uint32_t server = random() % SERVERS;
        model[server] = model[server].GetNext(PortSet(random() % 3 == 0 ? 0 : random() % 64));
        database.Set(server, model[server]);
        most = std::max(most, database.GetBytes());
        if (step % 100 != 0)
        {
            continue;
        }
        uint32_t damaged = 0;
        for (const auto& [key, report] : model)
        {
            EXPECT_EQ(database.Get(key), report);
            damaged += !report.GetDown().IsEmpty();
        }
        EXPECT_EQ(database.GetDamaged(), damaged);
        std::map<uint32_t, LinkReport> visited;
        database.ForEach([&](uint32_t key, LinkReport report) { visited[key] = report; });
        EXPECT_EQ(visited, model);
        // The order in which reports came does not count.
        LinkStateDatabase other(SERVERS);
        for (auto report = model.rbegin(); report != model.rend(); ++report)
        {
            EXPECT_NE(other.GetDigest(), database.GetDigest());
            other.Set(report->first, report->second);
        }
        EXPECT_EQ(other.GetDigest(), database.GetDigest());
    }
    std::cout << "measured: at most " << most << " bytes for the reports of " << SERVERS
              << " servers\n";
    EXPECT_LE(most, SERVERS * sizeof(LinkReport));
}
