/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What reads see of writes: at rest, under way, and while links and servers fail.

#include "caching-cube.h"
#include "cube-fixture.h"
#include "passing-failures.h"

#include <iostream>
#include <map>
#include <random>
#include <set>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Random reads and writes, and what an observer of all of them has to say. */
class ReadsAndWrites
{
  public:
    /** What has been seen. */
    struct Sums
    {
        uint64_t reads{0};
        uint64_t found{0};
        uint64_t hits{0};
        uint64_t failed{0};
        uint64_t writes{0};
        uint64_t acknowledged{0};
        uint64_t stale{0};    //!< reads of less than was acknowledged before they began
        uint64_t longest{0};  //!< ns from the acknowledgement of a write to the last such read
        uint64_t late{0};     //!< reads of what was older than it may become
        uint64_t invented{0}; //!< reads of a version that nobody has written, or of another value
    };

    ReadsAndWrites(CachingCube& cube, uint32_t seed, Time timeToLive)
        : m_cube(cube),
          m_random(seed),
          m_timeToLive(timeToLive),
          m_subjects(5)
    {
        for (Subject& subject : m_subjects)
        {
            subject.key = m_cube.DrawKey(m_random);
        }
    }

    /**
     * Schedules so many requests of some servers, two thirds of them reads, at random times. Those
     * that have lost all links then ask nothing: each would be the root of all keys, for itself.
     */
    void Schedule(uint32_t count, Time span, const std::vector<uint32_t>& servers)
    {
        for (uint32_t i = 0; i < count; ++i)
        {
            Subject& subject = m_subjects[m_random() % m_subjects.size()];
            const uint32_t server = servers[m_random() % servers.size()];
            const bool isWrite = m_random() % 3 == 0;
            const bool isRemoval = m_random() % 4 == 0;
            Simulator::Schedule(NanoSeconds(m_random() % span.GetNanoSeconds()), [=, &subject] {
                if (m_cube.LivePorts(server).IsEmpty())
                {
                    return;
                }
                ++m_made;
                isWrite ? Write(server, subject, isRemoval) : Read(server, subject);
            });
        }
    }

    /** \return requests of which nobody was told */
    uint64_t CountUnended() const
    {
        return m_made - m_sums.reads - m_sums.writes;
    }

    const Sums& GetSums() const
    {
        return m_sums;
    }

  private:
    /** One key. */
    struct Subject
    {
        Key key;
        std::map<uint64_t, std::string> written; //!< what may be read, by version
        uint64_t newest{0};                      //!< of those acknowledged, also removals
        Time since;                              //!< when that was
    };

    void Write(uint32_t server, Subject& subject, bool isRemoval)
    {
        const std::string value = isRemoval ? "" : "value " + std::to_string(++m_values);
        m_texts.insert(value);
        const auto told = [this, &subject](const Cache::Result& result) {
            ++m_sums.writes;
            m_sums.acknowledged += result.status == Cache::OK;
            if (result.status == Cache::OK && result.version > subject.newest)
            {
                subject.newest = result.version;
                subject.since = Simulator::Now();
            }
        };
        isRemoval ? m_cube.At(server).Remove(subject.key, told)
                  : m_cube.At(server).Put(subject.key, CachingCube::MakeValue(value), told);
    }

    void Read(uint32_t server, Subject& subject)
    {
        const uint64_t due = subject.newest;
        const Time since = subject.since;
        const Time began = Simulator::Now();
        m_cube.At(server).Get(subject.key, [=, &subject](const Cache::Result& result) {
            ++m_sums.reads;
            m_sums.failed += result.status == Cache::FAILED;
            if (result.status != Cache::OK)
            {
                return;
            }
            ++m_sums.found;
            m_sums.hits += result.asked == result.server;
            const std::string text = CachingCube::GetText(result);
            const auto [known, isNew] = subject.written.emplace(result.version, text);
            m_sums.invented += m_texts.count(text) == 0 || known->second != text;
            const bool isStale = result.version < due;
            m_sums.stale += isStale;
            m_sums.longest =
                std::max<uint64_t>(m_sums.longest, isStale ? (began - since).GetNanoSeconds() : 0);
            // The reply may have been on its way for as long as all tries take.
            m_sums.late +=
                Simulator::Now() - NanoSeconds(result.version) > m_timeToLive + MilliSeconds(12);
        });
    }

    CachingCube& m_cube;
    std::mt19937 m_random;
    Time m_timeToLive;
    std::vector<Subject> m_subjects;
    std::set<std::string> m_texts;
    uint64_t m_values{0};
    uint64_t m_made{0};
    Sums m_sums;
};

void
Add(ReadsAndWrites::Sums& to, const ReadsAndWrites::Sums& from)
{
    using Sums = ReadsAndWrites::Sums;
    for (const auto field : {&Sums::reads,
                             &Sums::found,
                             &Sums::hits,
                             &Sums::failed,
                             &Sums::writes,
                             &Sums::acknowledged,
                             &Sums::stale,
                             &Sums::late,
                             &Sums::invented})
    {
        to.*field += from.*field;
    }
    to.longest = std::max(to.longest, from.longest);
}

