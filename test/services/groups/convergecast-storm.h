/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONVERGECAST_STORM_H
#define CONVERGECAST_STORM_H

#include "connection-log.h"
#include "convergecast-judge.h"
#include "tree-check.h"

#include "ns3/choose-share.h"
#include "ns3/convergecast.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/string.h"

#include <map>
#include <random>
#include <set>
#include <vector>

namespace ns3::camcube
{

/**
 * Rounds in a cube whose servers and links fail and return while members come and go. Each server
 * has a random value of its own, so that a sum tells exactly whose values are in it.
 */
class ConvergecastStorm
{
  public:
    static constexpr uint16_t SUM = 1; //!< the function

    /** \param quietTime of the services */
    ConvergecastStorm(uint32_t seed, Time quietTime)
        : m_random(seed),
          m_cube(Side(), Side(), Side(), DistanceVectorHelper(), Install(seed, quietTime)),
          m_log(m_cube, m_failures),
          m_check(m_cube)
    {
        m_choice->SetStream(seed);
        for (uint32_t server = 0; server < m_cube.Size(); ++server)
        {
            m_values.push_back(uint64_t{m_random()} << 32 | m_random());
            m_kept.push_back(Service(server).AddFunction(
                nullptr,
                SUM,
                [=](const GroupId&) { return MakePacket(SumValue{m_values[server]}); },
                [](const auto& a, const auto& b) {
                    return MakePacket(SumValue{ReadPacket<SumValue>(*a).value().sum +
                                               ReadPacket<SumValue>(*b).value().sum});
                }));
        }
        const uint32_t members = 5 + m_random() % 60;
        for (uint32_t number = 0; number < 2; ++number)
        {
            m_groups.push_back(
                {m_cube.GetTorus().GetCoordinate(m_random() % m_cube.Size()), number});
            for (uint32_t server = 0; server < m_cube.Size(); ++server)
            {
                if (m_random() % 100 < members)
                {
                    Toggle(server, number);
                }
            }
        }
        Simulator::Run();
    }

    std::string GetName() const
    {
        return m_cube.GetTorus().GetName();
    }

    /** Lets some bursts of trouble pass, with a rest after each. */
    ConvergecastFound Run()
    {
        for (uint32_t bursts = 1 + m_random() % 3; bursts > 0; --bursts)
        {
            Trouble();
            Disturb();
            Simulator::Run();
            Rest();
        }
        ConvergecastJudge judge(m_cube, m_log, m_members, m_values);
        for (const JudgedRound& round : m_rounds)
        {
            judge.Judge(round);
        }
        m_found.Add(judge.GetFound());
        return m_found;
    }

  private:
    uint32_t Side()
    {
        return m_random() % 6 == 0 ? 1 + m_random() % 2 : 3 + m_random() % 3;
    }

    static std::function<void(const NodeContainer&)> Install(uint32_t seed, Time quietTime)
    {
        return [=](const NodeContainer& servers) {
            ServiceHelper<GroupTree> trees;
            trees.SetAttribute("Paths", StringValue(seed % 2 ? "Base" : "MiniCubes"));
            trees.Install(servers);
            ServiceHelper<Convergecast> convergecast;
            convergecast.SetAttribute("QuietTime", TimeValue(quietTime));
            convergecast.Install(servers);
        };
    }

    Convergecast& Service(uint32_t server) const
    {
        return *ServiceHelper<Convergecast>::Get(m_cube.Servers().Get(server));
    }

    uint32_t Draw()
    {
        return static_cast<uint32_t>(m_random() % m_cube.Size());
    }

    /** Has a server join or leave. */
    void Toggle(uint32_t server, uint32_t number)
    {
        GroupTree& tree = m_check.At(server);
        if (tree.IsMember(m_groups[number]))
        {
            tree.Leave(m_groups[number]);
        }
        else
        {
            tree.Join(m_groups[number]);
        }
        m_members.Toggle(server, number);
    }

