/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A new version takes the place of an old one under load, and packets summon services that are not
// there; nothing is lost.

#include "deployed-cube.h"

#include "ns3/queued-service.h"
#include "ns3/uinteger.h"
#include "ns3/worked-service.h"

#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Passes frames on along a row of servers, hop by hop, and has a queue of them. */
class Relay : public QueuedService
{
  public:
    /** What all of them share. */
    struct Row
    {
        std::map<uint32_t, Relay*> relays;    //!< by server, those that are deployed
        std::map<uint32_t, uint32_t> arrived; //!< times that a frame came to the end, by its id
        std::map<uint16_t, uint64_t> passed;  //!< frames, by the version of the relay
        uint32_t end{0};                      //!< the server there
    };

    Relay(uint16_t version, Row& row)
        : QueuedService(DEPLOYED),
          m_version(version),
          m_row(row)
    {
    }

    void Push(uint32_t id)
    {
        const Ptr<Packet> packet = MakePacket(WorkedService::Request{id});
        packet->AddPaddingAtEnd(1000);
        Enqueue(PLUS_X, std::make_unique<Frame>(DEPLOYED, packet));
    }

    void Receive(FramePtr frame, uint8_t) override
    {
        if (GetRuntime().GetCoordinate().x == m_row.end)
        {
            ++m_row.arrived[ReadPacket<WorkedService::Request>(*frame->GetPayload())->id];
            return;
        }
        ++m_row.passed[m_version];
        Enqueue(PLUS_X, std::move(frame));
    }

  protected:
    void Placed() override
    {
        m_row.relays[GetRuntime().GetCoordinate().x] = this;
    }

    void Withdrawing() override
    {
        m_row.relays.erase(GetRuntime().GetCoordinate().x);
        QueuedService::Withdrawing();
    }

  private:
    uint16_t m_version;
    Row& m_row;
};

} // namespace

class UpgradeTest : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }
};

TEST_F(UpgradeTest, LosesNoFrameOfARowOfRelays)
{
    Relay::Row row;
    row.end = 7;
    const auto catalogue = CreateObject<ServiceCatalogue>();
    for (uint16_t version = 1; version <= 4; ++version)
    {
        catalogue->Add({"relay",
                        version,
                        [version, &row]() -> Ptr<Service> {
                            const auto relay = CompleteConstruct(new Relay(version, row));
                            relay->SetAttribute("QueueLimit", UintegerValue(100000));
                            return relay;
                        },
                        MilliSeconds(1),
                        {}});
    }
    DeployedCube cube(8, 2, 1, catalogue);
    const TorusRegion line = TorusRegion::Box({0, 0, 0}, {7, 0, 0});
    cube.On(0).RollOut("relay", 1, line);
    Simulator::Run();
    ASSERT_EQ(row.relays.size(), 8U);

    // 95 % of what a link carries, in bursts, from two servers that share the way from the second.
    constexpr uint32_t FRAMES = 30000;
    constexpr uint32_t BURST = 20;
    for (uint32_t id = 0; id < FRAMES; ++id)
    {
        const int64_t ns = int64_t{id / BURST / 2} * 2 * BURST * 8880;
        const uint32_t from = id / BURST % 2 * 3;
        Simulator::Schedule(NanoSeconds(ns), [&row, id, from] { row.relays.at(from)->Push(id); });
    }
    for (uint16_t version = 2; version <= 4; ++version)
    {
        Simulator::Schedule(MilliSeconds(50) * (version - 1) + MicroSeconds(31),
                            [&cube, line, version] { cube.On(3).RollOut("relay", version, line); });
    }
    Simulator::Run();
    uint32_t twice = 0;
    for (const auto& [id, times] : row.arrived)
    {
        twice += times > 1;
    }
    const DeploymentCounters sum = cube.Sum();
    EXPECT_EQ(row.arrived.size(), FRAMES);
    EXPECT_EQ(twice, 0U);
    EXPECT_EQ(sum.cutShort, 0U);
    EXPECT_EQ(sum.refused, 0U);
    for (uint16_t version = 1; version <= 4; ++version)
    {
        EXPECT_GT(row.passed[version], 0U) << version;
    }
    std::cout << "measured: " << FRAMES - row.arrived.size() << " of " << FRAMES
              << " frames lost over 7 hops at 95 % load and 3 upgrades; " << sum.held
              << " had to wait\n";
}

