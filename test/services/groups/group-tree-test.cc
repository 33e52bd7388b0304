/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Trees of groups after each rest of storms of joins, leaves, failures and returns.

#include "cube-fixture.h"
#include "group-scene.h"
#include "line-count.h"
#include "storm.h"
#include "tree-check.h"

#include "ns3/closed-form-table.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Routes that lead to all servers by one port, and never settle. */
class RestlessTable : public ClosedFormTable
{
  public:
    RestlessTable(const Torus& torus, uint8_t port)
        : ClosedFormTable(torus, {}),
          m_port(port)
    {
    }

    PortSet GetNextHops(const TorusCoordinate&) const override
    {
        return PortSet::Of(m_port);
    }

    bool IsSettled() const override
    {
        return false;
    }

  private:
    uint8_t m_port;
};

/** A storm during which servers join and leave, and roots are cut off. */
template <typename Helper>
class TreeStorm
{
  public:
    using Check = TreeCheck<LiveCubeOf<Helper>>;

    TreeStorm(uint32_t seed, const std::string& paths)
        : m_random(seed),
          m_storm(seed,
                  5,
                  Helper(),
                  [&](const NodeContainer& servers) {
                      ServiceHelper<GroupTree> trees;
                      trees.SetAttribute("Paths", StringValue(paths));
                      trees.Install(servers);
                  }),
          m_check(m_storm.GetCube())
    {
        const uint32_t share = 2 + m_random() % 39;
        for (uint32_t number = 0; number < 2; ++number)
        {
            m_groups.push_back({At(m_random() % Size()), number});
            for (uint32_t server = 0; server < Size(); ++server)
            {
                SetMember(server, m_groups[number], m_random() % 100 < share);
            }
        }
    }

    /** \return what is wrong, over all rests */
    typename Check::Faults Run()
    {
        typename Check::Faults faults;
        Disturb();
        const uint64_t wrong = m_storm.Run([&] {
            for (const GroupId& group : m_groups)
            {
                m_check.Look(group, faults);
            }
            ++m_rests;
            Disturb();
            return 0;
        });
        EXPECT_EQ(wrong, 0U) << "routes of " << GetName();
        Simulator::Run();
        return faults;
    }

    std::string GetName() const
    {
        return m_storm.GetName();
    }

    uint32_t GetRests() const
    {
        return m_rests;
    }

  private:
    uint32_t Size()
    {
        return m_storm.GetCube().Size();
    }

    TorusCoordinate At(uint32_t server)
    {
        return m_storm.GetCube().GetTorus().GetCoordinate(server);
    }

    void SetMember(uint32_t server, const GroupId& group, bool isMember)
    {
        GroupTree& tree = m_check.At(server);
        if (tree.IsMember(group) != isMember)
        {
            isMember ? tree.Join(group) : tree.Leave(group);
        }
    }

    /** Plans joins and leaves for the time of the next storm, and cuts a root off now and then. */
    void Disturb()
    {
        for (uint32_t i = 0; i < 20; ++i)
        {
            const uint32_t server = m_random() % Size();
            const GroupId group = m_groups[m_random() % m_groups.size()];
            const bool isMember = m_random() % 2 == 0;
            Simulator::Schedule(MicroSeconds(m_random() % 600),
                                [=] { SetMember(server, group, isMember); });
        }
        const uint32_t root = m_check.FindRoot(m_random() % Size(), m_groups[m_random() % 2]);
        const auto server = m_storm.GetCube().Servers().Get(root);
        const Time now = Simulator::Now() + NanoSeconds(m_random() % 500000);
        if (m_random() % 2 == 0 && Simulator::Now().IsStrictlyPositive())
        {
            m_storm.GetFailures().Fail(server, now);
            m_storm.GetFailures().Repair(server, now + NanoSeconds(1 + m_random() % 900000));
        }
    }

    std::mt19937 m_random;
    Storm<Helper> m_storm;
    Check m_check;
    std::vector<GroupId> m_groups;
    uint32_t m_rests{0};
};

