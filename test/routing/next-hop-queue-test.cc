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
using namespace ns3::camcube;

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
        const uint32_t limit = 1 + random.Below(seed % 2 ? 8 : 64);
        for (uint32_t step = 0; step < 5000; ++step)
        {
            // Long lists too: in every second thousand of steps more come than go.
            if (random.Below(4) < (step / 1000 % 2 ? 1U : 3U))
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
                auto frame = std::make_unique<Frame>(1, Create<Packet>());
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
                FramePtr frame = queue.Pop(link);
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

TEST(NextHopQueue, MisplacedFramesLeaveInTheirOrder)
{
    for (uint64_t seed = 1; seed <= 50; ++seed)
    {
        FastRandom random(seed);
        NextHopQueue queue;
        std::vector<std::pair<int64_t, PortSet>> model;
        for (int64_t id = 0; id < 40; ++id)
        {
            const PortSet links(static_cast<uint16_t>(1 + random.Below(63)));
            auto frame = std::make_unique<Frame>(1, Create<Packet>());
            frame->SetBirth(id);
            ASSERT_TRUE(queue.Push(links, 40, frame));
            model.emplace_back(id, links);
            if (id % 3 == 0) // so that the list does not begin at its front
            {
                const uint8_t link = model.front().second.GetFirst();
                ASSERT_EQ(queue.Pop(link)->GetBirth(), model.front().first) << "seed " << seed;
                model.erase(model.begin());
            }
        }
        // Links of one axis are gone: frames that might take one may not wait for it any more.
        const PortSet left(static_cast<uint16_t>(0x3f & ~(3U << 2 * random.Below(3))));
        FrameFifo taken;
        queue.TakeMisplaced(
            [&](const Frame& frame) {
                const auto found = std::find_if(model.begin(), model.end(), [&](const auto& entry) {
                    return entry.first == frame.GetBirth();
                });
                return found->second & left;
            },
            taken);
        for (const auto& [id, links] : model)
        {
            if ((links & left) != links)
            {
                ASSERT_EQ(taken.Pop()->GetBirth(), id) << "seed " << seed;
            }
        }
        EXPECT_TRUE(taken.IsEmpty());
        uint32_t counted = 0;
        for (uint8_t link = 0; link < 6; ++link)
        {
            counted += queue.GetCount(link);
        }
        for (const auto& [id, links] : model)
        {
            if ((links & left) == links)
            {
                --counted;
                ASSERT_EQ(queue.Pop(links.GetFirst())->GetBirth(), id) << "seed " << seed;
            }
        }
        EXPECT_TRUE(queue.IsEmpty()) << "seed " << seed;
        EXPECT_EQ(counted, 0U) << "seed " << seed;
    }
}
