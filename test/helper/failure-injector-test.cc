/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What fails, when, and what cannot: the injector, its files, and plans of failures.

#include "cube-fixture.h"

#include "ns3/camcube-channel.h"
#include "ns3/choose-share.h"
#include "ns3/failure-file.h"
#include "ns3/failure-plan.h"
#include "ns3/node.h"

#include <cmath>
#include <fstream>
#include <set>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class FailureTest : public CubeTest
{
  protected:
    /** \return the name of a file that holds a text */
    std::string Write(const std::string& text)
    {
        const std::string name = testing::TempDir() + "failure-injector-test.csv";
        std::ofstream(name) << text;
        return name;
    }

    /** \return what a call refuses with, or nothing */
    template <typename F>
    static std::string GetRefusal(F call)
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

    /** A file of one line is refused with a sentence that has these words, its place first. */
    void ExpectRefused(const std::string& line, const std::string& words)
    {
        const std::string file = Write("time_us,kind,server,port\n1,link,0,+x\n" + line + "\n");
        const std::string refusal =
            GetRefusal([&] { FailureInjector().ReadFile(file, m_servers); });
        EXPECT_EQ(refusal.rfind(file + ":3: ", 0), 0U) << refusal;
        EXPECT_NE(refusal.find(words), std::string::npos) << refusal;
    }

    uint32_t CountDown() const
    {
        uint32_t down = 0;
        for (const auto& link : m_torus.Links())
        {
            down += !link->IsUp();
        }
        return down;
    }

    TorusHelper m_torus{4, 4, 2};
    NodeContainer m_servers = m_torus.Create();
    FailureInjector m_failures;
    Ptr<UniformRandomVariable> m_random = CreateObject<UniformRandomVariable>();
};

} // namespace

TEST_F(FailureTest, LinesThatMakeNoSenseAreNamed)
{
    ExpectRefused("1,link,0", "\"\"");
    ExpectRefused("1,link", "has not the form");
    ExpectRefused("1,link,0,+x,5", "has not the form");
    ExpectRefused("soon,link,0,+x", "\"soon\" is no time");
    ExpectRefused("-1,link,0,+x", "\"-1\" is no time");
    ExpectRefused("nan,link,0,+x", "\"nan\" is no time");
    ExpectRefused("1,cable,0,+x", "\"cable\" is no kind of failure");
    ExpectRefused("1,server,two,", "\"two\" is no server");
    ExpectRefused("1,server,-2,", "\"-2\" is no server");
    ExpectRefused("1,server,32,", "there is no server 32; give 0 to 31");
    ExpectRefused("1,server,3,+x", "leave out \"+x\"");
    ExpectRefused("1,link,0,up", "up");
    ExpectRefused("1,link,0,gw0", "gw0");
}

TEST_F(FailureTest, AFileThatIsNotThereIsNamed)
{
    const std::string refusal =
        GetRefusal([&] { m_failures.ReadFile("/no/such/file", m_servers); });
    EXPECT_NE(refusal.find("/no/such/file cannot be read"), std::string::npos) << refusal;
}

TEST_F(FailureTest, PortsOfAnAxisWithoutLinksAreRefused)
{
    TorusHelper flat(4, 1, 1);
    const NodeContainer servers = flat.Create();
    const std::string file = Write("5,link,2,+y\n");
    const std::string refusal = GetRefusal([&] { m_failures.ReadFile(file, servers); });
    EXPECT_EQ(refusal, file + ":1: server 2 has no port +y");
}

TEST_F(FailureTest, FilesDoWhatTheySayWhenTheySay)
{
    const Time last = m_failures.ReadFile(Write("time_us,kind,server,port\r\n"
                                                "10,link,0,+x\r\n"
                                                "\r\n"
                                                "20.5,server,5,\n"
                                                "30,link-repair,1,-x\n"
                                                "40,server-repair,5\n"),
                                          m_servers);
    EXPECT_EQ(last, MicroSeconds(40));
    const std::vector<std::pair<Time, uint32_t>> expected = {{NanoSeconds(9999), 0},
                                                             {NanoSeconds(10001), 1},
                                                             {NanoSeconds(20499), 1},
                                                             {NanoSeconds(20501), 7},
                                                             {NanoSeconds(30001), 6},
                                                             {NanoSeconds(40001), 0}};
    for (const auto& [at, down] : expected)
    {
        Simulator::Schedule(at, [this, at = at, down = down] {
            EXPECT_EQ(CountDown(), down) << at.As(Time::US);
        });
    }
    Simulator::Run();
}

