/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Trees while GroupTree is withdrawn from a server, and once it is deployed there again.

#include "cube-fixture.h"
#include "group-scene.h"
#include "tree-check.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Records what it is told. */
class Witness : public GroupTreeUser
{
  public:
    explicit Witness(const GroupTree& tree)
        : GroupTreeUser(9),
          m_tree(tree)
    {
    }

    void TreeChanged(const GroupId& id) override
    {
        ++changes;
        edges = m_tree.GetParent(id) | m_tree.GetKids(id);
    }

    void SessionEnded(uint8_t port) override
    {
        ended.Insert(port);
    }

    uint32_t changes{0};
    PortSet edges; //!< when they changed last
    PortSet ended;

  private:
    const GroupTree& m_tree;
};

class GroupWithdrawalTest : public CubeTest
{
  protected:
    void Build(uint32_t kx, uint32_t ky)
    {
        m_cube = std::make_unique<LiveCube>(kx,
                                            ky,
                                            1,
                                            DistanceVectorHelper(),
                                            [](const NodeContainer& servers) {
                                                ServiceHelper<GroupTree>().Install(servers);
                                                ServiceHelper<GroupMulticast>().Install(servers);
                                            });
        m_check = std::make_unique<TreeCheck<LiveCube>>(*m_cube);
    }

    void TearDown() override
    {
        m_members.clear();
        m_check = nullptr;
        m_cube = nullptr;
        CubeTest::TearDown();
    }

    GroupTree& Tree(uint32_t server) const
    {
        return m_check->At(server);
    }

    GroupMulticast& Multicast(uint32_t server) const
    {
        return *ServiceHelper<GroupMulticast>::Get(m_cube->Servers().Get(server));
    }

    void Join(uint32_t server)
    {
        m_members.push_back(
            Multicast(server).Join(nullptr, m_group, [this](auto, const auto&) { ++m_got; }));
        Simulator::Run();
    }

    void ExpectRight() const
    {
        TreeCheck<LiveCube>::Faults faults;
        m_check->Look(m_group, faults);
        EXPECT_EQ(faults.GetSum(), 0U) << faults.GetName();
    }

    /** Expects that a message reaches as many members. */
    void ExpectReached(uint32_t sender, uint64_t members)
    {
        m_got = 0;
        Multicast(sender).Multicast(m_group, Create<Packet>(1));
        Simulator::Run();
        EXPECT_EQ(m_got, members);
    }

    const GroupId m_group{{1, 0, 0}, 7};
    std::unique_ptr<LiveCube> m_cube;
    std::unique_ptr<TreeCheck<LiveCube>> m_check;
    std::vector<Registration> m_members;
    uint64_t m_got{0};
};

} // namespace

TEST_F(GroupWithdrawalTest, OthersGoRoundWhoIsWithdrawn)
{
    Build(4, 4);
    for (uint32_t server = 0; server < m_cube->Size(); ++server)
    {
        Join(server);
    }
    for (const uint32_t away : {5U, 13U, 6U}) // none is the only way of another
    {
        const PortSet edges = Tree(away).GetParent(m_group) | Tree(away).GetKids(m_group);
        EXPECT_FALSE(edges.IsEmpty());
        Tree(away).Withdraw();
        Simulator::Run();
        ExpectRight();
        ExpectReached(0, m_cube->Size() - 1);
        Tree(away).Deploy();
        Simulator::Run();
        ExpectRight();
        Join(away);
        ExpectRight();
        ExpectReached(away, m_cube->Size());
    }
}

