/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What the naming service does alone, when servers fail one after another, and what it costs.

#include "naming-cube.h"

#include "ns3/key.h"

#include <iostream>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr NamingStatus OK = NamingStatus::OK;
constexpr NamingStatus ABSENT = NamingStatus::ABSENT;
constexpr NamingStatus FAILED = NamingStatus::FAILED;

/** \return a server that keeps none of some names */
uint32_t
FindStranger(const NamingCube& cube, const std::vector<std::string>& names)
{
    for (uint32_t server = 0; server < cube.Size(); ++server)
    {
        bool isStranger = true;
        for (const std::string& name : names)
        {
            for (const SlotMember& member : cube.FindMembers(name))
            {
                isStranger = isStranger && member.server != server;
            }
        }
        if (isStranger)
        {
            return server;
        }
    }
    ADD_FAILURE() << "all keep some";
    return 0;
}

} // namespace

TEST(Naming, PutsGetsAndDeletes)
{
    NamingCube cube;
    ExpectResult(cube.Get(0, "a"), ABSENT);
    ExpectResult(cube.Put(1, "a", "first"), OK);
    ExpectResult(cube.Get(2, "a"), OK, "first");
    ExpectResult(cube.Put(26, "a", "second"), OK);
    ExpectResult(cube.Put(26, "b", ""), OK);
    ExpectResult(cube.Get(13, "a"), OK, "second");
    ExpectResult(cube.Get(13, "b"), OK, "");
    ExpectResult(cube.Delete(5, "a"), OK);
    ExpectResult(cube.Get(6, "a"), ABSENT);
    ExpectResult(cube.Delete(5, "a"), OK);
    ExpectResult(cube.Put(7, "a", "again"), OK);
    ExpectResult(cube.Get(8, "a"), OK, "again");
    ExpectResult(cube.Get(8, "b"), OK, "");
}

TEST(Naming, IsKeptByTheNearestServers)
{
    NamingCube cube(4, 4, 4);
    const Torus& torus = cube.GetTorus();
    std::vector<uint32_t> kept(cube.Size());
    for (uint32_t i = 0; i < 1000; ++i)
    {
        const std::string name = "name-" + std::to_string(i);
        const TorusCoordinate place = Key::FromName(name).GetPlace(torus);
        const SlotMembers members = cube.FindMembers(name);
        ASSERT_EQ(members.size(), 3U);
        EXPECT_EQ(torus.GetCoordinate(members[0].server), place);
        for (const SlotMember& member : members)
        {
            EXPECT_LE(torus.GetDistance(torus.GetCoordinate(member.server), place), 1U);
            ++kept[member.server];
        }
    }
    const auto [least, most] = std::minmax_element(kept.begin(), kept.end());
    std::cout << "measured: of 1000 names, 3000 copies, a server of 4x4x4 keeps " << *least
              << " to " << *most << "\n";
    EXPECT_GT(*least, 10U);
    EXPECT_LT(*most, 120U);
}

TEST(Naming, TakesTwoMessagesToGetAndTwoForEachReplicaToPut)
{
    NamingCube cube;
    const uint32_t stranger = FindStranger(cube, {"a"});
    const auto measure = [&](const auto& operate) {
        const auto before = cube.Count();
        const auto result = operate();
        EXPECT_TRUE(result.status == OK);
        const auto after = cube.Count();
        EXPECT_EQ(after.packets - before.packets, after.messages - before.messages);
        return std::make_pair(after.messages - before.messages, result.took);
    };
    const auto [puts, put] = measure([&] { return cube.Put(stranger, "a", "value"); });
    const auto [gets, get] = measure([&] { return cube.Get(stranger, "a"); });
    const auto [deletes, deleted] = measure([&] { return cube.Delete(stranger, "a"); });
    EXPECT_EQ(puts, 6U);
    EXPECT_EQ(gets, 2U);
    EXPECT_EQ(deletes, 6U);
    std::cout << "measured: a put took " << puts << " messages and " << put.GetNanoSeconds() / 1e3
              << " us, a get " << gets << " and " << get.GetNanoSeconds() / 1e3 << " us\n";
}