class CacheConsistency : public CubeTest
{
  protected:
    static constexpr int64_t TIME_TO_LIVE_MS = 20;

    static ServiceHelper<Cache> Caches(const char* choice)
    {
        ServiceHelper<Cache> caches;
        caches.SetAttribute("TimeToLive", TimeValue(MilliSeconds(TIME_TO_LIVE_MS)));
        caches.SetAttribute("Choice", StringValue(choice));
        return caches;
    }

    static std::vector<uint32_t> FindLargestPart(const CachingCube& cube)
    {
        std::map<uint32_t, std::vector<uint32_t>> parts;
        const std::vector<uint32_t> partOf = cube.FindParts();
        for (uint32_t server = 0; server < cube.Size(); ++server)
        {
            parts[partOf[server]].push_back(server);
        }
        std::vector<uint32_t> largest;
        for (const auto& [first, part] : parts)
        {
            largest = part.size() > largest.size() ? part : largest;
        }
        return largest;
    }

    static void ExpectSeen(uint32_t seeds)
    {
        ReadsAndWrites::Sums sums;
        for (uint32_t seed = 1; seed <= seeds; ++seed)
        {
            const char* const choices[] = {"Nearest", "RoundRobin", "LeastOutstanding", "C3"};
            CachingCube cube(2 + seed % 4, 4, 3 + seed % 3, Caches(choices[seed % 4]));
            ReadsAndWrites requests(cube, seed, MilliSeconds(TIME_TO_LIVE_MS));
            requests.Schedule(2000, MilliSeconds(20), FindLargestPart(cube));
            Simulator::Run();
            EXPECT_EQ(requests.CountUnended(), 0U) << "seed " << seed;
            EXPECT_EQ(requests.GetSums().stale, 0U) << "seed " << seed;
            EXPECT_EQ(requests.GetSums().invented, 0U) << "seed " << seed;
            EXPECT_EQ(requests.GetSums().failed, 0U) << "seed " << seed;
            Add(sums, requests.GetSums());
            Simulator::Destroy();
        }
        EXPECT_GT(sums.hits, sums.found / 4);
        std::cout << "measured: nothing fails, " << sums.reads << " reads, " << sums.found
                  << " of a value, " << sums.hits << " of these from a cache asked first, beside "
                  << sums.writes << " writes: " << sums.stale << " stale\n";
    }

    static void ExpectYoung(uint32_t seeds)
    {
        ReadsAndWrites::Sums sums;
        uint64_t after = 0;
        for (uint32_t seed = 1; seed <= seeds; ++seed)
        {
            std::mt19937 random(seed);
            CachingCube cube(3 + seed % 3, 4, 4, Caches("Nearest"));
            FailureInjector failures;
            ReadsAndWrites requests(cube, seed, MilliSeconds(TIME_TO_LIVE_MS));
            PlanPassingFailures({0.1, 4, MilliSeconds(15)}, cube, failures, random);
            requests.Schedule(1500, MilliSeconds(20), FindLargestPart(cube));
            Simulator::Run();
            // Now that all is over, what is left from then is gone in time, and nothing new is
            // stale.
            Simulator::Stop(MilliSeconds(TIME_TO_LIVE_MS));
            Simulator::Run();
            const uint64_t before = requests.GetSums().stale;
            requests.Schedule(500, MilliSeconds(10), FindLargestPart(cube));
            Simulator::Run();
            after += requests.GetSums().stale - before;
            EXPECT_EQ(requests.CountUnended(), 0U) << "seed " << seed;
            EXPECT_EQ(requests.GetSums().late, 0U) << "seed " << seed;
            EXPECT_EQ(requests.GetSums().invented, 0U) << "seed " << seed;
            Add(sums, requests.GetSums());
            Simulator::Destroy();
        }
        EXPECT_EQ(after, 0U);
        std::cout << "measured: while 20 % of the links flap and 10 % of the servers fail, "
                  << sums.reads << " reads, " << sums.found << " of a value: " << sums.stale
                  << " of less than was acknowledged, up to " << sums.longest / 1000
                  << " us later, at a time to live of " << TIME_TO_LIVE_MS << " ms; " << sums.failed
                  << " failed; " << sums.late << " too late; of " << sums.writes << " writes "
                  << sums.acknowledged << " acknowledged; " << after
                  << " stale once that was over\n";
    }
};

} // namespace

TEST_F(CacheConsistency, AcknowledgedWritesAreSeenWhileNothingFails)
{
    ExpectSeen(8);
}

TEST_F(CacheConsistency, SlowAcknowledgedWritesAreSeenWhileNothingFails)
{
    ExpectSeen(100);
}

TEST_F(CacheConsistency, ReadsAreNeverOlderThanTheTimeToLiveWhileServersFail)
{
    ExpectYoung(8);
}

TEST_F(CacheConsistency, SlowReadsAreNeverOlderThanTheTimeToLiveWhileServersFail)
{
    ExpectYoung(100);
}
