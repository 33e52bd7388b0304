/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Users of group trees that leave, withdraw or deploy these while they are told something.

#include "group-scene.h"

#include <iostream>
#include <map>
#include <vector>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** When an intruder acts. */
enum class When
{
    CHANGED,
    FORMED,
    ENDED,
    GREETS,
    RECEIVED,
    DEPARTS,
    DRAINED,
    PREFERS,
    N_WHENS
};

/** What it does then, once. */
enum class What
{
    LEAVES,
    WITHDRAWS,
    DEPLOYS,
    JOINS, //!< after all of these
    N_WHATS
};

/** A user of the tree of server 0 that does as it likes. */
class Intruder : public Idle
{
  public:
    Intruder(GroupScene& scene, When when, uint32_t at, What what)
        : m_scene(scene),
          m_when(when),
          m_wait(at),
          m_what(what)
    {
        m_kept = Tree().AddUser(nullptr, this);
        Tree().SetPreference([this](const ParentCandidates&) {
            Act(When::PREFERS);
            return uint8_t{PLUS_X};
        });
    }

    void TreeChanged(const GroupId&) override
    {
        Act(When::CHANGED);
    }

    void EdgeFormed(const GroupId&, uint8_t, Ptr<const Packet>) override
    {
        Act(When::FORMED);
    }

    void SessionEnded(uint8_t) override
    {
        Act(When::ENDED);
    }

    Ptr<Packet> Greet(const GroupId&) override
    {
        Act(When::GREETS);
        return Create<Packet>(3);
    }

    void Received(const GroupId&, uint8_t, FramePtr) override
    {
        Act(When::RECEIVED);
    }

    void Departing(Frame&) override
    {
        Act(When::DEPARTS);
    }

    void Drained(uint8_t) override
    {
        EXPECT_TRUE(Tree().IsDeployed()) << "what could be sent now?";
        Act(When::DRAINED);
    }

    bool HasActed() const
    {
        return m_hasActed;
    }

  private:
    GroupTree& Tree() const
    {
        return m_scene.Tree(0);
    }

    void Act(When when)
    {
        if (when != m_when || m_hasActed || m_wait-- > 0)
        {
            return;
        }
        m_hasActed = true;
        for (const GroupId& group : Tree().GetGroups())
        {
            if (m_what == What::LEAVES && Tree().IsMember(group))
            {
                Tree().Leave(group);
            }
        }
        if (m_what >= What::WITHDRAWS)
        {
            Tree().Withdraw();
        }
        if (m_what >= What::DEPLOYS)
        {
            Tree().Deploy();
        }
        if (m_what == What::JOINS && !Tree().IsMember(m_scene.group))
        {
            Tree().Join(m_scene.group);
        }
    }

    GroupScene& m_scene;
    When m_when;
    uint32_t m_wait; //!< so many times before it acts
    What m_what;
    bool m_hasActed{false};
    Registration m_kept;
};

/** Server 0 is told of all that happens: it joins, has a kid that begins anew, and loses links. */
void
Drive(const GroupScene& s)
{
    const GroupId other{{1, 0, 0}, 8};
    const Ptr<Runtime> runtime = s.servers.Get(0)->GetObject<Runtime>();
    for (const GroupId& group : {s.group, other})
    {
        if (s.Tree(0).IsDeployed() && !s.Tree(0).IsMember(group))
        {
            s.Tree(0).Join(group);
            Simulator::Run();
        }
    }
    for (uint32_t i = 0; i < 3 && s.Tree(0).IsDeployed(); ++i) // all but one wait
    {
        s.Tree(0).Send(s.group, Idle(), PLUS_X, std::make_unique<Frame>(0, Create<Packet>(9)));
    }
    Simulator::Run();
    s.Forge(GroupScene::Make(GroupTree::JOIN));
    s.Forge(GroupScene::Make(GroupTree::DATA, Idle().GetTreeUser()));
    runtime->DeactivateLink(PLUS_X);
    Simulator::Run();
    runtime->ActivateLink(PLUS_X);
    Simulator::Run();
    s.Forge(GroupScene::Make(GroupTree::HELLO, 0, {}, 7));
    s.Forge(GroupScene::Make(GroupTree::JOIN, 0, {}, 7));
    s.Forge(GroupScene::Make(GroupTree::JOIN, 0, {}, 9));
    s.Forge(GroupScene::Make(GroupTree::BYE, 0, {}, 9));
}

class GroupReentry : public CubeTest
{
};

} // namespace

