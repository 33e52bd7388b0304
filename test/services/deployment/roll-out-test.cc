/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Orders reach every server of their region and have nothing run on any other, whatever fails.

#include "deployed-cube.h"

#include "ns3/boolean.h"
#include "ns3/choose-share.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <iostream>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr uint16_t VERSIONS = 3;

TorusRegion
DrawRegion(const Torus& torus, std::mt19937& random)
{
    const auto draw = [&] {
        return torus.GetCoordinate(static_cast<uint32_t>(random() % torus.GetNServers()));
    };
    switch (random() % 4)
    {
    case 0:
        return TorusRegion::Whole(torus);
    case 1:
        return TorusRegion::Face(torus, random() % N_TORUS_PORTS);
    case 2:
        return TorusRegion::Ball(draw(), random() % 4);
    default:
        return TorusRegion::Box(draw(), draw());
    }
}

/** Orders are given while links and servers fail and return, and frames are lost. */
class RollOutStorm
{
  public:
    explicit RollOutStorm(uint32_t seed)
        : m_random(seed),
          m_tellsAll(Below(2) == 0),
          m_cube(2 + Below(4),
                 2 + Below(4),
                 1 + Below(4),
                 DeployedCube::MakeCatalogue(VERSIONS, MicroSeconds(Below(3) * Below(1000))),
                 [this](auto& helper) { helper.SetAttribute("TellAll", BooleanValue(m_tellsAll)); })
    {
        m_choice->SetStream(seed);
        m_loss->SetStream(1000000 + seed);
    }

    /** \return servers in error at all moments of quiet */
    uint64_t Run()
    {
        Lose(Below(2) * Below(30) / 100.0);
        Give(Below(m_cube.Size()));
        uint64_t wrong = Check();
        const uint32_t rounds = 1 + Below(3);
        for (uint32_t round = 0; round < rounds; ++round)
        {
            Brew();
            wrong += Check();
        }
        m_failures.Repair(m_cube.Links(), Simulator::Now());
        m_failures.Repair(m_cube.Servers(), Simulator::Now());
        return wrong + Check();
    }

    uint32_t GetOrders() const
    {
        return m_orders;
    }

  private:
    uint32_t Below(uint32_t bound)
    {
        return static_cast<uint32_t>(m_random() % bound);
    }

    uint64_t Check()
    {
        Simulator::Run();
        return m_cube.CountWrong();
    }

    /** Has every server lose a share of the orders that come in, while routing works. */
    void Lose(double share)
    {
        for (uint32_t server = 0; share > 0 && server < m_cube.Size(); ++server)
        {
            const auto isLost = [this, share](FramePtr&, RoutingHeader&, uint8_t in) {
                return in != PortSet::MAX_PORTS && m_loss->GetValue(0, 1) < share
                           ? MultiHopRouting::Verdict::DROP
                           : MultiHopRouting::Verdict::FORWARD;
            };
            m_kept.push_back(
                m_cube.RoutingOn(server).AddInterceptor(nullptr, Deployment::ENDPOINT, 0, isLost));
        }
    }

    /** Those that know of earlier orders give the next, or all if all are told. */
    void Give(uint32_t server)
    {
        Deployment& giver = m_cube.On(server);
        if (m_orders > 0 && !m_tellsAll && !giver.GetOrder("deployed"))
        {
            return;
        }
        ++m_orders;
        if (Below(5) == 0)
        {
            giver.TakeDown("deployed");
            return;
        }
        try
        {
            giver.RollOut("deployed", 1 + Below(VERSIONS), DrawRegion(m_cube.GetTorus(), m_random));
        }
        catch (const std::invalid_argument&)
        {
            // It is the order that holds.
        }
    }

    void Brew()
    {
        const Time now = Simulator::Now();
        const auto links = ChooseShare(m_cube.Links(), Below(40) / 100.0, m_choice);
        const auto servers = ChooseShare(m_cube.Servers(), Below(30) / 100.0, m_choice);
        m_failures.Fail(links, now, MicroSeconds(Below(30)));
        m_failures.Fail(servers, now, MicroSeconds(Below(100)));
        if (Below(2))
        {
            m_failures.Repair(links, now + MicroSeconds(Below(2000)), MicroSeconds(Below(30)));
            m_failures.Repair(servers, now + MicroSeconds(Below(2000)), MicroSeconds(Below(100)));
        }
        const uint32_t orders = 1 + Below(6);
        for (uint32_t order = 0; order < orders; ++order)
        {
            Simulator::Schedule(MicroSeconds(Below(3000)),
                                [this, server = Below(m_cube.Size())] { Give(server); });
        }
    }

