/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// All servers of a cube have counted words, and one of them is told how often each word was seen
// in all, also while a server fails: see doc/aggregation.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

// program begins
constexpr uint32_t JOB = 1;
constexpr uint64_t WORDS = 60000;

/**
 * Each server has seen each word once. Words are numbers, and each tree is given a sixth of them:
 * those that leave its own number when they are divided by six.
 */
std::optional<AggregationRecord>
CountWords(const AggregationPart& part, const std::optional<uint64_t>& after)
{
    const uint64_t word = after ? *after + 6 : part.tree;
    return word < WORDS ? std::make_optional<AggregationRecord>({word, 1}) : std::nullopt;
}

int
main()
{
    TorusHelper torus(3, 3, 3);
    NodeContainer servers = torus.Create();
    DistanceVectorHelper().Install(servers);
    ServiceHelper<KeyRouting>().Install(servers);
    ServiceHelper<Aggregation>().Install(servers);

    uint64_t words = 0;
    uint64_t seen = 0;
    const auto receiver = [&](uint8_t, const std::vector<AggregationRecord>& records, bool isLast) {
        for (const AggregationRecord& record : records)
        {
            ++words;
            seen += record.value;
        }
        if (isLast)
        {
            std::cout << Simulator::Now().As(Time::US) << ": " << words << " words were seen "
                      << seen << " times\n";
        }
    };
    std::vector<Registration> kept;
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        kept.push_back(ServiceHelper<Aggregation>::Get(servers.Get(server))
                           ->AddJob(nullptr, JOB, {CountWords, std::plus<>()}));
    }
    const auto start = [&] {
        kept.push_back(ServiceHelper<Aggregation>::Get(servers.Get(0))
                           ->Start(nullptr, JOB, {0, 0, 0}, receiver));
    };
    Simulator::Schedule(MilliSeconds(1), start);
    Simulator::Schedule(MilliSeconds(11), [&] {
        words = seen = 0;
        start();
    });
    FailureInjector failures;
    failures.Fail(servers.Get(13), MicroSeconds(11500)); // while the second is under way
    Simulator::Run();
    kept.clear();
    Simulator::Destroy();
}

// program ends