    /** Plans failures of servers and links within a while, all at once perhaps, and repairs. */
    void Trouble()
    {
        const uint32_t while_ = 1 + (m_random() % 4 == 0 ? 0 : m_random() % 12000000);
        const auto at = [&] { return Simulator::Now() + NanoSeconds(m_random() % while_); };
        const double share = (m_random() % 40) / 100.0;
        NodeContainer servers;
        if (m_random() % 3 != 0)
        {
            servers = ChooseShare(m_cube.Servers(), share / 2, m_choice);
            for (const GroupId& group : m_groups) // a root, on purpose
            {
                servers.Add(m_cube.Servers().Get(m_check.FindRoot(Draw(), group)));
            }
        }
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            const Time when = at();
            m_failures.Fail(servers.Get(i), when);
            if (m_random() % 3 != 0)
            {
                m_failures.Repair(servers.Get(i), when + NanoSeconds(m_random() % 8000000));
            }
        }
        for (const auto& link : ChooseShare(m_cube.Links(), share, m_choice))
        {
            if (m_random() % 3 == 0)
            {
                m_failures.Flap(link,
                                1 + m_random() % 3,
                                at(),
                                NanoSeconds(1 + m_random() % 8000),
                                NanoSeconds(1 + m_random() % 100000));
            }
            else
            {
                m_failures.Fail({link}, at(), Time());
            }
            if (m_random() % 3 == 0)
            {
                m_failures.Repair({link}, at() + NanoSeconds(m_random() % 4000000), Time());
            }
        }
    }

    /** Plans rounds, joins and leaves. */
    void Disturb()
    {
        for (uint32_t i = 0; i < 40; ++i)
        {
            const uint32_t server = Draw();
            const uint32_t number = m_random() % 2;
            const uint32_t kind = m_random() % 5;
            Simulator::Schedule(NanoSeconds(m_random() % 16000000), [=] {
                if (kind == 0)
                {
                    Toggle(server, number);
                }
                else if (kind == 1)
                {
                    Ask(server, number);
                }
                else
                {
                    AskRoots(number);
                }
            });
        }
    }

    void AskRoots(uint32_t number)
    {
        for (uint32_t server = 0; server < m_cube.Size(); ++server)
        {
            if (m_check.At(server).IsRoot(m_groups[number]))
            {
                Ask(server, number);
            }
        }
    }

    void Ask(uint32_t server, uint32_t number)
    {
        const std::size_t index = m_rounds.size();
        JudgedRound& round = m_rounds.emplace_back();
        round.asker = server;
        round.number = number;
        round.isRoot = m_check.At(server).IsRoot(m_groups[number]);
        round.asked = Simulator::Now();
        ++m_found.asked;
        m_kept.push_back(
            Service(server).Ask(nullptr, m_groups[number], SUM, [=](const auto& result) {
                JudgedRound& answered = m_rounds[index];
                answered.answered = Simulator::Now();
                answered.result = result;
                ++answered.answers;
                answered.members = m_members.GetMembers(number);
            }));
    }

    /** Asks all roots at rest: the answer has all members of their part. */
    void Rest()
    {
        Simulator::Stop(MilliSeconds(3));
        Simulator::Run();
        const std::size_t first = m_rounds.size();
        AskRoots(0);
        AskRoots(1);
        Simulator::Run();
        for (std::size_t i = first; i < m_rounds.size(); ++i)
        {
            const JudgedRound& round = m_rounds[i];
            const auto distance = m_cube.Search(round.asker);
            std::set<uint32_t> expected;
            for (const auto& member : round.members)
            {
                if (distance[member.first] != LiveCube::NO_PATH)
                {
                    expected.insert(member.first);
                }
            }
            ++m_found.atRest;
            m_found.wrongAtRest +=
                !round.result.isComplete || !round.result.missing ||
                ConvergecastJudge::GetServers(m_cube, round.result.members) != expected;
        }
    }

    std::mt19937 m_random;
    LiveCube m_cube;
    FailureInjector m_failures;
    ConnectionLog<LiveCube> m_log;
    TreeCheck<LiveCube> m_check;
    Ptr<UniformRandomVariable> m_choice = CreateObject<UniformRandomVariable>();
    std::vector<uint64_t> m_values;
    std::vector<GroupId> m_groups;
    MemberLog m_members;
    std::vector<JudgedRound> m_rounds;
    std::vector<Registration> m_kept;
    ConvergecastFound m_found;
};

} // namespace ns3::camcube

#endif /* CONVERGECAST_STORM_H */