    std::mt19937 m_random;
    bool m_tellsAll;
    DeployedCube m_cube;
    Ptr<UniformRandomVariable> m_choice = CreateObject<UniformRandomVariable>();
    Ptr<UniformRandomVariable> m_loss = CreateObject<UniformRandomVariable>();
    FailureInjector m_failures;
    std::vector<Registration> m_kept;
    uint32_t m_orders{0};
};

void
RunStorms(uint32_t first, uint32_t last)
{
    uint64_t wrong = 0;
    uint64_t orders = 0;
    for (uint32_t seed = first; seed <= last; ++seed)
    {
        {
            RollOutStorm storm(seed);
            const uint64_t found = storm.Run();
            EXPECT_EQ(found, 0U) << "seed " << seed;
            wrong += found;
            orders += storm.GetOrders();
        }
        Simulator::Destroy();
    }
    std::cout << "measured: " << wrong << " servers that run what they should not, after " << orders
              << " orders in " << last - first + 1 << " random runs\n";
}

} // namespace

class RollOutTest : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }
};

TEST_F(RollOutTest, RegionsAreThoseOfAChecker)
{
    const Torus torus(5, 4, 3);
    const auto count = [&](const TorusRegion& region) {
        uint32_t servers = 0;
        for (uint32_t i = 0; i < torus.GetNServers(); ++i)
        {
            servers += region.Contains(torus, torus.GetCoordinate(i));
        }
        return servers;
    };
    EXPECT_EQ(count(TorusRegion::Whole(torus)), 60U);
    EXPECT_EQ(count(TorusRegion::Face(torus, PLUS_X)), 12U);
    EXPECT_TRUE(TorusRegion::Face(torus, PLUS_X).Contains(torus, {4, 1, 2}));
    EXPECT_TRUE(TorusRegion::Face(torus, MINUS_Y).Contains(torus, {3, 0, 2}));
    EXPECT_EQ(count(TorusRegion::Box({1, 1, 1}, {2, 3, 1})), 6U);
    EXPECT_EQ(count(TorusRegion::Box({4, 3, 0}, {1, 0, 0})), 3U * 2) << "round the ends";
    EXPECT_EQ(count(TorusRegion::Ball({2, 2, 2}, 1)), 7U);
    EXPECT_EQ(count(TorusRegion::Ball({2, 2, 2}, 0)), 1U);
    EXPECT_EQ(count(TorusRegion::Ball({0, 0, 0}, 99)), 60U);
    EXPECT_TRUE(TorusRegion::Whole(torus).Contains(torus, TorusRegion::Ball({0, 0, 0}, 9)));
    EXPECT_FALSE(TorusRegion::Box({0, 0, 0}, {3, 3, 2}).Contains(torus, TorusRegion::Whole(torus)));
    EXPECT_FALSE(TorusRegion::Box({0, 0, 0}, {5, 0, 0}).IsInside(torus));
    EXPECT_THROW(TorusRegion::Face(torus, N_TORUS_PORTS), std::invalid_argument);
}

TEST_F(RollOutTest, ServersOfTheRegionRunItAndNoOthers)
{
    DeployedCube cube(8, 8, 8, DeployedCube::MakeCatalogue(2, MilliSeconds(5)));
    const uint64_t before = cube.CountFrames();
    const Time given = Simulator::Now();
    const TorusRegion box = TorusRegion::Box({2, 2, 2}, {5, 5, 5});
    cube.On(0).RollOut("deployed", 1, box); // from outside
    Simulator::Stop(MilliSeconds(5) + MicroSeconds(60));
    Simulator::Run();
    EXPECT_EQ(cube.CountWrong(), 0U) << "5 ms of start-up and 60 us of way later";
    Simulator::Run();
    const DeploymentCounters sum = cube.Sum();
    EXPECT_EQ(sum.repeats + sum.abandoned, 0U);
    std::cout << "measured: 64 servers of 512 told with " << sum.facts << " orders and "
              << sum.answers << " answers, those of the beginning among them, and "
              << cube.CountFrames() - before << " frames on links since\n";
    cube.On(static_cast<uint32_t>(cube.Size() / 2)).TakeDown("deployed");
    Simulator::Run();
    EXPECT_EQ(cube.CountWrong(), 0U);
    EXPECT_EQ(cube.GetVersion(cube.GetTorus().GetServer({3, 3, 3})), 0U);
    EXPECT_GT(Simulator::Now(), given);
    const uint64_t frames = cube.CountFrames();
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    EXPECT_EQ(cube.CountFrames(), frames);
    std::cout << "measured: " << cube.CountFrames() - frames << " frames in 1 s of quiet\n";
}

