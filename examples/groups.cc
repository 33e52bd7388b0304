/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Members of a group hear each other over a tree, also while its root fails: see doc/groups.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

// service begins
/** Joins a group, and says what it hears. */
class Member : public Service
{
  public:
    static constexpr uint16_t NUMBER = 4242;

    Member()
        : Service(NUMBER)
    {
    }

    void Say(const GroupId& group, uint32_t bytes)
    {
        m_multicast->Multicast(group, Create<Packet>(bytes));
    }

    void Join(const GroupId& group)
    {
        m_membership =
            m_multicast->Join(this, group, [this](Ptr<Packet> packet, const GroupMessage& message) {
                std::cout << Simulator::Now().GetMicroSeconds()
                          << " us: " << GetRuntime().GetCoordinate() << " gets "
                          << packet->GetSize() << " bytes of " << message.source << ", message "
                          << message.number << "\n";
            });
    }

  protected:
    void Placed() override
    {
        m_multicast = GetRuntime().Require<GroupMulticast>();
    }

  private:
    Ptr<GroupMulticast> m_multicast;
    Registration m_membership;
};

// service ends

int
main()
{
    TorusHelper torus(4, 4, 4);
    const NodeContainer servers = torus.Create();
    DistanceVectorHelper().Install(servers);
    ServiceHelper<GroupTree> trees;
    trees.SetAttribute("Paths", StringValue("MiniCubes"));
    trees.Install(servers);
    ServiceHelper<GroupMulticast>().Install(servers);
    ServiceHelper<Member>().Install(servers);
    const auto member = [&](uint32_t server) {
        return ServiceHelper<Member>::Get(servers.Get(server));
    };

    const GroupId group{{1, 1, 1}, 7}; // whose root is the server there
    for (const uint32_t server : {3, 12, 48, 63})
    {
        Simulator::Schedule(MilliSeconds(1), [=] { member(server)->Join(group); });
    }
    Simulator::Schedule(MilliSeconds(2), [&] { member(3)->Say(group, 100); });
    FailureInjector failures;
    failures.Fail(servers.Get(torus.GetTorus().GetServer(group.place)), MilliSeconds(3));
    Simulator::Schedule(MilliSeconds(3), [&] { member(63)->Say(group, 200); });
    Simulator::Run();
    Simulator::Destroy();
}
