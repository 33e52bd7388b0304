/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Every member that stays connected gets each message once, whatever fails meanwhile.

#include "connection-log.h"
#include "cube-fixture.h"
#include "line-count.h"
#include "tree-check.h"

#include "ns3/choose-share.h"
#include "ns3/group-multicast.h"

#include <iostream>
#include <map>
#include <random>
#include <set>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Multicast in a cube some of whose servers fail and return while members come and go. */
class MulticastStorm
{
  public:
    /** What was found. */
    struct Found
    {
        uint64_t messages{0};   //!< sent
        uint64_t due{0};        //!< deliveries that are guaranteed
        uint64_t missed{0};     //!< of which did not happen
        uint64_t doubled{0};    //!< messages twice at a member
        uint64_t twice{0};      //!< messages twice on a link, in a direction and session
        uint64_t duplicates{0}; //!< frames with a message that was there
        uint64_t frames{0};     //!< frames with messages
        uint64_t dropped{0};    //!< messages let go early

        void Add(const Found& other)
        {
            messages += other.messages;
            due += other.due;
            missed += other.missed;
            doubled += other.doubled;
            twice += other.twice;
            duplicates += other.duplicates;
            frames += other.frames;
            dropped += other.dropped;
        }
    };

    /** \param share of the servers that fail */
    MulticastStorm(uint32_t seed, double share, const std::string& paths)
        : m_random(seed),
          m_cube(Side(),
                 Side(),
                 Side(),
                 DistanceVectorHelper(),
                 [&](const NodeContainer& servers) {
                     ServiceHelper<GroupTree> trees;
                     trees.SetAttribute("Paths", StringValue(paths));
                     trees.Install(servers);
                     ServiceHelper<GroupMulticast>().Install(servers);
                 }),
          m_log(m_cube, m_failures)
    {
        m_choice->SetStream(seed);
        Watch();
        const uint32_t members = 5 + m_random() % 40;
        for (uint32_t number = 0; number < 2; ++number)
        {
            m_groups.push_back({At(m_random() % m_cube.Size()), number});
            for (uint32_t server = 0; server < m_cube.Size(); ++server)
            {
                if (m_random() % 100 < members)
                {
                    Toggle(server, number);
                }
            }
        }
        Simulator::Run();
        Fail(share);
        Disturb();
    }

    Found Run()
    {
        Simulator::Run();
        m_found.messages = m_sent.size();
        for (const auto& sent : m_sent)
        {
            Judge(sent.first, sent.second);
        }
        for (uint32_t server = 0; server < m_cube.Size(); ++server)
        {
            const auto& counters = Multicast(server).GetCounters();
            m_found.duplicates += counters.duplicates;
            m_found.dropped += counters.dropped;
        }
        return m_found;
    }

    std::string GetName() const
    {
        return m_cube.GetTorus().GetName();
    }

  private:
    using Message = std::tuple<uint32_t, uint32_t, uint32_t>; //!< group, source, number
    static constexpr uint32_t HEADERS = 14 + 2 + 11;          //!< bytes before that of a message

    uint32_t Side()
    {
        return 3 + m_random() % 4;
    }

    TorusCoordinate At(uint32_t server) const
    {
        return m_cube.GetTorus().GetCoordinate(server);
    }

    GroupMulticast& Multicast(uint32_t server) const
    {
        return *ServiceHelper<GroupMulticast>::Get(m_cube.Servers().Get(server));
    }

    /** Has a server join or leave. */
    void Toggle(uint32_t server, uint32_t number)
    {
        Registration& kept = m_kept[{server, number}];
        if (kept.IsActive())
        {
            kept.Cancel();
            m_since.erase({server, number});
            return;
        }
        m_since[{server, number}] = Simulator::Now();
        kept = Multicast(server).Join(nullptr, m_groups[number], [=](auto, const auto& message) {
            const uint32_t source = m_cube.GetTorus().GetServer(message.source);
            m_found.doubled +=
                !m_got.insert({{message.group.number, source, message.number}, server}).second;
        });
    }

    void Fail(double share)
    {
        const Time end = MicroSeconds(50 + m_random() % 12000);
        NodeContainer failing = ChooseShare(m_cube.Servers(), share, m_choice);
        if (share > 0)
        {
            failing.Add(m_cube.Servers().Get(m_cube.GetTorus().GetServer(m_groups[0].place)));
        }
        for (uint32_t i = 0; i < failing.GetN(); ++i)
        {
            const Time at = Simulator::Now() + NanoSeconds(m_random() % end.GetNanoSeconds());
            m_failures.Fail(failing.Get(i), at);
            if (m_random() % 3 == 0)
            {
                m_failures.Repair(failing.Get(i), at + NanoSeconds(m_random() % 8000000));
            }
        }
    }

