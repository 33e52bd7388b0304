/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Packets that paths of different lengths have put out of order come out in order again.

#include "cube-fixture.h"

#include "ns3/reorder-buffer.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class ReorderTest : public CubeTest
{
  protected:
    void Receive(uint32_t sequence)
    {
        m_buffer.Receive(sequence, Create<Packet>(sequence % 1000), 0x0800);
    }

    std::vector<uint32_t> m_out;
    ReorderBuffer m_buffer{
        [this](Ptr<Packet> packet, uint16_t) { m_out.push_back(packet->GetSize()); },
        4,
        MicroSeconds(100)};
};

} // namespace

TEST_F(ReorderTest, RestoresOrderAndGivesUpByTimeAndByNumber)
{
    for (uint32_t sequence : {0, 2, 3, 1, 4})
    {
        Receive(sequence);
    }
    EXPECT_EQ(m_out, (std::vector<uint32_t>{0, 1, 2, 3, 4}));
    // 5 is missing: 6 and 7 wait until time is up; then 5 comes late.
    Receive(6);
    Receive(7);
    Simulator::Stop(MicroSeconds(99));
    Simulator::Run();
    EXPECT_EQ(m_out.size(), 5U);
    Simulator::Stop(MicroSeconds(2));
    Simulator::Run();
    EXPECT_EQ(m_out, (std::vector<uint32_t>{0, 1, 2, 3, 4, 6, 7}));
    Receive(5);
    EXPECT_EQ(m_out.back(), 5U);
    // 8 is missing: the fifth that waits is one too many.
    for (uint32_t sequence : {9, 10, 11, 12})
    {
        Receive(sequence);
    }
    EXPECT_EQ(m_out.size(), 8U);
    Receive(13);
    EXPECT_EQ(m_out.size(), 13U);
    EXPECT_EQ(m_buffer.GetCounters().inOrder, 3U);
    EXPECT_EQ(m_buffer.GetCounters().early, 9U);
    EXPECT_EQ(m_buffer.GetCounters().late, 1U);
    EXPECT_EQ(m_buffer.GetCounters().gaps, 2U);
}

TEST_F(ReorderTest, EveryPacketComesOutOnceInOrderWhenDisorderIsSmall)
{
    for (uint64_t seed = 1; seed <= 20; ++seed)
    {
        FastRandom random(seed);
        std::vector<uint32_t> out;
        ReorderBuffer buffer([&](Ptr<Packet> p, uint16_t) { out.push_back(p->GetSize()); },
                             8,
                             Seconds(1));
        std::vector<uint32_t> order(900);
        for (uint32_t i = 0; i < order.size(); ++i)
        {
            order[i] = i;
        }
        for (uint32_t i = 0; i + 4 < order.size(); i += 4)
        {
            std::swap(order[i + random.Below(4)], order[i + random.Below(4)]);
        }
        for (uint32_t sequence : order)
        {
            buffer.Receive(sequence, Create<Packet>(sequence), 0);
        }
        EXPECT_EQ(out.size(), order.size()) << "seed " << seed;
        EXPECT_TRUE(std::is_sorted(out.begin(), out.end())) << "seed " << seed;
    }
}
