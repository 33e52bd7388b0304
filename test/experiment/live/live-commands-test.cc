/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a person can have done to a cube while it runs.

#include "ns3/live-commands.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class LiveCommandsTest : public testing::Test
{
  protected:
    LiveCommandsTest()
        : m_testbed(MakeOptions()),
          m_commands(m_testbed, [](nlohmann::ordered_json& status) { status["seconds"] = 1; })
    {
    }

    ~LiveCommandsTest() override
    {
        Simulator::Destroy();
    }

    static LiveOptions MakeOptions()
    {
        LiveOptions options;
        options.sides = "3x2x1";
        return options;
    }

    /** \return the answer to a line, once it was done */
    std::string Do(const std::string& line)
    {
        std::string answer;
        Simulator::ScheduleNow([&] { answer = m_commands.Do(line); });
        Simulator::Stop(MilliSeconds(1));
        Simulator::Run();
        return answer;
    }

    LiveTestbed m_testbed;
    LiveCommands m_commands;
};

using Places = std::vector<std::string>;

} // namespace

TEST_F(LiveCommandsTest, FailAndRepair)
{
    EXPECT_EQ(Do("fail 1,0,0"), "ok");
    EXPECT_EQ(Do("fail 0,1,0,-x"), "ok"); // the cable between 2,1,0 and it
    EXPECT_EQ(m_commands.GetFailedServers(), Places{"1,0,0"});
    EXPECT_EQ(m_commands.GetFailedLinks(), Places{"2,1,0,+x"});
    EXPECT_EQ(Do("status"),
              "ok\n{\"seconds\":1,\"failed_servers\":[\"1,0,0\"],\"failed_links\":[\"2,1,0,+x\"]}");
    EXPECT_EQ(Do("repair 1,0,0"), "ok");
    EXPECT_EQ(m_commands.GetFailedServers(), Places());
    EXPECT_EQ(m_commands.GetFailedLinks(), Places{"2,1,0,+x"});
    EXPECT_EQ(Do("repair 2,1,0,+x"), "ok");
    EXPECT_EQ(m_commands.GetFailedLinks(), Places());
    EXPECT_EQ(Do("fail 0,0,0"), "ok");
    EXPECT_EQ(Do("fail 2,1,0,+y"), "ok");
    EXPECT_EQ(Do("repair"), "ok");
    EXPECT_EQ(m_commands.GetFailedServers(), Places());
    EXPECT_EQ(m_commands.GetFailedLinks(), Places());
}

TEST_F(LiveCommandsTest, RefusesWhatItDoesNotKnow)
{
    for (const char* line : {"",
                             "fail",
                             "fail 0,0",
                             "fail 3,0,0",
                             "fail -1,0,0",
                             "fail 0,0,0,+x,",
                             "fail 0,0,0,up",
                             "fail 0,0,0,+z",
                             "fail 0,0,0 1,0,0",
                             "repair x,y,z",
                             "status now",
                             "stop"})
    {
        const std::string answer = Do(line);
        EXPECT_EQ(answer.rfind("error\n", 0), 0) << line << ": " << answer;
        EXPECT_EQ(std::count(answer.begin(), answer.end(), '\n'), 1) << answer;
    }
    EXPECT_EQ(m_commands.GetFailedServers(), Places());
    EXPECT_EQ(m_commands.GetFailedLinks(), Places());
}
