/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BOOTING_CUBE_H
#define BOOTING_CUBE_H

#include "ns3/bootstrap-survey.h"
#include "ns3/bootstrap-trial.h"
#include "ns3/bootstrap.h"
#include "ns3/object-factory.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cstdint>
#include <gtest/gtest.h>
#include <iostream>
#include <string>

namespace ns3::camcube
{

/** A cube that boots, one for each seed; nothing is left in the simulator afterwards. */
class BootingCube
{
  public:
    BootingCube(const Torus& torus, WiringFaults::Kind kind, double share, uint32_t seed)
        : m_faults(Draw(torus, kind, share, seed)),
          m_trial(torus, m_faults, m_streams)
    {
    }

    /** Nothing is wrong with its cables. */
    BootingCube(const Torus& torus, uint32_t seed)
        : BootingCube(torus, WiringFaults::FAILED, 0, seed)
    {
    }

    ~BootingCube()
    {
        Simulator::Destroy();
    }

    BootstrapTrial& GetTrial()
    {
        return m_trial;
    }

    const NodeContainer& GetServers() const
    {
        return m_trial.GetServers();
    }

    Bootstrap& Get(uint32_t server) const
    {
        return *ServiceHelper<Bootstrap>::Get(GetServers().Get(server));
    }

    /** \return a variable for a test that draws */
    Ptr<UniformRandomVariable> MakeRandom()
    {
        return m_streams.MakeUniform();
    }

    BootstrapSurvey Look() const
    {
        return {m_trial.GetHelper().GetTorus(), m_faults, GetServers()};
    }

  private:
    WiringFaults Draw(const Torus& torus, WiringFaults::Kind kind, double share, uint32_t seed)
    {
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(seed);
        ObjectFactory wheel;
        wheel.SetTypeId("ns3::camcube::TimingWheelScheduler");
        Simulator::SetScheduler(wheel);
        return {torus, kind, share, m_streams.MakeUniform()};
    }

    RandomStreams m_streams; //!< of what draws
    WiringFaults m_faults;   //!< what is wrong with the cables
    BootstrapTrial m_trial;  //!< the cube
};

/** What many cubes came to, together. */
struct Figures
{
    BootstrapSurvey::Counts counts; //!< of all cubes
    uint32_t cubes{0};              //!< how many
    double least{1};                //!< share of the servers of a cube that is identified
    double mostMessages{0};         //!< a server of a cube
    double lastMs{0};               //!< when the last server of all was identified

    /** Adds a cube. What does not hold of it is said with its seed. */
    void Add(BootingCube& cube, const std::string& name)
    {
        const BootstrapSurvey::Counts found = cube.Look().GetCounts();
        EXPECT_EQ(found.missed, 0U) << name;
        EXPECT_EQ(found.inexact, 0U) << name;
        EXPECT_EQ(found.malformed, 0U) << name;
        if (found.wrong > 0 || found.falseReports > 0)
        {
            std::cout << name << ": " << found.wrong << " servers have wrong coordinates, "
                      << found.falseReports << " ends of good cables are reported\n";
        }
        counts += found;
        ++cubes;
        least = std::min(least, found.GetIdentifiedShare());
        mostMessages = std::max(mostMessages, found.GetMessages());
        lastMs = std::max(lastMs, cube.GetTrial().GetLast().GetNanoSeconds() / 1e6);
    }

    Figures& operator+=(const Figures& other)
    {
        counts += other.counts;
        cubes += other.cubes;
        least = std::min(least, other.least);
        mostMessages = std::max(mostMessages, other.mostMessages);
        lastMs = std::max(lastMs, other.lastMs);
        return *this;
    }

    void Print(const std::string& what) const
    {
        std::cout << "measured: bootstrap, " << what << ": " << cubes << " cubes, "
                  << 100 * counts.GetIdentifiedShare() << "% of " << counts.servers
                  << " servers identified (of a cube " << 100 * least << "% at least), "
                  << counts.wrong << " wrong; " << counts.badCables << " bad cables, "
                  << counts.reported << " reported, " << counts.missed << " ends missed, "
                  << counts.inexact << " inexact, " << counts.falseReports
                  << " ends of good ones reported; " << counts.GetMessages()
                  << " messages a server (of a cube " << mostMessages << " at most), last after "
                  << lastMs << " ms\n";
    }
};

/** Has cubes of some seeds boot, and adds up what they came to. */
inline Figures
BootCubes(const Torus& torus,
          WiringFaults::Kind kind,
          double share,
          uint32_t firstSeed,
          uint32_t lastSeed)
{
    Figures figures;
    for (uint32_t seed = firstSeed; seed <= lastSeed; ++seed)
    {
        BootingCube cube(torus, kind, share, seed);
        cube.GetTrial().Run();
        figures.Add(cube,
                    torus.GetName() + ", " + WiringFaults::GetName(kind) + " " +
                        std::to_string(share) + ", seed " + std::to_string(seed));
    }
    return figures;
}

/** All kinds of faults. */
constexpr WiringFaults::Kind ALL_KINDS[] = {WiringFaults::FAILED,
                                            WiringFaults::WRONG_SERVER,
                                            WiringFaults::SWAPPED,
                                            WiringFaults::WRONG_PORT,
                                            WiringFaults::MIXED};

} // namespace ns3::camcube

#endif /* BOOTING_CUBE_H */