template <typename Helper>
void
RunTreeStorms(uint32_t first, uint32_t last)
{
    uint64_t wrong = 0;
    uint64_t rests = 0;
    for (const std::string paths : {"Base", "MiniCubes"})
    {
        for (uint32_t seed = first; seed <= last; ++seed)
        {
            TreeStorm<Helper> storm(seed, paths);
            const auto faults = storm.Run();
            EXPECT_EQ(faults.GetSum(), 0U) << "seed " << seed << ", " << paths << ", "
                                           << storm.GetName() << ": " << faults.GetName();
            wrong += faults.GetSum();
            rests += storm.GetRests();
            Simulator::Destroy();
        }
    }
    std::cout << "measured: " << wrong << " faults of two trees at " << rests << " rests of "
              << 2 * (last - first + 1) << " random runs, Base and MiniCubes\n";
}

class GroupTreeTest : public CubeTest
{
};

} // namespace

TEST_F(GroupTreeTest, IsShort)
{
    const std::string folder = "model/services/groups/tree/";
    for (const std::string file : {"group-tree", "group-links", "link-sessions"})
    {
        ExpectLines(300, {folder + file + ".h", folder + file + ".cc"});
    }
}

TEST_F(GroupTreeTest, IsRightAfterStorms)
{
    RunTreeStorms<DistanceVectorHelper>(1, 30);
}

TEST_F(GroupTreeTest, IsRightAfterStormsWithLinkState)
{
    RunTreeStorms<LinkStateHelper>(1, 10);
}

TEST_F(GroupTreeTest, ALinkThatReturnsMovesNoEdgeThatIsRight)
{
    LiveCube cube(6, 6, 6, DistanceVectorHelper(), [](const NodeContainer& servers) {
        ServiceHelper<GroupTree>().Install(servers);
    });
    const TreeCheck<LiveCube> check(cube);
    const GroupId group{{0, 0, 0}, 1};
    for (uint32_t server = 0; server < cube.Size(); server += 3)
    {
        check.At(server).Join(group);
    }
    Simulator::Run();
    FailureInjector failures;
    uint32_t cables = 0;
    uint64_t moved = 0;
    for (std::size_t i = 0; i < cube.Links().size(); i += 8, ++cables)
    {
        failures.Fail({cube.Links()[i]}, Simulator::Now(), Time());
        Simulator::Run();
        std::vector<PortSet> parents;
        for (uint32_t server = 0; server < cube.Size(); ++server)
        {
            parents.push_back(check.At(server).GetParent(group));
        }
        failures.Repair({cube.Links()[i]}, Simulator::Now(), Time());
        Simulator::Run();
        const auto hops = cube.Search(check.FindRoot(0, group));
        for (uint32_t server = 0; server < cube.Size(); ++server)
        {
            for (uint8_t port : parents[server] - check.At(server).GetParent(group))
            {
                moved += hops[check.Neighbor(server, port)] + 1 == hops[server];
            }
        }
    }
    EXPECT_EQ(moved, 0U);
    std::cout << "measured: " << cables << " cables of 6x6x6 failed and returned one by one, and "
              << moved << " of 72 members and those above them gave up a parent that was a next "
              << "hop still\n";
}

TEST_F(GroupTreeTest, FollowsRoutesBeforeTheySettle)
{
    GroupScene scene;
    scene.Tree(0).Join(scene.group);
    const auto routing = MultiHopRoutingHelper::Get(scene.servers.Get(0));
    for (const uint8_t port : {MINUS_X, PLUS_X})
    {
        routing->SetTable(std::make_shared<RestlessTable>(scene.torus.GetTorus(), port));
        EXPECT_EQ(scene.Tree(0).GetParent(scene.group), PortSet::Of(port));
    }
}

TEST_F(GroupTreeTest, IsRightAfterManyStormsSlow)
{
    RunTreeStorms<DistanceVectorHelper>(1001, 2000);
}
