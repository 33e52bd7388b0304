/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Servers find out where they are, and which cables are wrong, by an observer who knows the wiring.

#include "booting-cube.h"

#include <string>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What holds at 8x8x8 and more. */
void
ExpectFigures(const Figures& figures, WiringFaults::Kind kind, double share)
{
    const std::string name = WiringFaults::GetName(kind) + " " + std::to_string(share);
    EXPECT_GE(figures.counts.GetIdentifiedShare(), 0.99) << name;
    if (kind == WiringFaults::FAILED || share <= 0.2)
    {
        EXPECT_EQ(figures.counts.wrong, 0U) << name;
        EXPECT_EQ(figures.counts.falseReports, 0U) << name;
    }
    EXPECT_LE(10000ULL * figures.counts.wrong, figures.counts.servers) << name;
}

void
BootWithFaults(double share, uint32_t seeds)
{
    for (const auto kind : ALL_KINDS)
    {
        const Figures figures = BootCubes(Torus(8, 8, 8), kind, share, 1, seeds);
        figures.Print("8x8x8, " + WiringFaults::GetName(kind) + " " + std::to_string(share));
        ExpectFigures(figures, kind, share);
        EXPECT_LE(figures.counts.GetMessages(), 100);
    }
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

TEST(Bootstrap, SlowIdentifiesNearlyAllOfAThousandCubes)
{
    BootWithFaults(0.1, 66);
    BootWithFaults(0.2, 67);
    BootWithFaults(0.25, 67);
}

TEST(Bootstrap, SlowIdentifiesNearlyAllOfSidesFrom4To10)
{
    Figures sum;
    for (uint32_t side = 4; side <= 10; ++side)
    {
        for (const double share : {0.2, 0.25})
        {
            Figures all;
            for (const auto kind : ALL_KINDS)
            {
                all += BootCubes(Torus(side, side, side), kind, share, 1, side < 8 ? 50 : 10);
            }
            const std::string name =
                std::to_string(side) + "^3, all kinds " + std::to_string(share);
            all.Print(name);
            EXPECT_GE(all.counts.GetIdentifiedShare(), 0.99) << name;
            sum += all;
            EXPECT_LE(all.counts.GetMessages(), 100) << name;
        }
    }
    // Where it goes wrong, which is rare, it does so in some cubes; each side alone has too few.
    EXPECT_LE(10000ULL * sum.counts.wrong, sum.counts.servers);
}

TEST(Bootstrap, SlowIdentifiesNearlyAllOf20x20x20)
{
    for (const auto kind : ALL_KINDS)
    {
        const Figures figures = BootCubes(Torus(20, 20, 20), kind, 0.25, 1, 3);
        figures.Print("20x20x20, " + WiringFaults::GetName(kind) + " 0.25");
        ExpectFigures(figures, kind, 0.25);
    }
}