    /** Plans messages, joins and leaves. */
    void Disturb()
    {
        for (uint32_t i = 0; i < 100; ++i)
        {
            const uint32_t server = m_random() % m_cube.Size();
            const uint32_t number = m_random() % 2;
            const bool isMessage = m_random() % 10 != 0;
            Simulator::Schedule(MicroSeconds(m_random() % 15000), [=] {
                if (!isMessage)
                {
                    Toggle(server, number);
                }
                else if (m_since.count({server, number}))
                {
                    const uint32_t sent =
                        Multicast(server).Multicast(m_groups[number], Create<Packet>(100)).number;
                    Sent& message = m_sent[{number, server, sent}];
                    message.at = Simulator::Now();
                    for (const auto& member : m_since)
                    {
                        if (member.first.second == number)
                        {
                            message.members.push_back(member.first.first);
                        }
                    }
                }
            });
        }
    }

    /** Counts messages that a link carries twice, by their bytes. */
    void Watch()
    {
        for (const auto& cable : m_cube.Links())
        {
            for (uint32_t end = 0; end < 2; ++end)
            {
                cable->GetDevice(end)->TraceConnectWithoutContext(
                    "PhyTxEnd",
                    Callback<void, Ptr<const Packet>>(
                        [this,
                         port = std::make_pair(cable->GetId(), end)](Ptr<const Packet> bytes) {
                            std::array<uint8_t, HEADERS + 11> read{};
                            bytes->CopyData(read.data(), read.size());
                            if (read[15] == GroupTree::SERVICE_ID && read[16] == GroupTree::DATA)
                            {
                                ++m_found.frames;
                                const std::string name(read.begin() + 16, read.end());
                                m_found.twice += !m_carried.insert({port, name}).second;
                            }
                        }));
            }
        }
    }

    struct Sent
    {
        Time at;
        std::vector<uint32_t> members;
    };

    void Judge(const Message& message, const Sent& sent)
    {
        const auto [number, source, unused] = message;
        const Time end = sent.at + MilliSeconds(5);
        for (uint32_t server : sent.members)
        {
            const auto since = m_since.find({server, number});
            const bool hasStayed = since != m_since.end() && since->second <= sent.at;
            if (hasStayed && m_log.WereConnected(source, server, sent.at - MicroSeconds(1100), end))
            {
                ++m_found.due;
                m_found.missed += m_got.count({message, server}) == 0;
            }
        }
    }

    std::mt19937 m_random;
    LiveCube m_cube;
    FailureInjector m_failures;
    ConnectionLog<LiveCube> m_log;
    Ptr<UniformRandomVariable> m_choice = CreateObject<UniformRandomVariable>();
    std::vector<GroupId> m_groups;
    std::map<std::pair<uint32_t, uint32_t>, Registration> m_kept; // by server and group
    std::map<std::pair<uint32_t, uint32_t>, Time> m_since;
    std::map<Message, Sent> m_sent;
    std::set<std::pair<Message, uint32_t>> m_got;
    std::set<std::pair<std::pair<uint32_t, uint32_t>, std::string>> m_carried;
    Found m_found;
};

MulticastStorm::Found
RunMulticastStorms(uint32_t first, uint32_t last, double share)
{
    MulticastStorm::Found sum;
    for (uint32_t seed = first; seed <= last; ++seed)
    {
        MulticastStorm storm(seed, share, seed % 2 ? "Base" : "MiniCubes");
        const auto found = storm.Run();
        EXPECT_EQ(found.missed + found.doubled + found.twice + found.dropped, 0U)
            << "seed " << seed << ", " << storm.GetName() << ": " << found.missed << " missed, "
            << found.doubled << " doubled, " << found.twice << " twice on a link";
        sum.Add(found);
        Simulator::Destroy();
    }
    std::cout << "measured: " << last - first + 1 << " runs, " << share * 100
              << "% of the servers fail: " << sum.messages << " messages, " << sum.due
              << " deliveries due, " << sum.missed << " missed, " << sum.doubled << " doubled, "
              << sum.frames << " frames, " << sum.twice << " twice on a link, " << sum.duplicates
              << " superfluous\n";
    return sum;
}

class GroupMulticastTest : public CubeTest
{
};

} // namespace

TEST_F(GroupMulticastTest, IsShort)
{
    const std::string folder = "model/services/groups/multicast/";
    ExpectLines(300, {folder + "group-multicast.h", folder + "group-multicast.cc"});
    ExpectLines(300, {folder + "message-replay.h", folder + "message-replay.cc"});
}

TEST_F(GroupMulticastTest, NoServerSeesAMessageTwiceWithoutFailures)
{
    const auto found = RunMulticastStorms(1, 20, 0);
    EXPECT_EQ(found.duplicates, 0U);
    EXPECT_GT(found.due, 1000U);
}

TEST_F(GroupMulticastTest, MembersGetMessagesOnceWhileServersFail)
{
    EXPECT_GT(RunMulticastStorms(1, 40, 0.1).due, 1000U);
}

TEST_F(GroupMulticastTest, MembersGetMessagesOnceWhileServersFailSlow)
{
    RunMulticastStorms(1001, 2000, 0.1);
    RunMulticastStorms(2001, 2200, 0.4);
}
