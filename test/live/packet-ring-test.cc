/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Packets go from one thread to another: all of them, in order, whole.

#include "ns3/packet-ring.h"

#include <gtest/gtest.h>
#include <thread>

using namespace ns3::camcube;

TEST(PacketRing, HasRoomForSoManyPackets)
{
    PacketRing ring(2, 4);
    EXPECT_EQ(ring.GetPacketBytes(), 4);
    for (uint8_t i = 1; i <= 2; ++i)
    {
        ASSERT_NE(ring.PeekFree(), nullptr);
        *ring.PeekFree() = i;
        ring.Push(i);
    }
    EXPECT_EQ(ring.PeekFree(), nullptr);
    EXPECT_EQ(ring.GetSize(), 2);
    EXPECT_EQ(ring.PeekFirst().second, 1);
    ring.Pop();
    EXPECT_NE(ring.PeekFree(), nullptr);
    EXPECT_EQ(*ring.PeekFirst().first, 2);
}

TEST(PacketRing, KeepsOrderBetweenThreads)
{
    constexpr uint32_t PACKETS = 100000;
    PacketRing ring(7, 9);
    std::thread writer([&ring] {
        for (uint32_t i = 0; i < PACKETS;)
        {
            if (uint8_t* free = ring.PeekFree())
            {
                const uint32_t size = 1 + i % 9;
                std::fill_n(free, size, static_cast<uint8_t>(i));
                ring.Push(size);
                ++i;
            }
            else
            {
                std::this_thread::yield();
            }
        }
    });
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < PACKETS;)
    {
        if (ring.GetSize() == 0)
        {
            std::this_thread::yield();
            continue;
        }
        const auto [bytes, size] = ring.PeekFirst();
        const uint8_t* all = bytes;
        wrong += size != 1 + i % 9 || std::any_of(all, all + size, [i](uint8_t byte) {
                     return byte != static_cast<uint8_t>(i);
                 });
        ring.Pop();
        ++i;
    }
    writer.join();
    EXPECT_EQ(wrong, 0);
}
