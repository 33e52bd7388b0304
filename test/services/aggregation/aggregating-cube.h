/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATING_CUBE_H
#define AGGREGATING_CUBE_H

#include "live-cube.h"

#include "ns3/aggregation.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/service-helper.h"

#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace ns3::camcube
{

/**
 * A cube with Aggregation on all servers, random records, and what comes out of jobs, held against
 * a sum over all records by one who sees them all.
 */
class AggregatingCube : public LiveCubeOf<DistanceVectorHelper>
{
  public:
    using Records = std::map<uint64_t, uint64_t>;

    static constexpr uint32_t JOB = 7;

    AggregatingCube(uint32_t kx,
                    uint32_t ky,
                    uint32_t kz,
                    uint32_t seed,
                    const ServiceHelper<Aggregation>& aggregation = ServiceHelper<Aggregation>())
        : LiveCubeOf(kx,
                     ky,
                     kz,
                     DistanceVectorHelper(),
                     [&](const NodeContainer& servers) {
                         MultiHopRoutingHelper::AssignStreams(servers, 1000);
                         ServiceHelper<KeyRouting>().Install(servers);
                         aggregation.Install(servers);
                     }),
          m_random(seed)
    {
        const AggregationJob job{[this](auto& part, auto& after) { return Look(part, after); },
                                 [](uint64_t a, uint64_t b) { return a + b; }};
        for (uint32_t server = 0; server < Size(); ++server)
        {
            m_kept.push_back(At(server).AddJob(nullptr, JOB, job));
            m_kept.push_back(
                MultiHopRoutingHelper::Get(Servers().Get(server))->OnRoutesChanged(nullptr, [=] {
                    StartDue(server);
                }));
        }
    }

    Aggregation& At(uint32_t server) const
    {
        return *ServiceHelper<Aggregation>::Get(Servers().Get(server));
    }

    std::mt19937& GetRandom()
    {
        return m_random;
    }

    /**
     * Draws the records to a root: so many at most in each tree of each place, of keys that others
     * have, too, or not.
     */
    void Draw(uint32_t root, uint32_t most)
    {
        if (!m_due.insert(root).second)
        {
            return; // it has its records
        }
        const uint64_t keys = 1 + m_random() % (2 * most);
        for (uint32_t place = 0; place < Size(); ++place)
        {
            for (uint8_t tree : GetTorus().GetPorts())
            {
                Records& records = m_records[{root, place, tree}];
                const bool isOften = m_random() % 4 == 0;
                for (uint32_t left = m_random() % (most + 1); left > 0; --left)
                {
                    const uint64_t key = m_random() % keys;
                    records[isOften ? key : key << 40 | m_random()] = m_random();
                }
                for (const auto& [key, value] : records)
                {
                    m_expected[{root, tree}][key] += value;
                }
            }
        }
    }

    /** Begins the jobs of all roots that have records, wherever they are played. */
    void Start()
    {
        for (uint32_t server = 0; server < Size(); ++server)
        {
            StartDue(server);
        }
    }

    /** \return roots whose jobs are not over, anywhere */
    std::size_t CountDue() const
    {
        return m_due.size();
    }

    /** \return results that were not as they should be */
    uint64_t CountWrong() const
    {
        return m_wrong;
    }

    uint64_t CountRecords() const
    {
        return m_nRecords;
    }

    Aggregation::Counters Sum() const
    {
        Aggregation::Counters sum;
        for (uint32_t server = 0; server < Size(); ++server)
        {
            const Aggregation::Counters& counters = At(server).GetCounters();
            sum.frames += counters.frames;
            sum.routed += counters.routed;
            sum.pulls += counters.pulls;
            sum.restarts += counters.restarts;
            sum.ignored += counters.ignored;
            sum.malformed += counters.malformed;
        }
        return sum;
    }

    /** \return places that are played in all servers */
    std::size_t CountPlaces() const
    {
        std::size_t places = 0;
        for (uint32_t server = 0; server < Size(); ++server)
        {
            places += At(server).GetNPlaces();
        }
        return places;
    }

  private:
    using Output = std::map<uint8_t, Records>; //!< by tree

    std::optional<AggregationRecord> Look(const AggregationPart& part,
                                          const std::optional<uint64_t>& after) const
    {
        const auto records = m_records.find(
            {GetTorus().GetServer(part.root), GetTorus().GetServer(part.place), part.tree});
        if (records == m_records.end())
        {
            return std::nullopt;
        }
        const auto next = after ? records->second.upper_bound(*after) : records->second.begin();
        return next != records->second.end()
                   ? std::make_optional<AggregationRecord>({next->first, next->second})
                   : std::nullopt;
    }

    void StartDue(uint32_t server)
    {
        if (LivePorts(server).IsEmpty() && Size() > 1)
        {
            return; // it would play all places itself
        }
        for (uint32_t root : m_due)
        {
            const TorusCoordinate place = GetTorus().GetCoordinate(root);
            if (m_outputs.count({root, server}) == 0 && At(server).Plays(JOB, place))
            {
                m_outputs[{root, server}];
                m_kept.push_back(
                    At(server).Start(nullptr,
                                     JOB,
                                     place,
                                     [=](uint8_t tree, const auto& records, bool isLast) {
                                         Take(root, server, tree, records, isLast);
                                     }));
            }
        }
    }

    void Take(uint32_t root,
              uint32_t server,
              uint8_t tree,
              const std::vector<AggregationRecord>& records,
              bool isLast)
    {
        Output& output = m_outputs.at({root, server});
        for (const AggregationRecord& record : records)
        {
            Records& before = output[tree];
            m_wrong += !before.empty() && before.rbegin()->first >= record.key;
            m_wrong += !before.emplace(record.key, record.value).second;
            ++m_nRecords;
        }
        if (!isLast)
        {
            return;
        }
        for (uint8_t each : GetTorus().GetPorts())
        {
            m_wrong += output[each] != m_expected[{root, each}];
        }
        if (LivePorts(server).IsEmpty() && Size() > 1)
        {
            m_outputs.erase({root, server}); // which nobody hears of: it may have to be done again
            return;
        }
        m_due.erase(root);
    }

    std::mt19937 m_random;
    std::vector<Registration> m_kept;
    std::map<std::tuple<uint32_t, uint32_t, uint8_t>, Records> m_records; //!< root, place, tree
    std::map<std::pair<uint32_t, uint8_t>, Records> m_expected;           //!< root, tree
    std::map<std::pair<uint32_t, uint32_t>, Output> m_outputs;            //!< root, server
    std::set<uint32_t> m_due;                                             //!< roots
    uint64_t m_wrong{0};
    uint64_t m_nRecords{0};
};

} // namespace ns3::camcube

#endif /* AGGREGATING_CUBE_H */
