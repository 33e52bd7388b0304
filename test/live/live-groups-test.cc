/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Groups and keys as programs of hosts see them.

#include "host-cube.h"

#include "ns3/distance-vector-helper.h"
#include "ns3/group-tree.h"
#include "ns3/live-groups.h"
#include "ns3/live-keys.h"
#include "ns3/live-services.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class LiveGroupsTest : public HostCubeTest
{
  protected:
    void SetUp() override
    {
        HostCubeTest::SetUp();
        TorusHelper torus(3, 2, 1);
        Build(torus);
        DistanceVectorHelper().Install(m_servers);
        LiveServices().Install(m_servers);
        for (uint32_t i = 0; i < m_servers.GetN(); ++i)
        {
            LiveServices::Bind(m_ports[i], m_servers.Get(i));
        }
    }

    static std::string ToGroups(uint32_t host, const std::string& line)
    {
        return MakeDatagram(host, LiveGroups::UDP_PORT, line);
    }
};

} // namespace

TEST_F(LiveGroupsTest, TellAllMembersAndNobodyElse)
{
    const std::vector<std::pair<uint32_t, std::string>> steps{
        {1, "send news too early"}, // refused
        {1, "join news"},
        {1, "join news"}, // as if the answer had been lost
        {4, "join news"},
        {5, "join others"},
        {4, "send news of today"},
        {1, "leave news"},
        {4, "send news of tomorrow"},
        {1, "leave news"}, // refused
        {1, "join"},       // refused
        {1, "join news and more"},
        {1, "enter news"},
    };
    std::vector<std::string> datagrams;
    datagrams.reserve(steps.size());
    for (const auto& [host, line] : steps)
    {
        datagrams.push_back(ToGroups(host, line));
    }
    std::vector<std::string> answers;
    std::vector<std::string> heard;
    Run([&] {
        for (std::size_t i = 0; i < steps.size(); ++i)
        {
            answers.push_back(Ask(steps[i].first, datagrams[i]));
            if (steps[i].second == "send news of today")
            {
                heard.push_back(Hear(1));
                heard.push_back(Hear(4));
            }
            else if (steps[i].second == "send news of tomorrow")
            {
                heard.push_back(Hear(4));
            }
        }
        heard.push_back(Read(5, std::chrono::milliseconds(0)));
    });
    for (std::size_t i = 0; i < steps.size(); ++i)
    {
        const bool isRefused = i == 0 || i > 7;
        EXPECT_EQ(answers[i].substr(0, isRefused ? 6 : answers[i].size()),
                  isRefused ? "error " : "ok")
            << steps[i].second << ": " << answers[i];
    }
    const std::string today = "message news 1,1,0 of today";
    EXPECT_EQ(heard,
              (std::vector<std::string>{today, today, "message news 1,1,0 of tomorrow", ""}));
}

TEST_F(LiveGroupsTest, LimitMembershipsOfAHost)
{
    std::vector<std::string> joins;
    for (std::size_t i = 0; i <= LiveGroups::MAX_MEMBERSHIPS; ++i)
    {
        joins.push_back(ToGroups(0, "join group-" + std::to_string(i)));
    }
    joins.push_back(ToGroups(0, "leave group-0"));
    joins.push_back(ToGroups(0, "join group-new"));
    std::vector<std::string> answers;
    Run([&] {
        for (const std::string& join : joins)
        {
            answers.push_back(Ask(0, join));
        }
    });
    for (std::size_t i = 0; i < joins.size(); ++i)
    {
        const bool isRefused = i == LiveGroups::MAX_MEMBERSHIPS;
        EXPECT_EQ(answers[i].substr(0, 6), isRefused ? "error " : "ok") << i;
    }
}

TEST_F(LiveGroupsTest, KeysAreFoundAtTheirRoots)
{
    std::vector<std::string> names{"", "with spaces in it"};
    for (uint32_t i = 0; i < 20; ++i)
    {
        names.push_back("name-" + std::to_string(i));
    }
    std::vector<std::string> questions;
    for (std::size_t i = 0; i < names.size(); ++i)
    {
        questions.push_back(MakeDatagram(i % 6, LiveKeys::UDP_PORT, "find " + names[i]));
    }
    std::vector<std::string> answers;
    Run([&] {
        for (std::size_t i = 0; i < names.size(); ++i)
        {
            answers.push_back(Ask(i % 6, questions[i]));
        }
    });
    EXPECT_EQ(answers[0].substr(0, 6), "error ");
    for (std::size_t i = 1; i < names.size(); ++i)
    {
        const TorusCoordinate place = Key::FromName(names[i]).GetPlace(Torus(3, 2, 1));
        const std::string expected = "ok " + std::to_string(place.x) + "," +
                                     std::to_string(place.y) + "," + std::to_string(place.z);
        EXPECT_EQ(answers[i], expected) << names[i];
    }
}
