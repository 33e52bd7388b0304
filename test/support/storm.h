/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STORM_H
#define STORM_H

#include "live-cube.h"

#include "ns3/choose-share.h"

#include <functional>
#include <gtest/gtest.h>
#include <iostream>
#include <random>
#include <string>

namespace ns3::camcube
{

/** One random run: a cube, storms, and how many routes are wrong when each is over. */
template <typename Helper>
class Storm
{
  public:
    /**
     * \param seed decides everything
     * \param largestSide of the cube, whose sides are drawn
     * \param helper installs the routing
     * \param install installs more on the servers
     */
    Storm(uint32_t seed,
          uint32_t largestSide,
          const Helper& helper = Helper(),
          const std::function<void(const NodeContainer&)>& install = nullptr)
        : m_random(seed),
          m_cube(Side(largestSide), Side(largestSide), Side(largestSide), helper, install)
    {
        m_choice->SetStream(seed);
    }

    /** \return the sides and what happened */
    std::string GetName() const
    {
        return m_cube.GetTorus().GetName() + m_what;
    }

    LiveCubeOf<Helper>& GetCube()
    {
        return m_cube;
    }

    /** \return what breaks the cube, for who breaks more of it */
    FailureInjector& GetFailures()
    {
        return m_failures;
    }

    /** \return how often all pairs were checked */
    uint32_t GetChecks() const
    {
        return m_checks;
    }

    /**
     * \param check counts what else is wrong in a moment of quiet
     * \return wrong routes and what else is wrong, summed over all moments of quiet
     */
    uint64_t Run(const std::function<uint64_t()>& check = nullptr)
    {
        m_check = check;
        uint64_t wrong = 0;
        const uint32_t rounds = 1 + Below(3);
        for (uint32_t round = 0; round < rounds; ++round)
        {
            Brew();
            wrong += Check();
        }
        if (Below(4) == 0)
        {
            m_failures.Repair(m_cube.Links(), Simulator::Now(), Spacing());
            m_failures.Repair(m_cube.Servers(), Simulator::Now(), Spacing());
            m_what += " all mended";
            wrong += Check();
        }
        return wrong;
    }

  private:
    uint64_t Check()
    {
        Simulator::Run();
        ++m_checks;
        return m_cube.CountMismatches() + (m_check ? m_check() : 0);
    }

    uint32_t Below(uint32_t bound)
    {
        return static_cast<uint32_t>(m_random() % bound);
    }

    uint32_t Side(uint32_t largest)
    {
        return Below(8) == 0 ? 1 : 2 + Below(largest - 1);
    }

    /** \return nothing, a time within which the last change is still under way, or a long one */
    Time Spacing()
    {
        const uint32_t kind = Below(3);
        return kind == 0 ? Time() : kind == 1 ? NanoSeconds(Below(100000)) : MilliSeconds(5);
    }

    /** Plans one storm. */
    void Brew()
    {
        const Time now = Simulator::Now();
        const double share = Below(51) / 100.0;
        const uint32_t kind = Below(6);
        m_what += " " + std::to_string(kind) + ":" + std::to_string(share).substr(0, 4);
        const Time spacing = Spacing();
        FailureInjector::Links links;
        if (kind != 1)
        {
            links = ChooseShare(m_cube.Links(), share, m_choice);
            m_failures.Fail(links, now, spacing);
        }
        if (kind == 1 || kind == 2)
        {
            const NodeContainer broken = ChooseShare(m_cube.Servers(), share, m_choice);
            m_failures.Fail(broken, now, Spacing());
            if (Below(2) == 0)
            {
                m_failures.Repair(broken, now + NanoSeconds(Below(400000)), Spacing());
            }
        }
        if (kind == 3)
        {
            m_failures.Repair(links, now + NanoSeconds(Below(400000)), Spacing());
        }
        if (kind == 4)
        {
            links.resize((links.size() + 1) / 2);
            for (const auto& link : links)
            {
                m_failures.Flap(link,
                                1 + Below(4),
                                now + NanoSeconds(Below(300000)),
                                NanoSeconds(1 + Below(30000)),
                                NanoSeconds(1 + Below(100000)));
            }
        }
    }

    std::mt19937 m_random;
    LiveCubeOf<Helper> m_cube;
    Ptr<UniformRandomVariable> m_choice = CreateObject<UniformRandomVariable>();
    FailureInjector m_failures;
    std::function<uint64_t()> m_check;
    std::string m_what;
    uint32_t m_checks{0};
};

/** Runs many storms, and expects no wrong route after any. */
template <typename Helper>
void
RunStorms(uint32_t first, uint32_t last, uint32_t largestSide, const Helper& helper = Helper())
{
    uint64_t wrong = 0;
    uint32_t checks = 0;
    for (uint32_t seed = first; seed <= last; ++seed)
    {
        Storm<Helper> storm(seed, largestSide, helper);
        const uint64_t found = storm.Run();
        EXPECT_EQ(found, 0) << "seed " << seed << ", " << storm.GetName();
        wrong += found;
        checks += storm.GetChecks();
        Simulator::Destroy();
    }
    std::cout << "measured: " << wrong << " wrong routes in " << last - first + 1
              << " random runs, all pairs checked " << checks << " times, sides up to "
              << largestSide << "\n";
}

} // namespace ns3::camcube

#endif /* STORM_H */