TEST_F(UpgradeTest, LosesNoRequest)
{
    std::vector<uint32_t> served;
    std::map<uint16_t, uint64_t> by;
    const auto catalogue = CreateObject<ServiceCatalogue>();
    for (uint16_t version = 1; version <= 3; ++version)
    {
        catalogue->Add({"worked",
                        version,
                        [&, version]() -> Ptr<Service> {
                            return CompleteConstruct(
                                new WorkedService(DEPLOYED,
                                                  version,
                                                  MicroSeconds(50),
                                                  [&](const WorkedService& service, uint32_t id) {
                                                      ++served[id];
                                                      ++by[service.GetVersion()];
                                                  }));
                        },
                        MilliSeconds(version == 2 ? 3 : 0),
                        {DEPLOYED}});
    }
    DeployedCube cube(4, 4, 4, catalogue, [](auto& helper) {
        helper.SetAttribute("HoldLimit", UintegerValue(1000));
    });
    const TorusRegion box = TorusRegion::Box({0, 0, 0}, {1, 3, 3});
    cube.On(9).RollOut("worked", 1, box);
    Simulator::Run();
    std::mt19937 random(1);
    constexpr uint32_t REQUESTS = 20000;
    served.resize(REQUESTS);
    for (uint32_t id = 0; id < REQUESTS; ++id)
    {
        const TorusCoordinate to{static_cast<uint8_t>(random() % 2),
                                 static_cast<uint8_t>(random() % 4),
                                 static_cast<uint8_t>(random() % 4)};
        Simulator::Schedule(MicroSeconds(id), [&cube, id, to, from = random() % 64] {
            cube.RoutingOn(from).Send(to, DEPLOYED, MakePacket(WorkedService::Request{id}));
        });
    }
    for (uint16_t version : {2, 3, 1}) // the old one is deployed again
    {
        Simulator::Schedule(MilliSeconds(version == 2   ? 2
                                         : version == 3 ? 8
                                                        : 14),
                            [&, version] { cube.On(5).RollOut("worked", version, box); });
    }
    Simulator::Run();
    uint32_t lost = 0;
    for (uint32_t times : served)
    {
        lost += times == 0;
        EXPECT_LE(times, 1U);
    }
    EXPECT_EQ(lost, 0U);
    EXPECT_EQ(cube.Sum().cutShort, 0U);
    EXPECT_EQ(by.size(), 3U);
    std::cout << "measured: " << lost << " of " << REQUESTS << " requests lost in 3 upgrades of 32 "
              << "servers, served by versions 1, 2, 3: " << by[1] << ", " << by[2] << ", " << by[3]
              << "; " << cube.Sum().held << " had to wait\n";
}

TEST_F(UpgradeTest, VersionThatDoesNotWorkLeavesTheOldOne)
{
    std::map<uint16_t, uint32_t> got;
    const auto receiver = [&](const DeployedService& service, const Packet&) {
        ++got[service.version];
    };
    const auto catalogue = CreateObject<ServiceCatalogue>();
    catalogue->Add(DeployedService::MakeImage(1, MicroSeconds(10), receiver));
    catalogue->Add(DeployedService::MakeImage(2, MicroSeconds(10), receiver, false, true));
    DeployedCube cube(3, 3, 3, catalogue);
    const TorusRegion all = TorusRegion::Whole(cube.GetTorus());
    cube.On(0).RollOut("deployed", 1, all);
    Simulator::Run();
    cube.On(0).RollOut("deployed", 2, all);
    for (uint32_t i = 0; i < 100; ++i)
    {
        Simulator::Schedule(MicroSeconds(i), [&cube, i] {
            cube.RoutingOn(i % 27).Send(cube.At(13), DEPLOYED, Create<Packet>(100));
        });
    }
    Simulator::Run();
    EXPECT_EQ(cube.GetVersion(13), 1U);
    EXPECT_EQ(got[1], 100U);
    EXPECT_EQ(got[2], 0U);
    EXPECT_EQ(cube.Sum().failed, 27U);
}