TEST_F(GroupReentry, TreesAreRightWhateverUsersDoMeanwhile)
{
    uint32_t acted = 0;
    for (uint32_t run = 0; run < 8U * uint32_t(When::N_WHENS) * uint32_t(What::N_WHATS); ++run)
    {
        const auto when = static_cast<When>(run / 8 / uint32_t(What::N_WHATS));
        const auto what = static_cast<What>(run / 8 % uint32_t(What::N_WHATS));
        SCOPED_TRACE("when " + std::to_string(int(when)) + ", after " + std::to_string(run % 8) +
                     " times, it does " + std::to_string(int(what)));
        GroupScene s;
        {
            Intruder intruder(s, when, run % 8, what);
            Idle last(10);
            const auto kept = s.Tree(0).AddUser(nullptr, &last);
            EXPECT_NO_THROW(Drive(s));
            acted += intruder.HasActed();
            s.Tree(0).SetPreference(nullptr);
        }
        s.Tree(0).Deploy();
        if (!s.Tree(0).IsMember(s.group))
        {
            s.Tree(0).Join(s.group);
        }
        Simulator::Run();
        EXPECT_EQ(s.Tree(0).GetParent(s.group), PortSet::Of(PLUS_X));
        EXPECT_EQ(s.Tree(1).GetKids(s.group), PortSet::Of(MINUS_X));
        for (const GroupId& group : s.Tree(0).GetGroups())
        {
            s.Tree(0).Leave(group);
        }
        Simulator::Run();
        EXPECT_TRUE(s.Tree(0).GetGroups().empty());
        EXPECT_TRUE(s.Tree(1).GetGroups().empty());
        Simulator::Destroy();
    }
    EXPECT_GT(acted, 80U);
    std::cout << "measured: users acted while they were told something in " << acted << " runs\n";
}

TEST_F(GroupReentry, WhoLeavesAnotherGroupIsToldOnce)
{
    struct Leaver : Idle
    {
        void TreeChanged(const GroupId& id) override
        {
            ++changes[id];
            if (tree && tree->IsMember(other))
            {
                tree->Leave(other);
            }
        }

        const GroupId other{{1, 0, 0}, 8};
        GroupTree* tree{nullptr};
        std::map<GroupId, uint32_t> changes;
    };

    GroupScene s;
    Leaver user;
    const auto kept = s.Tree(0).AddUser(nullptr, &user);
    s.Tree(0).Join(user.other);
    s.Forge(GroupScene::Make(GroupTree::JOIN));
    user.tree = &s.Tree(0);
    user.changes.clear();
    s.servers.Get(0)->GetObject<Runtime>()->DeactivateLink(MINUS_X);
    EXPECT_EQ(user.changes[s.group], 1U);
    EXPECT_EQ(user.changes[user.other], 1U);
}

TEST_F(GroupReentry, NobodyIsToldOfAnEdgeOfASessionThatIsOver)
{
    struct Ender : Idle
    {
        explicit Ender(GroupTree& ends)
            : Idle(8),
              tree(ends)
        {
        }

        void EdgeFormed(const GroupId&, uint8_t, Ptr<const Packet>) override
        {
            tree.Withdraw();
        }

        GroupTree& tree;
    };

    struct Follower : Idle
    {
        void EdgeFormed(const GroupId&, uint8_t, Ptr<const Packet>) override
        {
            ++formed;
        }

        uint32_t formed{0};
    };

    GroupScene s;
    Ender ender(s.Tree(0));
    Follower follower;
    const auto first = s.Tree(0).AddUser(nullptr, &ender);
    const auto second = s.Tree(0).AddUser(nullptr, &follower);
    s.Forge(GroupScene::Make(GroupTree::JOIN));
    EXPECT_FALSE(s.Tree(0).IsDeployed());
    EXPECT_EQ(follower.formed, 0U);
}

TEST_F(GroupReentry, WhatIsJoinedDuringAWithdrawalIsForgotten)
{
    struct Joiner : Idle
    {
        void SessionEnded(uint8_t) override
        {
            if (tree && !tree->IsMember(group))
            {
                tree->Join(group);
                ++joined;
            }
        }

        const GroupId group{{1, 0, 0}, 8};
        GroupTree* tree{nullptr};
        uint32_t joined{0};
    };

    GroupScene s;
    Joiner user;
    const auto kept = s.Tree(0).AddUser(nullptr, &user);
    user.tree = &s.Tree(0);
    s.Tree(0).Withdraw();
    user.tree = nullptr;
    EXPECT_GT(user.joined, 0U);
    EXPECT_TRUE(s.Tree(0).GetGroups().empty());
    s.Tree(0).Deploy();
    s.Tree(0).Join(user.group);
    Simulator::Run();
    EXPECT_EQ(s.Tree(1).GetKids(user.group), PortSet::Of(MINUS_X));
}

TEST_F(GroupReentry, PreferencesMayLeaveAndBeReplaced)
{
    GroupScene s;
    std::vector<uint8_t> large(1000, PLUS_X);
    s.Tree(0).SetPreference([&s, large](const ParentCandidates&) {
        s.Tree(0).SetPreference(nullptr);
        s.Tree(0).Leave(s.group);
        return large.back();
    });
    s.Tree(0).Join(s.group);
    Simulator::Run();
    EXPECT_TRUE(s.Tree(0).GetGroups().empty());
    EXPECT_TRUE(s.Tree(1).GetGroups().empty());
}
