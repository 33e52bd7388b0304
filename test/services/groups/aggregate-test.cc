/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What several values give together, and its bytes.

#include "ns3/convergecast-answer.h"
#include "ns3/header-fields.h"

#include <gtest/gtest.h>
#include <iostream>
#include <random>
#include <set>
#include <stdexcept>
#include <string>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Values are texts, and are combined to one behind the other. */
Ptr<Packet>
Text(const std::string& text)
{
    return Create<Packet>(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

std::string
TextOf(const Packet& packet)
{
    std::string text(packet.GetSize(), ' ');
    packet.CopyData(reinterpret_cast<uint8_t*>(text.data()), text.size());
    return text;
}

Ptr<Packet>
Join(const Ptr<const Packet>& a, const Ptr<const Packet>& b)
{
    return Text(TextOf(*a) + TextOf(*b));
}

std::optional<Aggregate>
Read(const Torus& torus, const std::vector<uint8_t>& bytes)
{
    return Aggregate::Read(torus, *Create<Packet>(bytes.data(), bytes.size()));
}

} // namespace

TEST(Aggregate, AddsOthers)
{
    Aggregate sum{Text("a"), {3}};
    sum.Add({Text("b"), {1, 7}}, Join);
    sum.Add({}, Join);
    EXPECT_EQ(TextOf(*sum.value), "ab");
    EXPECT_EQ(sum.servers, (std::vector<uint32_t>{1, 3, 7}));
    EXPECT_TRUE(sum.isComplete);
    sum.Add(Aggregate::Nothing(), Join);
    EXPECT_FALSE(sum.isComplete);
    Aggregate first;
    first.Add(sum, Join);
    EXPECT_EQ(first.servers, sum.servers);
    EXPECT_FALSE(first.isComplete);
}

TEST(Aggregate, CountsNoServerTwice)
{
    Aggregate sum{Text("a"), {1, 3}};
    sum.Add({Text("b"), {2, 3}}, Join);
    EXPECT_EQ(TextOf(*sum.value), "a");
    EXPECT_EQ(sum.servers, (std::vector<uint32_t>{1, 3}));
    EXPECT_FALSE(sum.isComplete);
}

TEST(Aggregate, RefusesAFunctionThatGivesNothing)
{
    Aggregate sum{Text("a"), {1}};
    EXPECT_THROW(sum.Add({Text("b"), {2}}, [](auto&, auto&) { return nullptr; }), std::logic_error);
}

TEST(Aggregate, IsReadAsItWasWritten)
{
    std::mt19937 random(1);
    std::size_t longest = 0;
    for (uint32_t round = 0; round < 2000; ++round)
    {
        const Torus torus(1 + random() % 20, 1 + random() % 20, 1 + random() % 20);
        std::set<uint32_t> servers;
        for (uint64_t left = random() % (1 + random() % torus.GetNServers()); left > 0; --left)
        {
            servers.insert(random() % torus.GetNServers());
        }
        const std::string text(random() % 4, 'v');
        const Aggregate written{servers.empty() ? nullptr : Text(text),
                                {servers.begin(), servers.end()},
                                random() % 2 == 0};
        const Ptr<Packet> packet = written.Write(torus, UINT32_MAX);
        EXPECT_LE(packet->GetSize(),
                  3 + text.size() +
                      std::min<std::size_t>(3 * servers.size(), (torus.GetNServers() + 7) / 8));
        longest = std::max<std::size_t>(longest, packet->GetSize());
        const auto read = Aggregate::Read(torus, *packet);
        ASSERT_TRUE(read) << "round " << round;
        EXPECT_EQ(read->servers, written.servers);
        EXPECT_EQ(read->isComplete, written.isComplete);
        EXPECT_EQ(read->value ? TextOf(*read->value) : "", servers.empty() ? "" : text);
    }
    std::cout << "measured: 2000 aggregates of up to 8000 servers, " << longest
              << " bytes at most\n";
}

TEST(Aggregate, WhatDoesNotFitIsLeftOut)
{
    const Torus torus(4, 4, 4);
    const Aggregate written{Text("value"), {1, 2}};
    EXPECT_EQ(written.Write(torus, 14)->GetSize(), 14U);
    const auto read = Aggregate::Read(torus, *written.Write(torus, 13));
    EXPECT_TRUE(read->servers.empty());
    EXPECT_FALSE(read->isComplete);
}

TEST(ConvergecastAnswer, IsReadAsItWasWritten)
{
    const Torus torus(4, 4, 4);
    ConvergecastAnswer answer{{Text("value"), {1, 2}, false}, std::nullopt};
    EXPECT_FALSE(ConvergecastAnswer::Read(torus, *answer.Write(torus, 17))->missing);
    answer.missing.emplace();
    const auto nobody = ConvergecastAnswer::Read(torus, *answer.Write(torus, 17));
    EXPECT_EQ(nobody->missing, std::vector<uint32_t>());
    EXPECT_EQ(TextOf(*nobody->whole.value), "value");
    EXPECT_EQ(nobody->whole.servers, answer.whole.servers);
    answer.missing = std::vector<uint32_t>{3, 63};
    EXPECT_EQ(ConvergecastAnswer::Read(torus, *answer.Write(torus, 23))->missing, answer.missing);
}

TEST(ConvergecastAnswer, LeavesThoseMissingOutBeforeTheValue)
{
    const Torus torus(4, 4, 4);
    const ConvergecastAnswer answer{{Text("value"), {1, 2}, false}, {{3, 63}}};
    const auto read = ConvergecastAnswer::Read(torus, *answer.Write(torus, 22));
    EXPECT_FALSE(read->missing);
    EXPECT_EQ(read->whole.servers, answer.whole.servers);
    const auto rest = ConvergecastAnswer::Read(torus, *answer.Write(torus, 16));
    EXPECT_EQ(rest->missing, answer.missing);
    EXPECT_EQ(rest->whole.value, nullptr);
}

TEST(Aggregate, BytesThatMakeNoSenseAreRefused)
{
    const Torus torus(3, 3, 1); // whose bitmap has two bytes
    EXPECT_TRUE(Read(torus, {1, 0, 0}));
    EXPECT_TRUE(Read(torus, {1, 0, 6, 0, 0, 0, 0, 0, 8}));
    EXPECT_TRUE(Read(torus, {3, 0, 2, 255, 1}));
    EXPECT_FALSE(Read(torus, {}));
    EXPECT_FALSE(Read(torus, {1, 0}));
    EXPECT_FALSE(Read(torus, {1, 0, 3, 0, 0}));             // shorter than it says
    EXPECT_FALSE(Read(torus, {1, 0, 2, 0, 0}));             // part of a server
    EXPECT_FALSE(Read(torus, {1, 0, 3, 0, 0, 9}));          // no such server
    EXPECT_FALSE(Read(torus, {1, 0, 6, 0, 0, 1, 0, 0, 1})); // twice
    EXPECT_FALSE(Read(torus, {1, 0, 6, 0, 0, 2, 0, 0, 1})); // not rising
    EXPECT_FALSE(Read(torus, {3, 0, 1, 255}));              // a bitmap that is too short
    EXPECT_FALSE(Read(torus, {3, 0, 2, 255, 2}));           // no such server
    std::mt19937 random(1);
    for (uint32_t round = 0; round < 20000; ++round)
    {
        std::vector<uint8_t> bytes(random() % 12);
        for (uint8_t& byte : bytes)
        {
            byte = random() % 3 == 0 ? random() : random() % 4;
        }
        const auto read = Read(torus, bytes);
        EXPECT_TRUE(!read || read->servers.empty() || read->servers.back() < 9);
    }
}