TEST_F(UpgradeTest, WhoHoldsForeverIsWithdrawnInTheEnd)
{
    const auto catalogue = CreateObject<ServiceCatalogue>();
    for (uint16_t version : {1, 2})
    {
        catalogue->Add({"slow",
                        version,
                        [version]() -> Ptr<Service> {
                            return CompleteConstruct(
                                new WorkedService(DEPLOYED,
                                                  version,
                                                  Seconds(1),
                                                  [](const WorkedService&, uint32_t) {}));
                        },
                        Time(),
                        {DEPLOYED}});
    }
    DeployedCube cube(2, 2, 1, catalogue);
    const TorusRegion all = TorusRegion::Whole(cube.GetTorus());
    cube.On(0).RollOut("slow", 1, all);
    Simulator::Run();
    cube.RoutingOn(0).Send(cube.At(1), DEPLOYED, MakePacket(WorkedService::Request{1}));
    Simulator::Stop(MilliSeconds(1));
    Simulator::Run();
    cube.On(0).RollOut("slow", 2, all);
    Simulator::Stop(MilliSeconds(9));
    Simulator::Run();
    EXPECT_EQ(cube.On(1).GetVersion("slow"), 1U);
    EXPECT_EQ(cube.On(0).GetVersion("slow"), 2U);
    Simulator::Stop(MilliSeconds(2));
    Simulator::Run();
    EXPECT_EQ(cube.On(1).GetVersion("slow"), 2U);
    EXPECT_EQ(cube.Sum().cutShort, 1U);
}

TEST_F(UpgradeTest, PacketsSummonAServiceAndWaitForIt)
{
    constexpr int64_t START_UP_US = 20000;
    std::vector<Time> at;
    const auto catalogue = CreateObject<ServiceCatalogue>();
    catalogue->Add(DeployedService::MakeImage(
        1,
        MicroSeconds(START_UP_US),
        [&](const DeployedService&, const Packet&) { at.push_back(Simulator::Now()); },
        true));
    DeployedCube cube(8, 8, 8, catalogue);
    const uint32_t from = 0;
    for (uint32_t hops = 0; hops <= 3; ++hops)
    {
        VisitRing(cube.GetTorus(), cube.At(from), hops, [&](const TorusCoordinate& to) {
            double us[2];
            for (double& each : us)
            {
                at.clear();
                const Time sent = Simulator::Now();
                cube.RoutingOn(from).Send(to, DEPLOYED, Create<Packet>(100));
                Simulator::Run();
                ASSERT_EQ(at.size(), 1U);
                each = (at[0] - sent).ToDouble(Time::US);
            }
            EXPECT_NEAR(us[0], us[1] + START_UP_US, 0.001) << "from " << hops << " hops";
            if (hops == 3 && to == TorusCoordinate{1, 1, 1})
            {
                std::cout << "measured: first packet over 3 hops served after us: " << us[0]
                          << ", the next one after " << us[1] << ", start-up " << START_UP_US
                          << "\n";
            }
        });
    }
    EXPECT_EQ(cube.Sum().summoned, 63U + 0U) << "servers within 3 hops";
    EXPECT_EQ(cube.Sum().refused, 0U);
}

TEST_F(UpgradeTest, NoMoreWaitThanMayAndNeighborsSummonByFrames)
{
    uint32_t got = 0;
    const auto catalogue = CreateObject<ServiceCatalogue>();
    catalogue->Add(DeployedService::MakeImage(
        1,
        MilliSeconds(1),
        [&](const DeployedService&, const Packet&) { ++got; },
        true));
    DeployedCube cube(4, 1, 1, catalogue, [](auto& helper) {
        helper.SetAttribute("HoldLimit", UintegerValue(10));
    });
    for (uint32_t i = 0; i < 25; ++i)
    {
        cube.RoutingOn(0).Send(cube.At(2), DEPLOYED, Create<Packet>(100));
    }
    Simulator::Run();
    EXPECT_EQ(got, 10U);
    EXPECT_EQ(cube.On(2).GetCounters().held, 10U);
    EXPECT_EQ(cube.On(2).GetCounters().refused, 15U);
    EXPECT_EQ(cube.RoutingOn(2).GetCounters().dropped[MultiHopRouting::UNKNOWN_ENDPOINT], 15U);

    got = 0;
    const auto sender = CompleteConstruct(new DeployedService(1));
    cube.Servers().Get(0)->AddApplication(sender);
    Simulator::Run();
    auto frame = std::make_unique<Frame>(DEPLOYED, Create<Packet>(100));
    sender->GetRuntime().Send(PeekPointer(sender), PLUS_X, frame);
    Simulator::Run();
    EXPECT_EQ(got, 1U);
    EXPECT_EQ(cube.GetVersion(1), 1U);
}
