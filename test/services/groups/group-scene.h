/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GROUP_SCENE_H
#define GROUP_SCENE_H

#include "runtime-fixture.h"

#include "ns3/group-multicast.h"
#include "ns3/group-tree.h"
#include "ns3/message-replay.h"
#include "ns3/service-helper.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <vector>

namespace ns3::camcube
{

/** A user that does nothing. */
struct Idle : GroupTreeUser
{
    explicit Idle(uint8_t number = 9)
        : GroupTreeUser(number)
    {
    }
};

/** A ring of four servers with group services, but for one that sends whatever it likes to 0. */
struct GroupScene
{
    using Bytes = std::vector<uint8_t>;

    static constexpr uint32_t FORGER = 3;
    const GroupId group{{1, 0, 0}, 7};

    TorusHelper torus{4, 1, 1};
    NodeContainer servers = torus.Create();
    Ptr<TestService> forger = TestService::Make(GroupTree::SERVICE_ID);
    std::vector<Registration> kept;
    uint64_t got{0};

    GroupScene()
    {
        MultiHopRoutingHelper().Install(servers);
        for (uint32_t i = 0; i < FORGER; ++i)
        {
            ServiceHelper<GroupTree>().Install(NodeContainer(servers.Get(i)));
            ServiceHelper<GroupMulticast>().Install(NodeContainer(servers.Get(i)));
        }
        servers.Get(FORGER)->AddApplication(forger);
        Simulator::Schedule(Seconds(1), [] {});
        Simulator::Run();
    }

    GroupTree& Tree(uint32_t server) const
    {
        return *ServiceHelper<GroupTree>::Get(servers.Get(server));
    }

    GroupMulticast& Multicast(uint32_t server) const
    {
        return *ServiceHelper<GroupMulticast>::Get(servers.Get(server));
    }

    const GroupTree::Counters& Counters() const
    {
        return Tree(0).GetCounters();
    }

    void Join(uint32_t server)
    {
        kept.push_back(
            Multicast(server).Join(nullptr, group, [this](auto, const auto&) { ++got; }));
    }

    void Multicast(uint32_t server, uint32_t bytes)
    {
        Multicast(server).Multicast(group, Create<Packet>(bytes));
    }

    /** Has server 0 receive some bytes, as they come from the wire. */
    void Forge(const Bytes& bytes) const
    {
        auto frame = std::make_unique<Frame>(0, Create<Packet>(bytes.data(), bytes.size()));
        servers.Get(FORGER)->GetObject<Runtime>()->Send(PeekPointer(forger), PLUS_X, frame);
        Simulator::Run();
    }

    /** \return the header of a frame for the group, and what follows */
    static Bytes Make(uint8_t kind, uint8_t user = 0, const Bytes& rest = {}, uint16_t session = 1)
    {
        const auto high = static_cast<uint8_t>(session >> 8);
        Bytes bytes{kind, user, high, static_cast<uint8_t>(session), 1, 0, 0, 0, 0, 0, 7};
        std::copy(rest.begin(), rest.end(), std::back_inserter(bytes));
        return bytes;
    }

    /** \return a message of a server (x,0,0) */
    static Bytes MakeMessage(uint8_t x, uint8_t number, uint8_t age = 0)
    {
        const Bytes message{x, 0, 0, 0, 0, 0, 1, 0, 0, 0, number, age, 0, 0, 0, 42};
        return Make(GroupTree::DATA, MessageReplay::TREE_USER, message);
    }
};

} // namespace ns3::camcube

#endif /* GROUP_SCENE_H */
