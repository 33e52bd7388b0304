/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// How many links trees have, and how many mini-cubes save.

#include "cube-fixture.h"
#include "tree-check.h"

#include <iomanip>
#include <iostream>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr ParentRule BASE{ParentRule::BASE, ParentRule::WAKE};
constexpr ParentRule MINI_CUBES{ParentRule::MINI_CUBES, ParentRule::WAKE};

/** The corners of a cube of 20 halved as 10, 5, 2, 1: another scheme, to compare with. */
uint8_t
PreferHalves(const ParentCandidates& candidates)
{
    const auto hops = candidates.torus.GetAxisDistances(candidates.here, candidates.root);
    const PortSet toward = candidates.torus.GetNextHops(candidates.here, candidates.root);
    for (const std::vector<uint8_t>& corners :
         std::vector<std::vector<uint8_t>>{{0, 2, 5, 7, 10}, {0, 5, 10}, {0, 10}, {0}})
    {
        for (uint8_t axis = 0; axis < 3; ++axis)
        {
            if (std::find(corners.begin(), corners.end(), hops[axis]) == corners.end())
            {
                return (toward & PortSet(0b11 << 2 * axis)).GetFirst();
            }
        }
    }
    return PortSet::MAX_PORTS;
}

/** A group whose members are drawn. */
struct DrawnGroup
{
    DrawnGroup(const Torus& torus, double share, uint32_t seed)
    {
        std::mt19937 random(seed);
        id = {torus.GetCoordinate(random() % torus.GetNServers()), seed};
        for (uint32_t server = 0; server < torus.GetNServers(); ++server)
        {
            isMember.push_back(random() / static_cast<double>(std::mt19937::max()) < share);
        }
    }

    GroupId id;
    std::vector<bool> isMember;
};

/** \return the parent's port of each server of a tree in the intact cube, MAX_PORTS outside */
std::vector<uint8_t>
BuildTree(const Torus& torus,
          const DrawnGroup& group,
          const ParentRule& rule,
          const ParentPreference& other = nullptr)
{
    std::vector<uint8_t> parents(torus.GetNServers(), PortSet::MAX_PORTS);
    const uint32_t root = torus.GetServer(group.id.place);
    for (uint32_t member = 0; member < torus.GetNServers(); ++member)
    {
        uint32_t at = member;
        while (group.isMember[member] && at != root && parents[at] == PortSet::MAX_PORTS)
        {
            const TorusCoordinate here = torus.GetCoordinate(at);
            const PortSet next = torus.GetNextHops(here, group.id.place);
            parents[at] =
                ChooseParent({torus, here, group.id.place, group.id, next, {}}, rule, other);
            at = torus.GetNeighbor(at, parents[at]);
        }
    }
    return parents;
}

uint64_t
CountLinks(const std::vector<uint8_t>& parents)
{
    return parents.size() - std::count(parents.begin(), parents.end(), PortSet::MAX_PORTS);
}

class TreeSizeTest : public CubeTest
{
};

} // namespace

TEST_F(TreeSizeTest, MiniCubesSaveLinks)
{
    constexpr uint32_t N_SEEDS = 30;
    const Torus torus(20, 20, 20);
    // How much corners at 10, 5, 2 and 1 were computed to save apart from this, in percent.
    for (const auto& [share, expected] : std::vector<std::pair<double, double>>{{0.01, 23},
                                                                                {0.05, 24},
                                                                                {0.1, 22},
                                                                                {0.3, 12},
                                                                                {1.0, 0}})
    {
        double base = 0;
        double mini = 0;
        double halves = 0;
        for (uint32_t seed = 1; seed <= N_SEEDS; ++seed)
        {
            const DrawnGroup group(torus, share, seed);
            base += CountLinks(BuildTree(torus, group, BASE));
            mini += CountLinks(BuildTree(torus, group, MINI_CUBES));
            halves += CountLinks(BuildTree(torus, group, BASE, PreferHalves));
        }
        const auto saved = [base](double links) { return 100 * (1 - links / base); };
        EXPECT_GE(saved(mini), expected - 2) << share;
        std::cout << std::fixed << std::setprecision(1) << "measured: 20x20x20, " << share * 100
                  << "% members, " << N_SEEDS << " groups: " << base / N_SEEDS
                  << " links on average, " << mini / N_SEEDS << " with mini-cubes, " << saved(mini)
                  << "% fewer (corners 10/5/2/1: " << saved(halves) << "%)\n";
    }
}

TEST_F(TreeSizeTest, ServersBuildJustThatTree)
{
    TorusHelper torus{20, 20, 20};
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    ServiceHelper<GroupTree> trees;
    trees.SetAttribute("Paths", StringValue("MiniCubes"));
    trees.Install(servers);
    Simulator::Run();
    const DrawnGroup group(torus.GetTorus(), 0.05, 1);
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        if (group.isMember[server])
        {
            ServiceHelper<GroupTree>::Get(servers.Get(server))->Join(group.id);
        }
    }
    Simulator::Run();
    const auto expected = BuildTree(torus.GetTorus(), group, MINI_CUBES);
    uint64_t different = 0;
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        const auto tree = ServiceHelper<GroupTree>::Get(servers.Get(server));
        different += tree->GetParent(group.id) != PortSet::Of(expected[server]);
    }
    EXPECT_EQ(different, 0U);
    std::cout << "measured: a tree of " << CountLinks(expected) << " links of 20x20x20, "
              << different << " servers with another parent\n";
}