TEST_F(GroupWithdrawalTest, WhoHasNoOtherWayWaits)
{
    Build(4, 1); // the root, 1, is next to 0 and 2
    Witness root(Tree(1));
    Witness kid(Tree(0));
    const auto keptRoot = Tree(1).AddUser(nullptr, &root);
    const auto keptKid = Tree(0).AddUser(nullptr, &kid);
    Join(0);
    EXPECT_EQ(kid.edges, PortSet::Of(PLUS_X));
    root.changes = kid.changes = 0;
    kid.ended = PortSet();
    Tree(1).Withdraw();
    EXPECT_EQ(root.changes, 1U);
    EXPECT_EQ(root.edges, PortSet());
    EXPECT_TRUE(root.ended.Contains(PLUS_X));
    EXPECT_TRUE(root.ended.Contains(MINUS_X));
    Simulator::Run();
    EXPECT_EQ(kid.changes, 1U);
    EXPECT_EQ(kid.edges, PortSet());
    EXPECT_EQ(kid.ended, PortSet::Of(PLUS_X));
    EXPECT_TRUE(Tree(0).GetParent(m_group).IsEmpty());
    Tree(1).Deploy();
    Simulator::Run();
    ExpectRight();
    EXPECT_EQ(kid.edges, PortSet::Of(PLUS_X));
}

TEST_F(GroupWithdrawalTest, ALinkThatFlapsMeanwhileDoesNoHarm)
{
    for (const bool isDownAsItIsDeployed : {false, true})
    {
        Build(4, 1);
        const auto runtime = m_cube->Servers().Get(0)->GetObject<Runtime>();
        Join(0);
        Join(2);
        Tree(1).Withdraw();
        Simulator::Run();
        runtime->DeactivateLink(PLUS_X);
        Simulator::Run();
        if (isDownAsItIsDeployed)
        {
            Tree(1).Deploy();
            Simulator::Run();
        }
        runtime->ActivateLink(PLUS_X);
        Simulator::Run();
        Tree(1).Deploy();
        Simulator::Run();
        ExpectRight();
        ExpectReached(0, 2);
        TearDown();
        SetUp();
    }
}

TEST_F(GroupWithdrawalTest, MessagesThatWaitedAreSentOnceItIsDeployedAgain)
{
    constexpr uint32_t MANY = 20;
    Build(4, 1);
    Join(0);
    Join(1);
    for (uint32_t i = 0; i < MANY; ++i)
    {
        Multicast(0).Multicast(m_group, Create<Packet>(1000));
    }
    Tree(0).Withdraw();
    Tree(0).Deploy();
    Join(0);
    EXPECT_EQ(m_got, 2 * MANY);
    ExpectRight();
}

TEST_F(GroupWithdrawalTest, WhoHasMissedSessionsLearnsTheirNumberBeforeItJoins)
{
    Build(4, 1);
    Tree(0).Withdraw();
    Simulator::Run();
    for (uint32_t i = 0; i < 3; ++i)
    {
        m_cube->Servers().Get(1)->GetObject<Runtime>()->DeactivateLink(MINUS_X);
        m_cube->Servers().Get(1)->GetObject<Runtime>()->ActivateLink(MINUS_X);
        Simulator::Run();
    }
    Tree(0).Deploy();
    Simulator::Run();
    Join(0);
    Join(1);
    ExpectRight();
    ExpectReached(1, 2);
}

TEST_F(GroupWithdrawalTest, WhoReturnsCountsOnThoseThatReturnedMeanwhile)
{
    Build(4, 1);
    Tree(1).Withdraw();
    Simulator::Run(); // which 0 hears
    Tree(0).Withdraw();
    Tree(1).Deploy();
    Simulator::Run(); // which 0 does not
    Tree(0).Deploy();
    Simulator::Run();
    Join(0);
    EXPECT_EQ(Tree(0).GetParent(m_group), PortSet::Of(PLUS_X));
    ExpectRight();
}

TEST_F(GroupWithdrawalTest, FramesThatComeInAfterTheLinkIsDownAreStale)
{
    Build(4, 1);
    Join(1);
    m_cube->Servers().Get(1)->GetObject<Runtime>()->DeactivateLink(MINUS_X);
    const auto join = GroupScene::Make(GroupTree::JOIN, 0, {}, 99); // of who counts more sessions
    Tree(1).Receive(
        std::make_unique<Frame>(GroupTree::SERVICE_ID, Create<Packet>(join.data(), join.size())),
        MINUS_X);
    EXPECT_EQ(Tree(1).GetKids(m_group), PortSet());
    EXPECT_EQ(Tree(1).GetCounters().stale, 1U);
}
