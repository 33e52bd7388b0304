/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A process alone is a group of one, and what several write and gather comes together in order.

#include "ns3/process-group.h"

#include <deque>
#include <gtest/gtest.h>
#include <sstream>
#include <vector>

using namespace ns3::camcube;

namespace
{

/** One of several ranks, of which what they send is kept until the first is asked. */
class FakeRank : public ProcessGroup
{
  public:
    FakeRank(uint32_t rank, std::vector<std::deque<std::string>>& sent)
        : m_rank(rank),
          m_sent(sent)
    {
    }

    uint32_t GetRank() const override
    {
        return m_rank;
    }

    uint32_t GetSize() const override
    {
        return static_cast<uint32_t>(m_sent.size());
    }

  protected:
    void SendToFirst(const std::string& bytes) override
    {
        m_sent[m_rank].push_back(bytes);
    }

    std::string ReceiveFrom(uint32_t rank) override
    {
        const std::string bytes = m_sent[rank].front();
        m_sent[rank].pop_front();
        return bytes;
    }

  private:
    uint32_t m_rank;
    std::vector<std::deque<std::string>>& m_sent;
};

TEST(ProcessGroupTest, IsOneByItself)
{
    ProcessGroup& group = ProcessGroup::Get();
    EXPECT_EQ(group.GetSize(), 1U);
    EXPECT_TRUE(group.IsFirst());
    EXPECT_EQ(group.GetMax(-7), -7);
    EXPECT_EQ(group.GetSum(7), 7U);
    EXPECT_EQ(group.Gather(std::vector{1.5, 2.5}), (std::vector{1.5, 2.5}));
    std::ostringstream os;
    group.WriteInTurn(os, [](std::ostream& to) { to << "text"; });
    EXPECT_EQ(os.str(), "text");
}

TEST(ProcessGroupTest, PutsTogetherInTheOrderOfRanks)
{
    std::vector<std::deque<std::string>> sent(3);
    std::ostringstream os;
    std::string expected;
    for (uint32_t rank : {2U, 1U, 0U}) // the first last, so that it need not wait
    {
        FakeRank group(rank, sent);
        const std::vector<uint32_t> all = group.Gather(std::vector(rank + 1, rank));
        // Longer than the pieces that a text goes in.
        const std::string part(rank * 1500000 + 1, static_cast<char>('a' + rank));
        std::ostringstream own;
        group.WriteInTurn(rank == 0 ? os : own, [&](std::ostream& to) {
            to << part.front();
            to.put('\n');
            to << part;
        });
        expected = std::string(1, part.front()) + '\n' + part + expected;
        EXPECT_EQ(own.str(), "");
        EXPECT_EQ(all,
                  rank == 0 ? (std::vector<uint32_t>{0, 1, 1, 2, 2, 2}) : std::vector<uint32_t>());
    }
    EXPECT_EQ(os.str(), expected);
    EXPECT_TRUE(sent[1].empty() && sent[2].empty());
}

} // namespace
