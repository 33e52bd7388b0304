/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONVERGECAST_SCENE_H
#define CONVERGECAST_SCENE_H

#include "ns3/convergecast-rounds.h"
#include "ns3/convergecast.h"
#include "ns3/group-tree.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/service-helper.h"
#include "ns3/torus-helper.h"

#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <vector>

namespace ns3::camcube
{

/** Whether the sanitizer tells of events that ns-3 does not free, as an exception has left them. */
#ifdef __SANITIZE_ADDRESS__
constexpr bool LOSES_EVENTS = true;
#else
constexpr bool LOSES_EVENTS = false;
#endif

/** A ring of four servers, all but the first members of one group. */
struct ConvergecastScene
{
    static inline const GroupId GROUP{{0, 0, 0}, 1};
    static inline const GroupId OTHER{{0, 0, 0}, 2}; //!< which nobody has joined

    TorusHelper torus{4, 1, 1};
    NodeContainer servers = torus.Create();
    std::vector<Registration> kept;
    std::vector<Convergecast::Result> results;

    ConvergecastScene()
    {
        MultiHopRoutingHelper().Install(servers);
        ServiceHelper<GroupTree>().Install(servers);
        ServiceHelper<Convergecast>().Install(servers);
        Simulator::Run();
        for (uint32_t server = 0; server < 4; ++server)
        {
            AddFunction(server, 1, [](const GroupId&) { return Create<Packet>(4); });
            if (server > 0)
            {
                Tree(server).Join(GROUP);
            }
        }
        Simulator::Stop(MilliSeconds(3));
        Simulator::Run();
    }

    GroupTree& Tree(uint32_t server) const
    {
        return *ServiceHelper<GroupTree>::Get(servers.Get(server));
    }

    Convergecast& At(uint32_t server) const
    {
        return *ServiceHelper<Convergecast>::Get(servers.Get(server));
    }

    static Ptr<Packet> First(const Ptr<const Packet>& a, const Ptr<const Packet>&)
    {
        return a->Copy();
    }

    void AddFunction(uint32_t server,
                     uint16_t number,
                     Convergecast::Value value,
                     Convergecast::Combine combine = First)
    {
        kept.push_back(
            At(server).AddFunction(nullptr, number, std::move(value), std::move(combine)));
    }

    /** Does what is usual with function 1 of a server, and more. */
    void Replace(uint32_t server, std::function<void()> inValue, std::function<void()> inCombine)
    {
        kept[server].Cancel();
        AddFunction(
            server,
            1,
            [=](auto&) {
                inValue();
                return Create<Packet>(4);
            },
            [=](auto& a, auto& b) {
                inCombine();
                return First(a, b);
            });
    }

    void Ask(uint32_t server = 0, uint16_t function = 1, const GroupId& group = GROUP)
    {
        kept.push_back(At(server).Ask(nullptr, group, function, [this](const auto& result) {
            results.push_back(result);
        }));
    }

    /** Asks, and expects one answer with so many members. */
    void ExpectAnswer(std::size_t members, bool isComplete)
    {
        Ask();
        Simulator::Run();
        ASSERT_EQ(results.size(), 1U);
        EXPECT_EQ(results[0].members.size(), members);
        EXPECT_EQ(results[0].isComplete, isComplete);
    }

    /** \return what a server has counted as malformed once such a frame of the tree has come */
    uint64_t Hear(uint32_t server, const std::vector<uint8_t>& bytes, uint8_t in = MINUS_X) const
    {
        const std::vector<uint8_t> header{GroupTree::DATA,
                                          ConvergecastRounds::TREE_USER,
                                          0,
                                          1, // the session
                                          0,
                                          0,
                                          0,
                                          0,
                                          0,
                                          0,
                                          1};
        const auto packet = Create<Packet>(header.data(), header.size());
        packet->AddAtEnd(Create<Packet>(bytes.data(), bytes.size()));
        auto frame = std::make_unique<Frame>(GroupTree::SERVICE_ID, packet);
        Tree(server).Receive(std::move(frame), in);
        return At(server).GetCounters().malformed;
    }
};

} // namespace ns3::camcube

#endif /* CONVERGECAST_SCENE_H */
