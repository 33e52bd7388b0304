/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Faults of wiring are as many as wanted, and of the kind that is wanted.

#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/torus-helper.h"
#include "ns3/wiring-faults.h"

#include <cmath>
#include <gtest/gtest.h>
#include <set>
#include <stdexcept>
#include <utility>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

WiringFaults
Draw(const Torus& torus, WiringFaults::Kind kind, double share, int64_t stream)
{
    RngSeedManager::SetSeed(1);
    RngSeedManager::SetRun(1);
    const auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(stream);
    return {torus, kind, share, random};
}

uint32_t
CountFailed(const WiringFaults& faults)
{
    uint32_t failed = 0;
    for (uint32_t cable = 0; cable < faults.GetWiring().GetCables().size(); ++cable)
    {
        failed += faults.HasFailed(cable);
    }
    return failed;
}

/** Each port has one cable, whatever was exchanged. */
void
ExpectEachPortOnce(const Torus& torus, const WiringFaults& faults)
{
    std::set<std::pair<uint32_t, uint8_t>> ends;
    for (const auto& cable : faults.GetWiring().GetCables())
    {
        for (const TorusWiring::End& end : cable)
        {
            ends.emplace(end.server, end.port);
        }
    }
    EXPECT_EQ(ends.size(), 2 * torus.GetNCables());
}

} // namespace

TEST(WiringFaults, AreAsManyAsWanted)
{
    for (const Torus& torus : {Torus(8, 8, 8), Torus(3, 4, 5), Torus(6, 6, 1)})
    {
        for (uint8_t kind = WiringFaults::FAILED; kind <= WiringFaults::MIXED; ++kind)
        {
            for (const double share : {0.0, 0.1, 0.25, 0.5})
            {
                const auto which = static_cast<WiringFaults::Kind>(kind);
                const WiringFaults faults = Draw(torus, which, share, 1);
                const double wanted = std::round(share * torus.GetNCables());
                // One cable of an axis, or one of a pair, may find no other.
                EXPECT_NEAR(faults.CountBad(), wanted, 3) << WiringFaults::GetName(which);
                EXPECT_LE(faults.CountBad(), wanted) << WiringFaults::GetName(which);
                EXPECT_NEAR(CountFailed(faults),
                            which == WiringFaults::FAILED  ? wanted
                            : which == WiringFaults::MIXED ? wanted / 4
                                                           : 0,
                            1);
                ExpectEachPortOnce(torus, faults);
            }
        }
    }
}

TEST(WiringFaults, AreOfTheirKind)
{
    const Torus torus(8, 8, 8);
    const auto look = [&](WiringFaults::Kind kind, auto check) {
        const WiringFaults faults = Draw(torus, kind, 0.2, 1);
        for (uint32_t cable = 0; cable < torus.GetNCables(); ++cable)
        {
            if (!faults.GetWiring().IsRight(cable))
            {
                check(faults.GetWiring(), cable);
            }
        }
    };
    look(WiringFaults::FAILED, [](const auto&, uint32_t cable) { FAIL() << "cable " << cable; });
    look(WiringFaults::WRONG_SERVER, [](const TorusWiring& wiring, uint32_t cable) {
        const auto& [a, b] = wiring.GetCables()[cable];
        EXPECT_EQ(a, wiring.GetPlanned(cable)[0]); // the labels fit, the server does not
        EXPECT_EQ(b.port, OppositePort(a.port));
        EXPECT_NE(b.server, wiring.GetPlanned(cable)[1].server);
    });
    look(WiringFaults::WRONG_PORT, [](const TorusWiring& wiring, uint32_t cable) {
        const auto& now = wiring.GetCables()[cable];
        const auto& planned = wiring.GetPlanned(cable);
        EXPECT_EQ(now[0].server, planned[0].server);
        EXPECT_EQ(now[1].server, planned[1].server);
        EXPECT_EQ((now[0].port != planned[0].port) + (now[1].port != planned[1].port), 1);
    });
    uint32_t alike = 0;
    uint32_t swapped = 0;
    look(WiringFaults::SWAPPED, [&](const TorusWiring& wiring, uint32_t cable) {
        const auto& [a, b] = wiring.GetCables()[cable];
        alike += a.port % 2 == b.port % 2; // two plus ends, or two minus ends
        ++swapped;
    });
    EXPECT_GT(alike, swapped / 4);
    EXPECT_LT(alike, 3 * swapped / 4);
}

TEST(WiringFaults, DependOnTheStreamOnly)
{
    const Torus torus(5, 5, 5);
    const auto cables = [&](int64_t stream) {
        return Draw(torus, WiringFaults::MIXED, 0.25, stream).GetWiring().GetCables();
    };
    EXPECT_EQ(cables(1), cables(1));
    EXPECT_NE(cables(1), cables(2));
}

TEST(WiringFaults, CutWhatHasFailed)
{
    const Torus torus(4, 4, 4);
    const WiringFaults faults = Draw(torus, WiringFaults::MIXED, 0.4, 1);
    TorusHelper helper(torus);
    helper.SetPlaced(false);
    helper.SetWiring(faults.GetWiring());
    helper.Create();
    faults.Cut(helper);
    for (uint32_t cable = 0; cable < torus.GetNCables(); ++cable)
    {
        EXPECT_EQ(helper.Links()[cable]->IsUp(), !faults.HasFailed(cable));
    }
    Simulator::Destroy();
}

TEST(WiringFaults, RefuseWhatMakesNoSense)
{
    EXPECT_THROW(Draw(Torus(3, 3, 3), WiringFaults::FAILED, 1.1, 1), std::invalid_argument);
    EXPECT_THROW(Draw(Torus(3, 3, 3), WiringFaults::FAILED, NAN, 1), std::invalid_argument);
    EXPECT_THROW(WiringFaults::FromName("upside-down"), std::invalid_argument);
    for (const std::string& name : WiringFaults::GetNames())
    {
        EXPECT_EQ(WiringFaults::GetName(WiringFaults::FromName(name)), name);
    }
    EXPECT_EQ(Draw(Torus(1, 1, 1), WiringFaults::MIXED, 1, 1).CountBad(), 0U);
}
