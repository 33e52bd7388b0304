/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Multicast that is left, withdrawn or deployed by those to whom it tells something.

#include "group-scene.h"

#include <string>
#include <utility>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class MulticastReentry : public CubeTest
{
};

} // namespace

TEST_F(MulticastReentry, MulticastIsDeployedAgainByWhoIsTold)
{
    for (const uint32_t deploys : {0U, 1U, 2U})
    {
        for (const std::string by : {"Receiver", "Delivered", "Dropped"})
        {
            for (const uint32_t sender : {0U, 1U})
            {
                SCOPED_TRACE(by + " deploys " + std::to_string(deploys) + ", " +
                             std::to_string(sender) + " sends");
                GroupScene s;
                s.Multicast(0).SetAttribute("BufferLimit", UintegerValue(1));
                s.Multicast(0).Withdraw();
                s.Multicast(0).Deploy();
                bool hasActed = false;
                const auto act = [&](const std::string& who) {
                    if (who == by && !std::exchange(hasActed, true))
                    {
                        s.Multicast(0).Withdraw();
                        deploys > 0 ? s.Multicast(0).Deploy() : void();
                        deploys > 1 ? s.Join(0) : void();
                    }
                };
                for (const std::string trace : {"Delivered", "Dropped"})
                {
                    s.Multicast(0).TraceConnectWithoutContext(
                        trace,
                        Callback<void, const GroupMessage&, Ptr<const Packet>>(
                            [act, trace](const GroupMessage&, Ptr<const Packet>) { act(trace); }));
                }
                s.kept.push_back(s.Multicast(0).Join(nullptr, s.group, [&](auto, const auto&) {
                    ++s.got;
                    act("Receiver");
                }));
                s.Join(1);
                Simulator::Run();
                EXPECT_NO_THROW(s.Multicast(sender, 1));
                EXPECT_NO_THROW(s.Multicast(sender, 1));
                EXPECT_NO_THROW(Simulator::Run());
                EXPECT_TRUE(hasActed);
                s.Multicast(0).Deploy();
                s.kept.clear();
                s.got = 0;
                s.Join(0);
                s.Join(1);
                Simulator::Schedule(MilliSeconds(20), [&] { s.Multicast(1, 1); });
                Simulator::Run();
                EXPECT_EQ(s.got, 2U);
                Simulator::Destroy();
            }
        }
    }
}

TEST_F(MulticastReentry, WhoTracesMayLeaveBeforeTheReceiverIsCalled)
{
    GroupScene s;
    s.Join(0);
    s.Join(1);
    Simulator::Run();
    s.Multicast(0).TraceConnectWithoutContext(
        "Delivered",
        Callback<void, const GroupMessage&, Ptr<const Packet>>(
            [&](const GroupMessage&, Ptr<const Packet>) { s.kept.front().Cancel(); }));
    s.Multicast(1, 1);
    Simulator::Run();
    EXPECT_EQ(s.got, 1U) << "at the sender";
}

TEST_F(MulticastReentry, MembershipEndsIfMulticastIsWithdrawnAsItBegins)
{
    struct Withdrawer : Idle
    {
        void TreeChanged(const GroupId&) override
        {
            multicast->Withdraw();
        }

        GroupMulticast* multicast;
    };

    GroupScene s;
    Withdrawer user;
    user.multicast = &s.Multicast(0);
    const auto kept = s.Tree(0).AddUser(nullptr, &user);
    s.Join(0);
    EXPECT_FALSE(s.kept.front().IsActive());
    EXPECT_FALSE(s.Tree(0).IsMember(s.group));
}