TEST_F(RollOutTest, OneWhoDoesNotKnowEarlierOrdersIsHeard)
{
    DeployedCube cube(6, 6, 6, DeployedCube::MakeCatalogue(3, Time()));
    cube.On(0).RollOut("deployed", 1, TorusRegion::Ball({0, 0, 0}, 1));
    Simulator::Run();
    cube.On(1).RollOut("deployed", 2, TorusRegion::Ball({0, 0, 0}, 1));
    Simulator::Run();
    // Its first order for the name, where two have been before; and part of them are in its region.
    const uint32_t far = cube.GetTorus().GetServer({3, 3, 3});
    ASSERT_EQ(cube.On(far).GetOrder("deployed"), nullptr);
    cube.On(far).RollOut("deployed", 3, TorusRegion::Box({1, 0, 0}, {3, 0, 0}));
    Simulator::Run();
    EXPECT_EQ(cube.GetVersion(1), 3U);
    EXPECT_EQ(cube.GetVersion(0), 0U);
    EXPECT_EQ(cube.CountWrong(), 0U);
    cube.On(far).TakeDown("deployed");
    Simulator::Run();
    EXPECT_EQ(cube.GetVersion(1), 0U);
    EXPECT_EQ(cube.CountWrong(), 0U);
}

TEST_F(RollOutTest, WhatWasSummonedElsewhereHearsOfOrders)
{
    const auto catalogue = CreateObject<ServiceCatalogue>();
    catalogue->Add(DeployedService::MakeImage(1, MicroSeconds(10), nullptr, true));
    DeployedCube cube(6, 6, 6, catalogue);
    const TorusRegion near = TorusRegion::Ball({0, 0, 0}, 1);
    const uint32_t far = cube.GetTorus().GetServer({3, 3, 3});
    const auto ask = [&] {
        cube.RoutingOn(5).Send(cube.At(far), DEPLOYED, Create<Packet>(100));
        Simulator::Run();
        return cube.GetVersion(far);
    };
    EXPECT_EQ(ask(), 1U);
    catalogue->Add(DeployedService::MakeImage(2, MicroSeconds(10), nullptr, true));
    cube.On(0).RollOut("deployed", 2, near);
    Simulator::Run();
    EXPECT_EQ(cube.GetVersion(far), 0U) << "which ran an old version";
    EXPECT_EQ(cube.CountWrong(), 0U);
    EXPECT_EQ(ask(), 2U);
    cube.On(0).TakeDown("deployed");
    Simulator::Run();
    EXPECT_EQ(cube.GetVersion(far), 0U);
    EXPECT_EQ(cube.CountWrong(), 0U);
    EXPECT_EQ(ask(), 0U) << "it was taken down";
    EXPECT_EQ(cube.On(far).GetCounters().refused, 1U);
    cube.On(0).RollOut("deployed", 1, near);
    Simulator::Run();
    EXPECT_EQ(ask(), 2U) << "outside the region of the new order";
}

TEST_F(RollOutTest, WhoJoinsLaterIsTold)
{
    DeployedCube cube(4, 4, 4, DeployedCube::MakeCatalogue(2, MicroSeconds(100)));
    const TorusRegion all = TorusRegion::Whole(cube.GetTorus());
    FailureInjector failures;
    failures.Fail(cube.Servers().Get(5), Simulator::Now());
    Simulator::Run();
    cube.On(9).Withdraw();
    cube.On(0).RollOut("deployed", 1, all);
    Simulator::Stop(MilliSeconds(20)); // others still try to tell server 9
    Simulator::Run();
    EXPECT_EQ(cube.GetVersion(5), 0U);
    EXPECT_EQ(cube.GetVersion(9), 0U);
    cube.On(9).Deploy();
    failures.Repair(cube.Servers().Get(5), Simulator::Now());
    Simulator::Stop(MilliSeconds(5));
    Simulator::Run();
    EXPECT_EQ(cube.GetVersion(5), 1U);
    EXPECT_EQ(cube.GetVersion(9), 1U);
    Simulator::Run();
    EXPECT_EQ(cube.CountWrong(), 0U);
    cube.On(9).Withdraw(); // takes along what it has deployed
    EXPECT_EQ(cube.GetVersion(9), 0U);
    cube.On(9).Deploy();
    Simulator::Run();
    EXPECT_EQ(cube.CountWrong(), 0U) << "it has asked its neighbors, who thought that it knew";
}

TEST_F(RollOutTest, HoldsInStorms)
{
    RunStorms(1, 60);
}

TEST_F(RollOutTest, SlowHoldsIn1500Storms)
{
    RunStorms(61, 1560);
}
