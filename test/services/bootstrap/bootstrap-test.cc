/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Servers find out where they are, and which cables are wrong, by an observer who knows the wiring.

#include "booting-cube.h"

#include "ns3/text-parsing.h"

#include <cstdint>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What holds of all sides. */
void
ExpectFigures(const Figures& figures, const std::string& name, bool isSafe)
{
    EXPECT_GE(figures.counts.GetIdentifiedShare(), 0.99) << name;
    EXPECT_LE(10000ULL * figures.counts.wrong, figures.counts.servers) << name;
    if (isSafe)
    {
        EXPECT_EQ(figures.counts.wrong, 0U) << name;
        EXPECT_EQ(figures.counts.falseReports, 0U) << name;
    }
}

/** \return whether nobody may be wrong */
bool
IsSafe(WiringFaults::Kind kind, double share)
{
    return kind == WiringFaults::FAILED || share <= 0.2;
}

void
BootWithFaults(double share, uint32_t seeds)
{
    for (const auto kind : ALL_KINDS)
    {
        const Figures figures = BootCubes(Torus(8, 8, 8), kind, share, 1, seeds);
        const std::string name =
            "8x8x8, " + WiringFaults::GetName(kind) + " " + FormatNumber(share);
        figures.Print(name);
        ExpectFigures(figures, name, IsSafe(kind, share));
        EXPECT_LE(figures.counts.GetMessages(), 100) << name;
    }
}

/** Has cubes of one side boot, with each kind of fault. */
void
BootSide(uint32_t side, double share, uint32_t seeds)
{
    const std::string name = std::to_string(side) + "^3, all kinds " + FormatNumber(share);
    Figures all;
    for (const auto kind : ALL_KINDS)
    {
        const Figures figures = BootCubes(Torus(side, side, side), kind, share, 1, seeds);
        EXPECT_TRUE(!IsSafe(kind, share) || figures.counts.wrong == 0)
            << name << ": " << WiringFaults::GetName(kind);
        all += figures;
    }
    all.Print(name);
    ExpectFigures(all, name, share <= 0.2);
    EXPECT_LE(all.counts.GetMessages(), 100) << name;
}

} // namespace

TEST(Bootstrap, IdentifiesAllOfIntactCubes)
{
    for (const Torus& torus : {Torus(4, 4, 4),
                               Torus(3, 4, 5),
                               Torus(8, 8, 1),
                               Torus(2, 2, 2),
                               Torus(1, 4, 3),
                               Torus(2, 3, 6),
                               Torus(3, 3, 3),
                               Torus(8, 8, 8)})
    {
        const Figures figures = BootCubes(torus, WiringFaults::FAILED, 0, 1, 5);
        figures.Print(torus.GetName() + ", intact");
        EXPECT_EQ(figures.counts.identified, figures.counts.servers) << torus.GetName();
        EXPECT_EQ(figures.counts.wrong, 0U) << torus.GetName();
        EXPECT_EQ(figures.counts.falseReports, 0U) << torus.GetName();
        EXPECT_LE(figures.counts.GetMessages(), 100) << torus.GetName();
    }
}

TEST(Bootstrap, IdentifiesNearlyAllWithATenthOfTheCablesBad)
{
    BootWithFaults(0.1, 2);
}

TEST(Bootstrap, IdentifiesNearlyAllWithAFifthOfTheCablesBad)
{
    BootWithFaults(0.2, 2);
}

TEST(Bootstrap, IdentifiesNearlyAllWithAQuarterOfTheCablesBad)
{
    BootWithFaults(0.25, 2);
}

TEST(Bootstrap, IdentifiesNobodyWronglyWhereCablesMissByTheSame)
{
    // Cubes of which each misled a protocol that took two agreeing cables for enough: exchanged
    // far ends agree with each other, and whole parts of some cubes are held together by them.
    struct
    {
        WiringFaults::Kind kind;
        std::vector<uint32_t> seeds;
    } cases[] = {{WiringFaults::WRONG_SERVER, {250, 361, 758, 1207, 1253, 1267, 1287, 1867}},
                 {WiringFaults::SWAPPED, {361}},
                 {WiringFaults::MIXED, {1253}}};

    for (const auto& [kind, seeds] : cases)
    {
        for (const uint32_t seed : seeds)
        {
            const Figures figures = BootCubes(Torus(4, 4, 4), kind, 0.2, seed, seed);
            const std::string name = WiringFaults::GetName(kind) + ", seed " + std::to_string(seed);
            EXPECT_EQ(figures.counts.wrong, 0U) << name;
            EXPECT_EQ(figures.counts.falseReports, 0U) << name;
            EXPECT_GE(figures.counts.identified + 4, figures.counts.servers) << name;
        }
    }
}

TEST(Bootstrap, SlowIdentifiesNearlyAllOfAThousandCubes)
{
    BootWithFaults(0.1, 66);
    BootWithFaults(0.2, 67);
    BootWithFaults(0.25, 67);
}

TEST(Bootstrap, SlowIdentifiesNearlyAllOfSidesFrom4To10)
{
    // Where far ends have been exchanged so that cables miss by the same, which is rare and rarer
    // in larger cubes, somebody may be wrong; the thousand cubes above are those of side 8.
    for (const uint32_t side : {4, 5, 6, 7, 9, 10})
    {
        for (const double share : {0.2, 0.25})
        {
            BootSide(side, share, side == 4 ? 50 : side < 8 ? 25 : 5);
        }
    }
}

TEST(Bootstrap, SlowIdentifiesNearlyAllOf20x20x20)
{
    for (const auto kind : ALL_KINDS)
    {
        const Figures figures = BootCubes(Torus(20, 20, 20), kind, 0.25, 1, 3);
        const std::string name = "20x20x20, " + WiringFaults::GetName(kind) + " 0.25";
        figures.Print(name);
        ExpectFigures(figures, name, IsSafe(kind, 0.25));
    }
}