TEST(Naming, SendsNothingWhileNothingHappens)
{
    NamingCube cube;
    for (uint32_t i = 0; i < 50; ++i)
    {
        cube.Put(i % 27, "name-" + std::to_string(i), "value");
    }
    const auto expectQuiet = [&](const std::string& when) {
        const uint64_t before = cube.CountFrames();
        cube.Wait(Seconds(1));
        const uint64_t sent = cube.CountFrames() - before;
        EXPECT_EQ(sent, 0U) << when;
        std::cout << "measured: " << sent << " frames in 1 s of quiet, " << when << "\n";
    };
    expectQuiet("after puts");
    cube.Crash(4);
    expectQuiet("after a failure");
    cube.Return(4);
    expectQuiet("after a return");
}

TEST(Naming, WhatWasPutOutlivesTheFailureOfEachServer)
{
    ServiceHelper<Naming> helper;
    helper.SetAttribute("SlotsPerPlace", UintegerValue(1)); // so that each has several pages
    NamingCube cube(3, 3, 3, helper);
    std::mt19937 random(1);
    std::map<std::string, std::string> values;
    for (uint32_t i = 0; i < 300; ++i)
    {
        const std::string name = "name-" + std::to_string(i);
        values[name] = std::string(random() % 1025, static_cast<char>('a' + i % 26));
        ExpectResult(cube.Put(random() % 27, name, values[name]), OK);
    }
    uint64_t found = 0;
    for (uint32_t server = 0; server < 27; ++server)
    {
        const uint32_t other = (server + 1 + random() % 26) % 27;
        cube.Crash(server);
        cube.Crash(other); // once the others have taken over
        for (uint32_t i = 0; i < 20; ++i)
        {
            const std::string name = "name-" + std::to_string(random() % 300);
            uint32_t client = random() % 27;
            client = client == server || client == other ? (server + other + 1) % 27 : client;
            if (cube.At(client)->IsDeployed())
            {
                ExpectResult(cube.Get(client, name), OK, values[name]);
                ++found;
            }
        }
        cube.Return(server);
        cube.Return(other);
    }
    for (const auto& [name, value] : values)
    {
        ExpectResult(cube.Get(random() % 27, name), OK, value);
        EXPECT_EQ(cube.FindMembers(name).size(), 3U) << name;
    }
    std::cout << "measured: " << found + values.size() << " gets found what was put, while " << 54
              << " servers crashed and returned empty\n";
}

TEST(Naming, LosesNothingIfAllReplicasButOneFailAtOnce)
{
    for (uint32_t survivor = 0; survivor < 3; ++survivor)
    {
        NamingCube cube;
        ExpectResult(cube.Put(0, "a", "value"), OK);
        const SlotMembers members = cube.FindMembers("a");
        const uint32_t stranger = FindStranger(cube, {"a"});
        for (uint32_t i = 0; i < 3; ++i)
        {
            if (i != survivor)
            {
                cube.Failures().Fail(cube.Servers().Get(members[i].server), Simulator::Now());
                Simulator::ScheduleNow([&, i] { cube.At(members[i].server)->Withdraw(); });
            }
        }
        ExpectResult(cube.Get(stranger, "a"), OK, "value");
        const SlotMembers now = cube.FindMembers("a");
        EXPECT_EQ(now.size(), 3U);
        EXPECT_EQ(now.front().server, members[survivor].server) << "the nearest that is left";
    }
}

TEST(Naming, StopsIfAllReplicasFailAtOnceAndNeverErrs)
{
    NamingCube cube;
    ExpectResult(cube.Put(0, "a", "value"), OK);
    const SlotMembers members = cube.FindMembers("a");
    const uint32_t stranger = FindStranger(cube, {"a"});
    for (const SlotMember& member : members)
    {
        cube.Failures().Fail(cube.Servers().Get(member.server), Simulator::Now());
        Simulator::ScheduleNow([&cube, member] { cube.At(member.server)->Withdraw(); });
    }
    ExpectResult(cube.Get(stranger, "a"), FAILED);
    ExpectResult(cube.Put(stranger, "a", "other"), FAILED);
    for (const SlotMember& member : members)
    {
        cube.Return(member.server);
    }
    ExpectResult(cube.Get(stranger, "a"), FAILED);
}

