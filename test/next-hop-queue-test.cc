/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/fast-random.h"
#include "ns3/next-hop-queue.h"

#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <vector>

using namespace ns3;

TEST(NextHopQueue, EqualsASearchThroughOneList)
{
    struct Waiting
    {
        PortSet links;
        uint8_t counts;
        uint32_t id;
    };

    for (uint64_t seed = 1; seed <= 20; ++seed)
    {
        FastRandom random(seed);
        NextHopQueue queue;
        std::vector<Waiting> model;
        const uint32_t limit = 1 + random.Below(8);
        for (uint32_t step = 0; step < 5000; ++step)
        {
            if (random.Below(2))
            {
                const PortSet links(static_cast<uint16_t>(1 + random.Below(63)));
                std::array<uint32_t, 6> count{};
                for (const Waiting& waiting : model)
                {
                    ++count[waiting.counts];
                }
                uint8_t least = links.GetFirst();
                for (uint8_t link : links)
                {
                    least = count[link] < count[least] ? link : least;
                }
                const bool room = count[least] < limit;
                auto frame = std::make_unique<CamCubeFrame>(1, Create<Packet>());
                frame->SetBirth(step);
                ASSERT_EQ(queue.Push(links, limit, frame), room) << "seed " << seed;
                ASSERT_EQ(frame == nullptr, room);
                if (room)
                {
                    model.push_back({links, least, step});
                }
            }
            else
            {
                const uint8_t link = random.Below(6);
                const auto first = std::find_if(model.begin(), model.end(), [=](const Waiting& w) {
                    return w.links.Contains(link);
                });
                ASSERT_EQ(queue.HasFrameFor(link), first != model.end()) << "seed " << seed;
                CamCubeFramePtr frame = queue.Pop(link);
                ASSERT_EQ(frame != nullptr, first != model.end()) << "seed " << seed;
                if (frame)
                {
                    ASSERT_EQ(frame->GetBirth(), first->id) << "seed " << seed;
                    model.erase(first);
                }
            }
        }
    }
}