TEST_F(FailureTest, SharesOutsideZeroToOneAreRefused)
{
    const double nothing = std::nan("");
    for (double share : {-0.1, 1.1, 1e300, nothing})
    {
        EXPECT_THROW(ChooseShare(m_torus.Links(), share, m_random), std::invalid_argument);
        EXPECT_THROW(ChooseShare(m_servers, share, m_random), std::invalid_argument);
        FailurePlan plan;
        plan.repairs = share;
        EXPECT_THROW(plan.Schedule(m_failures, m_torus, m_servers, m_random),
                     std::invalid_argument);
        plan = FailurePlan();
        plan.flapping = share;
        EXPECT_THROW(plan.Schedule(m_failures, m_torus, m_servers, m_random),
                     std::invalid_argument);
    }
}

TEST_F(FailureTest, SharesAreRoundedAndNothingIsChosenTwice)
{
    for (const double share : {0.0, 0.1, 0.5, 1.0})
    {
        const NodeContainer chosen = ChooseShare(m_servers, share, m_random);
        EXPECT_EQ(chosen.GetN(), std::lround(share * m_servers.GetN()));
        EXPECT_EQ(std::set<Ptr<Node>>(chosen.Begin(), chosen.End()).size(), chosen.GetN());
    }
}

TEST_F(FailureTest, RefusalsNameTheValueAndTheRemedy)
{
    const auto& links = m_torus.Links();
    EXPECT_EQ(GetRefusal([&] { ChooseShare(links, 1.5, m_random); }),
              "a share of 1.5 of all cannot be chosen; give 0 to 1");
    EXPECT_EQ(GetRefusal([&] { ChooseShare(m_servers, -0.1, m_random); }),
              "a share of -0.1 of all cannot be chosen; give 0 to 1");
    const auto schedule = [&](const FailurePlan& plan) {
        return GetRefusal([&] { plan.Schedule(m_failures, m_torus, m_servers, m_random); });
    };
    FailurePlan plan;
    plan.links = 0.9;
    plan.flapping = 0.2;
    EXPECT_EQ(schedule(plan).rfind("a share of 0.2 of all links cannot flap", 0), 0U)
        << schedule(plan);
    plan = FailurePlan();
    plan.repairs = 0.5;
    EXPECT_EQ(
        schedule(plan),
        "a share of 0.5 of what has failed cannot be repaired, since nothing fails; let links "
        "or servers fail too");
    plan.links = 0.1;
    plan.repairs = 2;
    EXPECT_EQ(schedule(plan), "a share of 2 of what has failed cannot be repaired; give 0 to 1");
}

TEST_F(FailureTest, TimesThatArePastAreRefused)
{
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    EXPECT_THROW(m_failures.Fail(m_torus.Links(), MilliSeconds(1)), std::invalid_argument);
    EXPECT_THROW(m_failures.Fail(m_servers, MilliSeconds(1)), std::invalid_argument);
}

TEST_F(FailureTest, WhatGoesBackOrHasNoEndIsRefused)
{
    EXPECT_THROW(m_failures.Fail(m_servers, Seconds(9), MilliSeconds(0) - MilliSeconds(1)),
                 std::invalid_argument);
    EXPECT_THROW(m_failures.Repair(m_servers, Seconds(9), Seconds(9e9)), std::invalid_argument);
    for (const char* endless : {"/dev/full", "/dev/zero", "/"})
    {
        EXPECT_THROW(m_failures.ReadFile(endless, m_servers), std::invalid_argument) << endless;
    }
}

TEST_F(FailureTest, APlanBreaksFlapsAndMendsAsManyAsItSays)
{
    FailurePlan plan;
    plan.links = 0.25;
    plan.servers = 0.125;
    plan.flapping = 0.5;
    plan.repairs = 1;
    const FailurePlan::Scheduled scheduled =
        plan.Schedule(m_failures, m_torus, m_servers, m_random);
    const auto links = static_cast<uint32_t>(m_torus.Links().size());
    EXPECT_EQ(scheduled.links, links / 4);
    EXPECT_EQ(scheduled.servers, 4U);
    EXPECT_EQ(scheduled.flapping, links / 2);
    EXPECT_EQ(scheduled.repairs, links / 4 + 4);
    EXPECT_EQ(scheduled.events, 2 * (links / 4 + 4) + 6 * (links / 2));
    uint32_t told = 0;
    m_failures.SetListener([&](FailureInjector::Kind) { ++told; });
    const Time failed = plan.begin + plan.spacing * int64_t(links / 4 + 4 - 1);
    Simulator::Schedule(failed + NanoSeconds(1), [&] {
        EXPECT_GE(CountDown(), links / 4);
        EXPECT_LE(CountDown(), links / 4 + 4 * 6);
    });
    Simulator::Schedule(plan.begin + NanoSeconds(1),
                        [&] { EXPECT_EQ(CountDown(), links / 2 + 1); });
    Simulator::Run();
    EXPECT_EQ(told, scheduled.events);
    EXPECT_EQ(Simulator::Now(), scheduled.last);
    EXPECT_EQ(CountDown(), 0U);
}
