/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CUBE_FIXTURE_H
#define CUBE_FIXTURE_H

#include "ns3/camcube-net-device.h"
#include "ns3/double.h"
#include "ns3/enum.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/torus-helper.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

namespace ns3::camcube
{

/** A cube for one test, with seed and run set, and nothing left in the simulator afterwards. */
class CubeTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
    }

    void TearDown() override
    {
        Simulator::Destroy();
    }

    /** Keeps what was registered until the end of the test. */
    void Keep(Registration registration)
    {
        m_kept.push_back(std::move(registration));
    }

    /** \return a server's routing service */
    static Ptr<MultiHopRouting> Routing(const NodeContainer& servers, uint32_t server)
    {
        return MultiHopRoutingHelper::Get(servers.Get(server));
    }

    static Ptr<Runtime> RuntimeOf(const NodeContainer& servers, uint32_t server)
    {
        return servers.Get(server)->GetObject<Runtime>();
    }

  private:
    std::vector<Registration> m_kept; //!< undone with the test
};

/** An endpoint or service for tests, of no meaning elsewhere. */
constexpr uint16_t TEST_ENDPOINT = 4711;

} // namespace ns3::camcube

#endif /* CUBE_FIXTURE_H */