TEST(Naming, ServersThatSayGoodbyeAreReplacedAtOnce)
{
    NamingCube cube;
    ExpectResult(cube.Put(0, "a", "value"), OK);
    const SlotMembers members = cube.FindMembers("a");
    const uint32_t stranger = FindStranger(cube, {"a"});
    cube.At(members[0].server)->Withdraw();
    cube.At(members[1].server)->Withdraw();
    const auto result = cube.Get(stranger, "a");
    ExpectResult(result, OK, "value");
    EXPECT_LT(result.took, MilliSeconds(4));
    std::cout << "measured: a get took " << result.took.GetNanoSeconds() / 1e3
              << " us when two of three replicas had just been withdrawn\n";
    EXPECT_EQ(cube.FindMembers("a").size(), 3U);
    cube.At(members[0].server)->Deploy();
    Simulator::Run();
    ExpectResult(cube.Get(stranger, "a"), OK, "value");
    EXPECT_EQ(cube.FindMembers("a").front().server, members[0].server);
}

TEST(Naming, ValuesAreGoneWhenTheirTimeToLiveIsOver)
{
    NamingCube cube;
    const uint32_t stranger = FindStranger(cube, {"a"});
    ExpectResult(cube.Put(0, "a", "short", Seconds(5)), OK);
    ExpectResult(cube.Put(0, "b", "long", Time::Max()), OK);
    cube.Wait(Seconds(4));
    ExpectResult(cube.Get(1, "a"), OK, "short");
    cube.Wait(Seconds(2));
    const auto before = cube.Count();
    ExpectResult(cube.Get(stranger, "a"), ABSENT);
    EXPECT_EQ(cube.Count().messages - before.messages, 6U) << "deleted before anybody is told";
    ExpectResult(cube.Get(stranger, "a"), ABSENT);
    ExpectResult(cube.Put(0, "a", "again"), OK);
    cube.Wait(Seconds(30));
    ExpectResult(cube.Get(1, "a"), OK, "again");
    ExpectResult(cube.Get(1, "b"), OK, "long");
    ExpectResult(cube.Put(0, "a", "short", NanoSeconds(1)), OK);
    ExpectResult(cube.Get(1, "a"), ABSENT);
}

TEST(Naming, ATimeToLiveEndsAtTheNextRootToo)
{
    NamingCube cube;
    ExpectResult(cube.Put(0, "a", "short", Seconds(20)), OK);
    const SlotMembers members = cube.FindMembers("a");
    const uint32_t stranger = FindStranger(cube, {"a"});
    cube.Crash(members[0].server);
    ExpectResult(cube.Get(stranger, "a"), OK, "short");
    cube.Wait(Seconds(20));
    cube.Crash(members[1].server);
    ExpectResult(cube.Get(stranger, "a"), ABSENT);
    cube.Return(members[0].server);
    ExpectResult(cube.Get(stranger, "a"), ABSENT);
}

TEST(Naming, ForgetsWhatWasDeletedAndDone)
{
    NamingCube cube;
    for (uint32_t i = 0; i < 100; ++i)
    {
        ExpectResult(cube.Put(i % 27, "name-" + std::to_string(i % 10), "value"), OK);
    }
    for (uint32_t i = 0; i < 10; ++i)
    {
        ExpectResult(cube.Delete(0, "name-" + std::to_string(i)), OK);
    }
    const std::size_t before = cube.CountEntries();
    EXPECT_GT(before, 0U);
    cube.Wait(Seconds(31));
    for (uint32_t i = 0; i < 10; ++i) // the next operations make room
    {
        ExpectResult(cube.Delete(0, "name-" + std::to_string(i)), OK);
        ExpectResult(cube.Put(0, "name-" + std::to_string(i), "value"), OK);
    }
    const std::size_t now = cube.CountEntries();
    EXPECT_EQ(now, 60U) << "a value and an operation for each name and replica";
    std::cout << "measured: " << before << " entries of 10 names that 27 clients had put and "
              << "deleted, " << now << " once that was 31 s ago\n";
}

