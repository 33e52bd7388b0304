/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The entries of a slot: merged in any order, read page by page, and forgotten.

#include "ns3/slot-contents.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

NamingEntry
Entry(const std::string& name, uint64_t epoch, uint32_t counter, uint32_t client = 0)
{
    NamingEntry entry;
    entry.name = name;
    entry.epoch = epoch;
    entry.counter = counter;
    entry.client = client;
    entry.sequence = client > 0 ? counter : 0;
    entry.kind = client > 0         ? NamingEntry::OPERATION
                 : counter % 3 == 0 ? NamingEntry::TOMBSTONE
                                    : NamingEntry::VALUE;
    entry.value = entry.kind == NamingEntry::VALUE ? "value" : "";
    return entry;
}

std::vector<NamingEntry>
DrawEntries(std::mt19937& random)
{
    std::vector<NamingEntry> entries;
    for (uint32_t i = 0; i < 100; ++i)
    {
        entries.push_back(
            Entry("name-" + std::to_string(random() % 20), 1 + random() % 3, 1 + i, random() % 3));
    }
    return entries;
}

} // namespace

TEST(SlotContents, DoNotDependOnTheOrderInWhichEntriesCome)
{
    std::mt19937 random(1);
    for (uint32_t round = 0; round < 100; ++round)
    {
        std::vector<NamingEntry> entries = DrawEntries(random);
        SlotContents contents;
        EXPECT_EQ(contents.GetDigest(), 0U);
        for (const NamingEntry& entry : entries)
        {
            contents.Merge(entry);
        }
        std::shuffle(entries.begin(), entries.end(), random);
        SlotContents other;
        for (const NamingEntry& entry : entries)
        {
            other.Merge(entry);
            other.Merge(entry);
        }
        EXPECT_EQ(contents.GetDigest(), other.GetDigest());
        EXPECT_EQ(contents.GetSize(), other.GetSize());
        for (const NamingEntry& entry : entries)
        {
            const NamingEntry* found = contents.Find(entry.name, entry.client);
            ASSERT_TRUE(found);
            EXPECT_FALSE(entry.IsNewerThan(*found));
        }
        other.Merge(Entry("one more", 1, 1));
        EXPECT_NE(contents.GetDigest(), other.GetDigest());
    }
}

TEST(SlotContents, AreReadPageByPage)
{
    std::mt19937 random(1);
    for (std::size_t bytes : {1U, 100U, 1000U, 1000000U})
    {
        SlotContents contents;
        for (const NamingEntry& entry : DrawEntries(random))
        {
            contents.Merge(entry);
        }
        SlotContents copy;
        std::optional<NamingEntry> last;
        bool isLast = false;
        uint32_t pages = 0;
        while (!isLast)
        {
            std::vector<NamingEntry> page;
            isLast = contents.GetPage(last ? &*last : nullptr, bytes, page);
            ASSERT_FALSE(page.empty());
            for (const NamingEntry& entry : page)
            {
                copy.Merge(entry);
            }
            last = page.back();
            ++pages;
        }
        EXPECT_EQ(copy.GetDigest(), contents.GetDigest());
        EXPECT_EQ(copy.GetSize(), contents.GetSize());
        EXPECT_TRUE(bytes > 1 || pages == contents.GetSize());
        EXPECT_TRUE(bytes < 1000000 || pages == 1);
    }
    std::vector<NamingEntry> page;
    EXPECT_TRUE(SlotContents().GetPage(nullptr, 1000, page));
    EXPECT_TRUE(page.empty());
}

TEST(SlotContents, ForgetTombstonesAndOperations)
{
    SlotContents contents;
    contents.Merge(Entry("a", 1, 3)); // a tombstone
    contents.Merge(Entry("b", 2, 3)); // another
    contents.Merge(Entry("c", 1, 1));
    contents.Merge(Entry("c", 1, 1, 7));
    contents.DropTombstones(1, 2);
    EXPECT_EQ(contents.GetSize(), 4U);
    contents.DropTombstones(1, 3);
    EXPECT_FALSE(contents.Find("a"));
    EXPECT_TRUE(contents.Find("b"));
    contents.DropTombstones(2, UINT32_MAX);
    EXPECT_EQ(contents.GetSize(), 2U);
    contents.DropOperations(1);
    EXPECT_TRUE(contents.Find("c", 7));
    contents.DropOperations(2);
    EXPECT_FALSE(contents.Find("c", 7));
    EXPECT_TRUE(contents.Find("c"));
    SlotContents same;
    same.Merge(Entry("c", 1, 1));
    EXPECT_EQ(contents.GetDigest(), same.GetDigest());
}
