/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What users and the wire may get wrong with groups: each ends in a sentence or is counted.

#include "group-scene.h"
#include "misuse.h"

using namespace ns3;
using namespace ns3::camcube;
using Scene = GroupScene;

namespace
{

const Misuse<Scene> MISUSES[] = {
    // Trees
    {"JoinedTwice",
     "server (0,0,0) has joined group 7 at (1,0,0) already",
     [](Scene& s) {
         s.Tree(0).Join(s.group);
         s.Tree(0).Join(s.group);
     }},
    {"LeftWithoutJoin",
     "server (0,0,0) is no member of group 7 at (1,0,0)",
     [](Scene& s) { s.Tree(0).Leave(s.group); }},
    {"LeftOnceTheServerIsGone",
     nullptr,
     [](Scene& s) {
         const Ptr<GroupTree> tree(&s.Tree(0));
         tree->Join(s.group);
         Simulator::Destroy();
         tree->Leave(s.group);
         EXPECT_FALSE(tree->IsMember(s.group));
     }},
    {"PlaceOutsideTheCube",
     "(4,0,0) in a torus of 4x1x1",
     [](Scene& s) {
         s.Tree(0).Join({{4, 0, 0}, 1});
     }},
    {"JoinedBeforeDeployment",
     "is not deployed",
     [](Scene& s) { CreateObject<GroupTree>()->Join(s.group); }},
    {"JoinedAfterWithdrawal",
     "is not deployed",
     [](Scene& s) {
         s.Tree(0).Withdraw();
         s.Tree(0).Join(s.group);
     }},
    {"JoinedWithoutRoutes",
     "while it is not deployed",
     [](Scene& s) {
         MultiHopRoutingHelper::Get(s.servers.Get(0))->Withdraw();
         s.Tree(0).Join(s.group);
     }},
    {"AskedOfWhatIsNotThere",
     nullptr,
     [](Scene& s) {
         const GroupId outside{{200, 200, 200}, 1};
         EXPECT_FALSE(s.Tree(0).IsMember(outside));
         EXPECT_FALSE(s.Tree(0).IsRoot(outside));
         EXPECT_TRUE(s.Tree(0).GetParent(outside).IsEmpty());
         EXPECT_TRUE(CreateObject<GroupTree>()->GetKids(s.group).IsEmpty());
         EXPECT_TRUE(CreateObject<GroupTree>()->GetGroups().empty());
     }},
    {"RoomBeforeDeployment",
     "is not deployed",
     [](Scene&) { CreateObject<GroupTree>()->GetRoom(); }},
    {"RoutesThatGoWhileTheTreeStands",
     nullptr,
     [](Scene& s) {
         s.Tree(0).Join(s.group);
         Simulator::Run();
         MultiHopRoutingHelper::Get(s.servers.Get(0))->Withdraw();
         s.servers.Get(0)->GetObject<Runtime>()->DeactivateLink(MINUS_X);
         Simulator::Run();
         s.Forge(Scene::Make(GroupTree::JOIN));
         EXPECT_TRUE(s.Tree(0).IsMember(s.group));
     }},
    {"PreferenceOfNoPort",
     nullptr,
     [](Scene& s) {
         s.Tree(0).SetPreference([](const auto&) { return uint8_t{77}; });
         s.Tree(0).Join(s.group);
         EXPECT_EQ(s.Tree(0).GetParent(s.group), PortSet::Of(PLUS_X));
     }},
    // Users of trees
    {"NoUser",
     "no user of group trees was given",
     [](Scene& s) { const auto none = s.Tree(0).AddUser(nullptr, nullptr); }},
    {"UserOfNumberZero",
     "number 0 stands for no user",
     [](Scene& s) {
         Idle user(0);
         const auto none = s.Tree(0).AddUser(nullptr, &user);
     }},
    {"TwoUsersOfOneNumber",
     "user 9 of group trees already",
     [](Scene& s) {
         Idle user;
         const auto first = s.Tree(0).AddUser(nullptr, &user);
         const auto second = s.Tree(0).AddUser(nullptr, &user);
     }},
    {"UserThatSendsNoFrame",
     "no frame",
     [](Scene& s) { s.Tree(0).Send(s.group, Idle(), PLUS_X, nullptr); }},
    {"UserThatSendsToNoPort",
     "has no port",
     [](Scene& s) {
         s.Tree(0).Send(s.group, Idle(), 99, std::make_unique<Frame>(0, Create<Packet>(1)), true);
     }},
    {"UserThatSendsToAPortThatIsDown",
     nullptr,
     [](Scene& s) {
         s.servers.Get(0)->GetObject<Runtime>()->DeactivateLink(PLUS_X);
         auto frame = std::make_unique<Frame>(0, Create<Packet>(1));
         EXPECT_EQ(s.Tree(0).Send(s.group, Idle(), PLUS_X, std::move(frame)), SendResult::DOWN);
     }},
    {"UserThatSendsTooMuch",
     nullptr,
     [](Scene& s) {
         const uint32_t room = s.Tree(0).GetRoom();
         for (const uint32_t bytes : {room, room + 1})
         {
             auto frame = std::make_unique<Frame>(0, Create<Packet>(bytes));
             EXPECT_EQ(s.Tree(0).Send(s.group, Idle(), PLUS_X, std::move(frame)),
                       bytes == room ? SendResult::SENT : SendResult::TOO_LONG);
             Simulator::Run();
         }
         EXPECT_EQ(s.Tree(1).GetCounters().unknown, 1U);
     }},
    {"UserThatLeavesWhenItIsTold",
     nullptr,
     [](Scene& s) {
         struct Leaver : Idle
         {
             void TreeChanged(const GroupId& id) override
             {
                 if (tree->IsMember(id))
                 {
                     tree->Leave(id);
                 }
             }

             GroupTree* tree;
         };
         Leaver user;
         user.tree = &s.Tree(0);
         const auto kept = s.Tree(0).AddUser(nullptr, &user);
         s.Tree(0).Join(s.group);
         Simulator::Run();
         EXPECT_TRUE(s.Tree(0).GetGroups().empty());
         EXPECT_TRUE(s.Tree(1).GetGroups().empty());
     }},
    // Frames from the wire
    {"FrameThatIsTooShort",
     nullptr,
     [](Scene& s) {
         s.Forge({});
         s.Forge({1, 0, 0, 1, 1, 0, 0, 0, 0, 0});
         EXPECT_EQ(s.Counters().malformed, 2U);
     }},
    {"FrameOfNoKind",
     nullptr,
     [](Scene& s) {
         s.Forge(Scene::Make(6));
         s.Forge(Scene::Make(255));
         EXPECT_EQ(s.Counters().malformed, 2U);
     }},
    {"FrameForAPlaceOutside",
     nullptr,
     [](Scene& s) {
         s.Forge({GroupTree::JOIN, 0, 0, 1, 9, 9, 9, 0, 0, 0, 7});
         EXPECT_EQ(s.Counters().malformed, 1U);
         EXPECT_TRUE(s.Tree(0).GetGroups().empty());
     }},
    {"FrameOfAnEarlierSession",
     nullptr,
     [](Scene& s) {
         s.Forge(Scene::Make(GroupTree::JOIN, 0, {}, 0));
         EXPECT_EQ(s.Counters().stale, 1U);
         EXPECT_TRUE(s.Tree(0).GetGroups().empty());
     }},
    {"JoinThatComesTwice",
     nullptr,
     [](Scene& s) {
         s.Forge(Scene::Make(GroupTree::JOIN));
         s.Forge(Scene::Make(GroupTree::JOIN));
         EXPECT_EQ(s.Tree(0).GetKids(s.group), PortSet::Of(MINUS_X));
         s.Forge(Scene::Make(GroupTree::LEAVE));
         s.Forge(Scene::Make(GroupTree::LEAVE));
         EXPECT_TRUE(s.Tree(0).GetGroups().empty());
         EXPECT_TRUE(s.Tree(1).GetGroups().empty());
     }},
    {"AckAndLeaveOfStrangers",
     nullptr,
     [](Scene& s) {
         s.Forge(Scene::Make(GroupTree::ACK));
         s.Forge(Scene::Make(GroupTree::LEAVE));
         EXPECT_TRUE(s.Tree(0).GetGroups().empty());
     }},
    {"JoinGreetedByNonsense",
     nullptr,
     [](Scene& s) {
         s.Forge(Scene::Make(GroupTree::JOIN, MessageReplay::TREE_USER, {1, 2, 3}));
         EXPECT_EQ(s.Multicast(0).GetCounters().malformed, 1U);
         EXPECT_EQ(s.Tree(0).GetKids(s.group), PortSet::Of(MINUS_X));
     }},
    {"JoinGreetedByANameAndAHalf",
     nullptr,
     [](Scene& s) {
         s.Join(0);
         s.Multicast(0, 1);
         s.Forge(Scene::Make(GroupTree::JOIN,
                             MessageReplay::TREE_USER,
                             {0, 0, 0, 0, 15, 66, 64, 0, 0, 0, 1, 2, 0, 0}));
         EXPECT_EQ(s.Multicast(0).GetCounters().malformed, 1U);
     }},
    {"HelloOfALaterSession",
     nullptr,
     [](Scene& s) {
         s.Forge(Scene::Make(GroupTree::JOIN));
         s.Forge(Scene::Make(GroupTree::HELLO, 0, {}, 7));
         EXPECT_TRUE(s.Tree(0).GetGroups().empty());
         s.Forge(Scene::Make(GroupTree::JOIN));
         EXPECT_EQ(s.Counters().stale, 1U);
         s.Forge(Scene::Make(GroupTree::JOIN, 0, {}, 7));
         EXPECT_EQ(s.Tree(0).GetKids(s.group), PortSet::Of(MINUS_X));
     }},
    {"FrameForAnUnknownUser",
     nullptr,
     [](Scene& s) {
         s.Forge(Scene::Make(GroupTree::DATA, 99));
         EXPECT_EQ(s.Counters().unknown, 1U);
     }},
    {"FrameForAWithdrawnTree",
     nullptr,
     [](Scene& s) {
         s.Tree(0).Withdraw();
         s.Forge(Scene::Make(GroupTree::JOIN));
         EXPECT_EQ(s.servers.Get(0)->GetObject<Runtime>()->GetUnknownServiceDrops(), 1U);
     }},
    // Multicast
    {"NoReceiver",
     "no function was given",
     [](Scene& s) { const auto none = s.Multicast(0).Join(nullptr, s.group, nullptr); }},
    {"MemberTwice",
     "has joined group 7 at (1,0,0) already",
     [](Scene& s) {
         s.Join(0);
         s.Join(0);
     }},
    {"MemberForAnOwnerOnNoServer",
     nullptr,
     [](Scene& s) {
         const Ptr<TestService> owner = TestService::Make(77);
         EXPECT_THROW(
             s.kept.push_back(s.Multicast(0).Join(PeekPointer(owner), s.group, [](auto, auto&) {})),
             std::logic_error);
         EXPECT_FALSE(s.Tree(0).IsMember(s.group));
         s.Join(0);
     }},
    {"MemberOfAPlaceOutside",
     "no key belongs to (0,0,9)",
     [](Scene& s) {
         const auto none = s.Multicast(0).Join(nullptr, {{0, 0, 9}, 1}, [](auto, auto&) {});
     }},
    {"LeftByWhoIsNoMember",
     "is no member of group 7",
     [](Scene& s) { s.Multicast(0).Leave(s.group); }},
    {"LeftTwice",
     "is no member of group 7",
     [](Scene& s) {
         s.Join(0);
         s.Multicast(0).Leave(s.group);
         s.kept.clear(); // does nothing any more
         s.Multicast(0).Leave(s.group);
     }},
    {"SentByWhoIsNoMember", "no member sent to group 7", [](Scene& s) { s.Multicast(0, 1); }},
    {"NoPacketToSend",
     "no packet was given",
     [](Scene& s) {
         s.Join(0);
         s.Multicast(0).Multicast(s.group, nullptr);
     }},
    {"MessageThatIsTooLong",
     "is too long; send ",
     [](Scene& s) {
         s.Join(0);
         s.Join(1);
         s.Multicast(0, s.Multicast(0).GetMaxSize());
         Simulator::Run();
         EXPECT_EQ(s.got, 2U);
         s.Multicast(0, s.Multicast(0).GetMaxSize() + 1);
     }},
    {"MessagesOverAQueueForNone",
     nullptr,
     [](Scene& s) {
         s.Tree(0).SetAttribute("QueueLimit", UintegerValue(0));
         s.Join(0);
         s.Join(1);
         Simulator::Run();
         for (uint32_t i = 0; i < 5; ++i)
         {
             s.Multicast(0, 1000);
         }
         Simulator::Run();
         EXPECT_EQ(s.got, 10U);
         EXPECT_EQ(s.Multicast(1).GetCounters().duplicates, 0U);
     }},
    {"JoinedBeforeMulticastIsDeployed",
     "is not deployed",
     [](Scene& s) {
         const auto none =
             CreateObject<GroupMulticast>()->Join(nullptr, s.group, [](auto, auto&) {});
     }},
    {"LongestMessageBeforeDeployment",
     "is not deployed",
     [](Scene&) { CreateObject<GroupMulticast>()->GetMaxSize(); }},
    {"MulticastWithoutTree",
     "no ns3::camcube::GroupTree",
     [](Scene& s) {
         const auto multicast = CreateObject<GroupMulticast>();
         multicast->SetNode(s.servers.Get(Scene::FORGER));
         multicast->Deploy();
     }},
    {"JoinedWhileTheTreeIsWithdrawn",
     "is not deployed",
     [](Scene& s) {
         s.Tree(0).Withdraw();
         s.Join(0);
     }},
    {"SentAfterTheTreeWasWithdrawn",
     "no member sent to group 7",
     [](Scene& s) {
         s.Join(0);
         s.Tree(0).Withdraw();
         s.Tree(0).Deploy();
         s.Multicast(0, 1);
     }},
    {"JoinedAgainAfterTheTreeWasWithdrawn",
     nullptr,
     [](Scene& s) {
         s.Join(0);
         s.Tree(0).Withdraw();
         s.Tree(0).Deploy();
         s.Join(0);
         s.kept.erase(s.kept.begin()); // of the first membership, which is over
         s.Multicast(0, 1);
         Simulator::Run();
         EXPECT_EQ(s.got, 1U);
     }},
    {"OwnerThatIsWithdrawn",
     nullptr,
     [](Scene& s) {
         Ptr<TestService> owner = TestService::Make(77);
         s.servers.Get(0)->AddApplication(owner);
         Simulator::Run();
         s.kept.push_back(s.Multicast(0).Join(PeekPointer(owner), s.group, [](auto, auto&) {}));
         owner->Withdraw();
         EXPECT_FALSE(s.Tree(0).IsMember(s.group));
     }},
    {"OwnerThatIsThereUntilTheEnd",
     nullptr,
     [](Scene& s) {
         Ptr<TestService> owner = TestService::Make(77);
         s.servers.Get(0)->AddApplication(owner);
         Simulator::Run();
         s.kept.push_back(s.Multicast(0).Join(PeekPointer(owner), s.group, [](auto, auto&) {}));
         Simulator::Destroy();
         EXPECT_FALSE(s.kept.front().IsActive());
     }},
    {"MulticastThatIsWithdrawn",
     nullptr,
     [](Scene& s) {
         s.Join(0);
         s.Multicast(0, 1);
         s.Multicast(0).Withdraw();
         EXPECT_FALSE(s.Tree(0).IsMember(s.group));
         Simulator::Run();
         EXPECT_EQ(s.got, 0U);
         s.Forge(Scene::MakeMessage(2, 1));
         EXPECT_EQ(s.Counters().unknown, 1U);
     }},
    {"MembershipThatOutlivesTheServer",
     nullptr,
     [](Scene& s) {
         s.Join(0);
         s.servers = NodeContainer();
         s.forger = nullptr;
         Simulator::Destroy();
         EXPECT_FALSE(s.kept.front().IsActive());
     }},
    {"MessageThatIsTooShort",
     nullptr,
     [](Scene& s) {
         s.Join(0);
         s.Forge(Scene::Make(GroupTree::DATA, MessageReplay::TREE_USER, {1, 2, 3}));
         EXPECT_EQ(s.Multicast(0).GetCounters().malformed, 1U);
     }},
    {"MessageFromOutside",
     nullptr,
     [](Scene& s) {
         s.Join(0);
         s.Forge(Scene::MakeMessage(4, 1));
         EXPECT_EQ(s.Multicast(0).GetCounters().malformed, 1U);
         EXPECT_EQ(s.got, 0U);
     }},
    {"MessagesOutOfOrderAndTwice",
     nullptr,
     [](Scene& s) {
         s.Join(0);
         s.Forge(Scene::MakeMessage(2, 9));
         s.Forge(Scene::MakeMessage(2, 3));
         s.Forge(Scene::MakeMessage(2, 9));
         EXPECT_EQ(s.got, 2U);
         EXPECT_EQ(s.Multicast(0).GetCounters().duplicates, 1U);
     }},
    {"MessageThatComesAgainOnceItIsNotKept",
     nullptr,
     [](Scene& s) {
         s.Join(0);
         s.Forge(Scene::MakeMessage(2, 1));
         Simulator::Schedule(MilliSeconds(7), [] {}); // KeepTime is 5
         Simulator::Run();
         s.Forge(Scene::MakeMessage(2, 2)); // the first goes
         s.Forge(Scene::MakeMessage(2, 1));
         EXPECT_EQ(s.got, 2U);
         EXPECT_EQ(s.Multicast(0).GetCounters().duplicates, 1U);
     }},
    {"MessageThatIsTooOld",
     nullptr,
     [](Scene& s) {
         s.Join(0);
         s.Forge(Scene::MakeMessage(2, 1, 1)); // 16 ms
         EXPECT_EQ(s.got, 0U);
         EXPECT_EQ(s.Multicast(0).GetCounters().late, 1U);
     }},
    {"ReceiverThatLeaves",
     nullptr,
     [](Scene& s) {
         s.Join(1);
         s.kept.push_back(s.Multicast(0).Join(nullptr, s.group, [&](auto, const auto&) {
             ++s.got;
             s.Multicast(0).Leave(s.group);
         }));
         Simulator::Run();
         s.Multicast(1, 1);
         s.Multicast(1, 1);
         Simulator::Run();
         EXPECT_EQ(s.got, 3U);
     }},
    {"ReceiverThatSends",
     nullptr,
     [](Scene& s) {
         s.Join(1);
         uint32_t own = 0;
         s.kept.push_back(s.Multicast(0).Join(nullptr, s.group, [&](auto, const auto&) {
             if (++own < 20)
             {
                 s.Multicast(0, 1);
             }
         }));
         Simulator::Run();
         s.Multicast(0, 1);
         Simulator::Run();
         EXPECT_EQ(s.got, 20U);
         EXPECT_EQ(own, 20U);
     }},
    {"ReceiverThatWithdrawsAll",
     nullptr,
     [](Scene& s) {
         s.Join(1);
         s.kept.push_back(s.Multicast(0).Join(nullptr, s.group, [&](auto, const auto&) {
             s.Multicast(0).Withdraw();
             s.Tree(0).Withdraw();
         }));
         Simulator::Run();
         s.Multicast(1, 1);
         Simulator::Run();
         EXPECT_EQ(s.got, 1U);
     }},
};

} // namespace

class GroupMisuse : public CubeTest, public testing::WithParamInterface<Misuse<Scene>>
{
};

TEST_P(GroupMisuse, EndsInASentenceOrACount)
{
    GetParam().Try();
}

INSTANTIATE_TEST_SUITE_P(, GroupMisuse, testing::ValuesIn(MISUSES), [](const auto& info) {
    return info.param.name;
});