TEST(Naming, FailuresCostMessagesOnlyNearby)
{
    NamingCube cube(6, 6, 6);
    const auto count = [&](const auto& act) {
        const auto before = cube.Count();
        act();
        const auto after = cube.Count();
        return std::make_pair(after.messages - before.messages, after.packets - before.packets);
    };
    const auto failure = count([&] { cube.Crash(100); });
    const auto back = count([&] { cube.Return(100); });
    std::cout << "measured: in 6x6x6 a failure took " << failure.first << " messages in "
              << failure.second << " packets, the return " << back.first << " in " << back.second
              << "\n";
    EXPECT_LT(failure.second, 2000U);
    EXPECT_LT(back.second, 2000U);
}

TEST(Naming, ServesCubesOfAnySize)
{
    const uint32_t sides[][3] = {{1, 1, 1}, {2, 1, 1}, {3, 1, 1}, {2, 2, 2}, {5, 1, 2}, {4, 3, 2}};
    for (const auto& [x, y, z] : sides)
    {
        NamingCube cube(x, y, z);
        for (uint32_t i = 0; i < 20; ++i)
        {
            const std::string name = "name-" + std::to_string(i);
            ExpectResult(cube.Put(i % cube.Size(), name, name), OK);
            ExpectResult(cube.Get((i + 1) % cube.Size(), name), OK, name);
            EXPECT_EQ(cube.FindMembers(name).size(), std::min(3U, cube.Size()));
        }
    }
}

TEST(Naming, KeepsAsManyReplicasAsItIsTold)
{
    for (uint32_t replicas : {1U, 2U, 5U, 16U})
    {
        ServiceHelper<Naming> helper;
        helper.SetAttribute("SlotsPerPlace", UintegerValue(1));
        helper.SetAttribute("Replicas", UintegerValue(replicas));
        NamingCube cube(3, 3, 3, helper);
        ExpectResult(cube.Put(0, "a", "value"), OK);
        const SlotMembers members = cube.FindMembers("a");
        ASSERT_EQ(members.size(), replicas);
        const uint32_t client = members.back().server == 26 ? 25 : 26;
        if (replicas > 1)
        {
            cube.Crash(members[0].server);
            const uint32_t reader = cube.At(client)->IsDeployed() ? client : 24;
            ExpectResult(cube.Get(reader, "a"), OK, "value");
            EXPECT_EQ(cube.FindMembers("a").size(), replicas);
        }
    }
}

TEST(Naming, OnlyTheLargerPartOfACubeGoesOn)
{
    NamingCube cube(3, 3, 5);
    std::vector<std::string> names;
    for (uint32_t i = 0; i < 60; ++i)
    {
        names.push_back("name-" + std::to_string(i));
        ExpectResult(cube.Put(0, names[i], "before"), OK);
    }
    FailureInjector::Links cut; // planes 0 and 1 from planes 2, 3 and 4
    for (uint32_t server = 0; server < 9; ++server)
    {
        cut.push_back(TorusHelper::GetLink(cube.Servers().Get(server), MINUS_Z));
        cut.push_back(TorusHelper::GetLink(cube.Servers().Get(server + 9), PLUS_Z));
    }
    cube.Failures().Fail(cut, Simulator::Now());
    Simulator::Run();
    uint32_t done = 0;
    for (const std::string& name : names)
    {
        ExpectResult(cube.Put(3, name, "smaller"), FAILED);
        ExpectResult(cube.Get(4, name), FAILED);
        const auto result = cube.Put(40, name, "larger");
        const bool isDone = result.status == OK;
        EXPECT_TRUE(isDone || result.status == FAILED);
        done += isDone;
    }
    cube.Failures().Repair(cut, Simulator::Now());
    Simulator::Run();
    uint32_t larger = 0;
    for (const std::string& name : names)
    {
        const auto result = cube.Get(3, name);
        ASSERT_EQ(result.status, OK) << name;
        larger += result.value == "larger";
        EXPECT_TRUE(result.value == "larger" || result.value == "before") << result.value;
        EXPECT_EQ(cube.FindMembers(name).size(), 3U) << name;
    }
    EXPECT_GE(larger, done);
    std::cout << "measured: of 60 names, " << done << " could be put in the larger part of a cube, "
              << "none in the smaller one, and all were found when it was one again\n";
}
