/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DISJOINT_PATHS_CHECK_H
#define DISJOINT_PATHS_CHECK_H

#include "cube-fixture.h"
#include "storm.h"

#include "ns3/service-helper.h"

#include <map>
#include <random>
#include <set>

namespace ns3::camcube
{

/** What is wrong with the paths of all pairs, and how many there are. */
struct Findings
{
    uint32_t shared{0};             //!< links on two paths of a pair
    uint32_t longer{0};             //!< paths more than two hops longer than the shortest
    uint32_t lost{0};               //!< packets
    uint32_t fewest{N_TORUS_PORTS}; //!< paths of a pair
    uint64_t paths{0};              //!< of all pairs
};

/**
 * Pairs of servers whose packets a service spreads over paths.
 * \tparam S the service, whose endpoint is S::ENDPOINT
 */
template <typename S>
class DisjointPathsTest : public CubeTest
{
  protected:
    using Links = std::map<uint64_t, std::vector<std::pair<uint32_t, uint8_t>>>; //!< by packet

    /**
     * Sends a packet by each path of pairs of servers.
     * \param pairs how many, at random; 0 for all
     */
    Findings CheckPairs(uint32_t kx, uint32_t ky, uint32_t kz, uint32_t pairs = 0)
    {
        TorusHelper torus(kx, ky, kz);
        const NodeContainer servers = torus.Create();
        MultiHopRoutingHelper().Install(servers);
        ServiceHelper<S>().Install(servers);
        Links links;
        uint32_t arrived = 0;
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            Keep(Routing(servers, i)->AddEndpoint(nullptr, S::ENDPOINT, [&](FramePtr, const auto&) {
                ++arrived;
            }));
            Keep(Routing(servers, i)
                     ->AddDeparture(nullptr,
                                    S::ENDPOINT,
                                    [&, i](const Frame& frame, const auto&, uint8_t out) {
                                        links[frame.GetPayload()->GetUid()].emplace_back(i, out);
                                    }));
        }
        Simulator::Run();
        Findings findings;
        const auto check = [&](uint32_t from, uint32_t to) {
            links.clear();
            arrived = 0;
            // Each takes a link that those before it have left free, until all are taken.
            for (uint32_t i = 0; i < N_TORUS_PORTS; ++i)
            {
                Routing(servers, from)
                    ->Send(torus.GetTorus().GetCoordinate(to), S::ENDPOINT, Create<Packet>(1000));
            }
            Simulator::Run();
            findings.lost += N_TORUS_PORTS - arrived;
            Judge(findings, links, Distance(torus.GetTorus(), from, to));
        };
        const uint32_t n = servers.GetN();
        std::mt19937 random(1);
        for (uint32_t i = 0; i < (pairs ? pairs : n * n); ++i)
        {
            const uint32_t from = pairs ? random() % n : i / n;
            const uint32_t to = pairs ? random() % n : i % n;
            if (from != to)
            {
                check(from, to);
            }
        }
        Simulator::Destroy();
        return findings;
    }

    /** All pairs of small cubes, and some of a large one, have three paths that share no link. */
    void ExpectThreePaths()
    {
        // Sides, and how many pairs; 0 for all.
        const uint32_t cubes[][4] = {{5, 5, 5, 0},
                                     {4, 4, 4, 0},
                                     {3, 3, 3, 0},
                                     {3, 4, 5, 0},
                                     {2, 2, 2, 0},
                                     {2, 3, 4, 0},
                                     {20, 20, 20, 2000}};
        for (const auto& [kx, ky, kz, pairs] : cubes)
        {
            const Findings findings = CheckPairs(kx, ky, kz, pairs);
            const std::string name = Torus(kx, ky, kz).GetName();
            EXPECT_EQ(findings.shared, 0U) << name;
            EXPECT_EQ(findings.longer, 0U) << name;
            EXPECT_EQ(findings.lost, 0U) << name;
            EXPECT_GE(findings.fewest, 3U) << name;
            std::cout << "measured: " << name << " has " << findings.fewest
                      << " link-disjoint paths a pair at least, " << findings.paths << " in all\n";
        }
    }

    /** After each of many storms of failures who can be reached is reached. */
    void ExpectArrivalsAfterStorms()
    {
        uint64_t sum = 0;
        for (uint32_t seed = 1; seed <= 60; ++seed)
        {
            Storm<DistanceVectorHelper> storm(
                seed,
                5,
                DistanceVectorHelper(),
                [](const NodeContainer& servers) { ServiceHelper<S>().Install(servers); });
            LiveCube& cube = storm.GetCube();
            std::mt19937 random(seed);
            uint32_t arrived = 0;
            for (uint32_t i = 0; i < cube.Size(); ++i)
            {
                Keep(Routing(cube.Servers(), i)
                         ->AddEndpoint(nullptr, S::ENDPOINT, [&](FramePtr, const auto&) {
                             ++arrived;
                         }));
            }
            const auto send = [&](uint32_t from, uint32_t to) {
                Routing(cube.Servers(), from)
                    ->Send(cube.GetTorus().GetCoordinate(to), S::ENDPOINT, Create<Packet>(1000));
            };
            const uint64_t wrong = storm.Run([&] {
                arrived = 0;
                uint32_t sent = 0;
                for (uint32_t i = 0; i < 200; ++i)
                {
                    const uint32_t from = random() % cube.Size();
                    const uint32_t to = random() % cube.Size();
                    if (cube.Search(to)[from] != LiveCube::NO_PATH)
                    {
                        send(from, to);
                        ++sent;
                    }
                }
                Simulator::Run();
                sum += arrived;
                const uint32_t lost = sent - arrived;
                for (uint32_t i = 0; i < 200; ++i) // for the next storm to meet
                {
                    const uint32_t from = random() % cube.Size();
                    const uint32_t to = random() % cube.Size();
                    Simulator::Schedule(MicroSeconds(random() % 600), [=] { send(from, to); });
                }
                return lost;
            });
            EXPECT_EQ(wrong, 0U) << "seed " << seed << ", " << storm.GetName();
            Simulator::Destroy();
        }
        EXPECT_GT(sum, 10000U);
        std::cout << "measured: all of " << sum << " packets arrived after 60 storms\n";
    }

  private:
    static uint32_t Distance(const Torus& torus, uint32_t from, uint32_t to)
    {
        return torus.GetDistance(torus.GetCoordinate(from), torus.GetCoordinate(to));
    }

    static void Judge(Findings& findings, const Links& links, uint32_t distance)
    {
        std::set<std::vector<std::pair<uint32_t, uint8_t>>> paths;
        std::set<std::pair<uint32_t, uint8_t>> used;
        for (const auto& [packet, path] : links)
        {
            if (paths.insert(path).second)
            {
                findings.longer += path.size() > distance + 2;
                for (const auto& link : path)
                {
                    findings.shared += !used.insert(link).second;
                }
            }
        }
        findings.fewest = std::min<uint32_t>(findings.fewest, paths.size());
        findings.paths += paths.size();
    }
};

} // namespace ns3::camcube

#endif /* DISJOINT_PATHS_CHECK_H */
