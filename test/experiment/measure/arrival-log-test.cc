/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What ranks have measured, put together.

#include "ns3/arrival-log.h"
#include "ns3/process-group.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <tuple>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Ranks that are played one after the other, the first one last. */
class PlayedRanks : public ProcessGroup
{
  public:
    explicit PlayedRanks(uint32_t size)
        : m_size(size)
    {
        Set(this);
    }

    ~PlayedRanks() override
    {
        Set(nullptr);
    }

    void Play(uint32_t rank)
    {
        m_rank = rank;
        m_sums = 0;
    }

    uint32_t GetRank() const override
    {
        return m_rank;
    }

    uint32_t GetSize() const override
    {
        return m_size;
    }

    uint64_t GetSum(uint64_t own) override
    {
        return m_totals[m_sums++] += own;
    }

  protected:
    void SendToFirst(const std::string& bytes) override
    {
        m_sent[m_rank].push_back(bytes);
    }

    std::string ReceiveFrom(uint32_t rank) override
    {
        std::string bytes = m_sent[rank].front();
        m_sent[rank].erase(m_sent[rank].begin());
        return bytes;
    }

  private:
    uint32_t m_size;
    uint32_t m_rank{0};
    uint32_t m_sums{0};
    std::map<uint32_t, uint64_t> m_totals;
    std::map<uint32_t, std::vector<std::string>> m_sent;
};

struct Arrived
{
    int64_t time;
    uint32_t server;
    double us;
    uint32_t hops;
};

/** \return what ranks put together, each of which has every so-manieth server */
PacketStatistics
Collect(const std::vector<Arrived>& arrived, uint32_t ranks)
{
    PlayedRanks group(ranks);
    PacketStatistics statistics;
    for (uint32_t rank = ranks; rank-- > 0;)
    {
        group.Play(rank);
        ArrivalLog log;
        log.Keep();
        statistics = {};
        for (const Arrived& each : arrived)
        {
            if (each.server % ranks == rank)
            {
                Simulator::Schedule(TimeStep(each.time), [&log, &statistics, &each] {
                    log.Add(statistics, each.server, each.us, each.hops);
                });
            }
        }
        Simulator::Run();
        Simulator::Destroy();
        log.CollectTo(statistics);
    }
    return statistics;
}

} // namespace

TEST(ArrivalLog, MeansOfAnyNumberOfRanksAreEqualToTheLastDigit)
{
    const uint32_t seed = 5;
    std::mt19937 random(seed);
    std::vector<Arrived> arrived(3000);
    for (Arrived& each : arrived)
    {
        // Few times and servers, so that many arrivals share both.
        each = {static_cast<int64_t>(random() % 400),
                static_cast<uint32_t>(random() % 60),
                random() * 1e-7,
                static_cast<uint32_t>(random() % 16)};
    }
    PacketStatistics expected;
    std::vector<Arrived> inOrder = arrived;
    std::stable_sort(inOrder.begin(), inOrder.end(), [](const Arrived& a, const Arrived& b) {
        return std::tie(a.time, a.server) < std::tie(b.time, b.server);
    });
    for (const Arrived& each : inOrder)
    {
        expected.latencyUs.Add(each.us);
        expected.hops.Add(each.hops);
    }
    for (const uint32_t ranks : {1U, 2U, 3U, 7U, 8U})
    {
        const PacketStatistics found = Collect(arrived, ranks);
        EXPECT_EQ(found.received, arrived.size()) << ranks << " ranks";
        EXPECT_EQ(found.latencyUs.ToJson(), expected.latencyUs.ToJson()) << ranks << " ranks";
        EXPECT_EQ(found.hops.ToJson(), expected.hops.ToJson()) << ranks << " ranks";
    }
}
