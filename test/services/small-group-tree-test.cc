/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Trees of groups are right after storms: every reachable member gets each message once.

#include "line-count.h"
#include "small-group-tree.h"
#include "storm.h"

#include "ns3/service-helper.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** A storm over groups whose members come and go, and what an observer of all servers finds. */
class SmallGroupStorm
{
  public:
    static constexpr uint32_t N_GROUPS = 3;

    explicit SmallGroupStorm(uint32_t seed, uint32_t largestSide = 5)
        : m_random(seed),
          m_storm(seed, largestSide, DistanceVectorHelper(), [](const NodeContainer& servers) {
              ServiceHelper<SmallGroupTree>().Install(servers);
          })
    {
        for (uint32_t server = 0; server < Cube().Size(); ++server)
        {
            m_trees.push_back(ServiceHelper<SmallGroupTree>::Get(Cube().Servers().Get(server)));
            m_trees[server]->m_delivered = [this, server](const SmallGroupTree::Header& header,
                                                          auto) {
                const auto name = std::make_tuple(server, header.source, header.number);
                m_twice += !m_deliveries.insert(name).second;
            };
            for (uint32_t group = 0; group < N_GROUPS; ++group)
            {
                m_trees[server]->SetMember(group, m_random() % 4 == 0);
            }
        }
    }

    /** \return what is wrong, over all rests */
    uint64_t Run()
    {
        Disturb();
        const uint64_t wrong = m_storm.Run([this] {
            const uint64_t found = CheckTrees() + CheckMessages();
            Disturb();
            return found;
        });
        Simulator::Run();
        return wrong + m_twice;
    }

    std::string GetName() const
    {
        return m_storm.GetName();
    }

    uint64_t GetMessages() const
    {
        return m_messages;
    }

  private:
    LiveCube& Cube()
    {
        return m_storm.GetCube();
    }

    /** Plans joins, leaves and messages for the time of the next storm. */
    void Disturb()
    {
        for (uint32_t i = 0; i < 20; ++i)
        {
            const uint32_t server = m_random() % Cube().Size();
            const uint32_t group = m_random() % N_GROUPS;
            const uint32_t kind = m_random() % 4;
            Simulator::Schedule(MicroSeconds(m_random() % 600), [=] {
                kind < 2 ? m_trees[server]->SetMember(group, kind == 0)
                         : m_trees[server]->Multicast(group, Create<Packet>(100));
            });
        }
    }

    /** \return parents that are no next hop, ends that disagree, servers below or in a loop */
    uint64_t CheckTrees()
    {
        uint64_t wrong = 0;
        for (uint32_t group = 0; group < N_GROUPS; ++group)
        {
            for (uint32_t server = 0; server < Cube().Size(); ++server)
            {
                const SmallGroupTree::Group& state = m_trees[server]->m_groups[group];
                uint32_t at = server;
                uint32_t steps = 0;
                while (!m_trees[at]->m_groups[group].parent.IsEmpty() && steps <= Cube().Size())
                {
                    at = Neighbor(at, m_trees[at]->m_groups[group].parent.GetFirst());
                    ++steps;
                }
                wrong += steps > Cube().Size();
                for (uint8_t kid : state.kids)
                {
                    const auto& below = m_trees[Neighbor(server, kid)]->m_groups[group];
                    wrong += below.parent != PortSet::Of(OppositePort(kid));
                }
                const bool isNeeded = state.isMember || !state.kids.IsEmpty();
                const uint32_t root = Root(server, group);
                wrong += state.parent.IsEmpty() != (!isNeeded || root == server);
                for (uint8_t parent : state.parent)
                {
                    const uint32_t above = Neighbor(server, parent);
                    const auto distance = Cube().Search(root);
                    wrong += distance[above] + 1 != distance[server];
                    wrong += !Cube().LivePorts(server).Contains(parent);
                    const PortSet kids = m_trees[above]->m_groups[group].kids;
                    wrong += !kids.Contains(OppositePort(parent));
                }
            }
        }
        return wrong;
    }

    /** \return members that do not get a message that they should, or get one that they should not
     */
    uint64_t CheckMessages()
    {
        uint64_t wrong = 0;
        for (uint32_t i = 0; i < 4; ++i)
        {
            const uint32_t source = m_random() % Cube().Size();
            const uint32_t group = m_random() % N_GROUPS;
            if (!m_trees[source]->m_groups[group].isMember)
            {
                continue;
            }
            m_deliveries.clear();
            m_trees[source]->Multicast(group, Create<Packet>(100));
            Simulator::Run();
            uint64_t expected = 0;
            const auto distance = Cube().Search(source);
            for (uint32_t server = 0; server < Cube().Size(); ++server)
            {
                expected += distance[server] != LiveCube::NO_PATH &&
                            m_trees[server]->m_groups[group].isMember;
            }
            wrong += m_deliveries.size() != expected; // each of them once, as m_twice says
            ++m_messages;
        }
        return wrong;
    }

    uint32_t Neighbor(uint32_t server, uint8_t port)
    {
        return Cube().GetTorus().GetNeighbor(server, port);
    }

    uint32_t Root(uint32_t server, uint32_t group)
    {
        const auto routing = m_trees[server]->GetRuntime().Require<MultiHopRouting>();
        return Cube().GetTorus().GetServer(NearestServers(*routing, group, 1).front());
    }

    std::mt19937 m_random;
    Storm<DistanceVectorHelper> m_storm;
    std::vector<Ptr<SmallGroupTree>> m_trees;
    std::set<std::tuple<uint32_t, uint32_t, uint32_t>> m_deliveries; //!< to, from, number
    uint64_t m_twice{0};
    uint64_t m_messages{0};
};

} // namespace

TEST(SmallGroupTree, IsShort)
{
    ExpectLines("test/services/small-group-tree.h", 120);
}

TEST(SmallGroupTree, EveryReachableMemberGetsEachMessageOnceAfterStorms)
{
    uint64_t messages = 0;
    for (uint32_t seed = 1; seed <= 60; ++seed)
    {
        SmallGroupStorm storm(seed);
        EXPECT_EQ(storm.Run(), 0U) << "seed " << seed << ", " << storm.GetName();
        messages += storm.GetMessages();
        Simulator::Destroy();
    }
    EXPECT_GT(messages, 60U);
    std::cout << "measured: " << messages << " messages after 60 storms\n";
}
