/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What users of Deployment may get wrong, and what may come from the wire: each ends in a sentence
// or is counted.

#include "deployed-cube.h"
#include "misuse.h"

#include "ns3/service-helper.h"

#include <iostream>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

const TorusRegion ROW = TorusRegion::Box({0, 0, 0}, {2, 0, 0});

/** What a misuse may use: a small cube, and a service of two versions. */
struct Scene
{
    Ptr<ServiceCatalogue> catalogue = DeployedCube::MakeCatalogue(2, MicroSeconds(10));
    DeployedCube cube{3, 3, 1, catalogue};

    ~Scene()
    {
        EXPECT_EQ(cube.CountWrong(), 0U);
        Simulator::Destroy();
    }

    Deployment& At(uint32_t server) const
    {
        return cube.On(server);
    }

    /** Has a packet come from server 0 to the Deployment of server 1. */
    void Receive(Ptr<Packet> packet) const
    {
        cube.RoutingOn(0).Send(cube.At(1), Deployment::ENDPOINT, std::move(packet));
        Simulator::Run();
    }

    /** The same, and expects it to be counted and to change nothing. */
    void ExpectRefused(const DeploymentOrder& order, uint64_t DeploymentCounters::*counter) const
    {
        const uint64_t before = At(1).GetCounters().*counter;
        Receive(order.ToPacket(DeploymentOrder::FACT));
        EXPECT_EQ(At(1).GetCounters().*counter, before + 1);
        EXPECT_EQ(At(1).GetOrder(order.name), nullptr);
    }

    static DeploymentOrder MakeOrder(const std::string& name = "deployed", uint16_t version = 1)
    {
        return {name, version, ROW, ROW, 5, {0, 0, 0}};
    }

    void Add(const ServiceImage& image) const
    {
        catalogue->Add(image);
    }

    static ServiceImage MakeImage(const std::string& name, uint16_t number, uint16_t endpoint)
    {
        return {name,
                1,
                [number]() -> Ptr<Service> { return CompleteConstruct(new WorkedNothing(number)); },
                Time(),
                {endpoint}};
    }

    /** A service that does nothing. */
    struct WorkedNothing : public Service
    {
        explicit WorkedNothing(uint16_t number)
            : Service(number)
        {
        }
    };
};

} // namespace

class DeploymentMisuseTest : public testing::TestWithParam<Misuse<Scene>>
{
};

TEST_P(DeploymentMisuseTest, EndsInASentenceOrIsCounted)
{
    GetParam().Try();
}

INSTANTIATE_TEST_SUITE_P(
    Orders,
    DeploymentMisuseTest,
    testing::Values(
        Misuse<Scene>{"an unknown service",
                      "there is no version 1 of service \"nobody\"",
                      [](auto& scene) { scene.At(0).RollOut("nobody", 1, ROW); }},
        Misuse<Scene>{"an unknown version",
                      "there is no version 3 of service \"deployed\"",
                      [](auto& scene) { scene.At(0).RollOut("deployed", 3, ROW); }},
        Misuse<Scene>{"version 0",
                      "there is no version 0",
                      [](auto& scene) { scene.At(0).RollOut("deployed", 0, ROW); }},
        Misuse<Scene>{"a box outside the cube",
                      "a torus of 3x3x1 has no box (0,0,0) to (3,0,0)",
                      [](auto& scene) {
                          scene.At(0).RollOut("deployed", 1, TorusRegion::Box({}, {3, 0, 0}));
                      }},
        Misuse<Scene>{"a ball outside the cube",
                      "has no ball of 1 hops round (0,0,9)",
                      [](auto& scene) {
                          scene.At(0).RollOut("deployed", 1, TorusRegion::Ball({0, 0, 9}, 1));
                      }},
        Misuse<Scene>{"the same order twice",
                      "has been rolled out in the box (0,0,0) to (2,0,0) already",
                      [](auto& scene) {
                          scene.At(0).RollOut("deployed", 1, ROW);
                          Simulator::Run();
                          scene.At(1).RollOut("deployed", 1, ROW);
                      }},
        Misuse<Scene>{"a service taken down that nobody knows",
                      "there is no service \"nobody\" in the catalogue",
                      [](auto& scene) { scene.At(0).TakeDown("nobody"); }},
        Misuse<Scene>{"a service taken down that does not run, twice",
                      nullptr,
                      [](auto& scene) {
                          scene.At(0).TakeDown("deployed");
                          scene.At(1).TakeDown("deployed");
                      }},
        Misuse<Scene>{"an order after withdrawal",
                      "not deployed on this server",
                      [](auto& scene) {
                          scene.At(0).Withdraw();
                          scene.At(0).RollOut("deployed", 1, ROW);
                      }},
        Misuse<Scene>{"an order without routing",
                      "not deployed on this server",
                      [](auto& scene) {
                          scene.cube.RoutingOn(0).Withdraw();
                          scene.At(0).RollOut("deployed", 1, ROW);
                      }},
        Misuse<Scene>{"no catalogue",
                      "Deployment has no services to deploy",
                      [](auto& scene) {
                          scene.At(0).Withdraw();
                          const auto without = CreateObject<Deployment>();
                          without->SetNode(scene.cube.Servers().Get(0));
                          without->Deploy();
                      }},
        Misuse<Scene>{"another catalogue while it is deployed",
                      "was given another catalogue while it is deployed",
                      [](auto& scene) {
                          scene.At(0).RollOut("deployed", 1, ROW);
                          Simulator::Run();
                          scene.At(0).SetAttribute(
                              "Catalogue",
                              PointerValue(DeployedCube::MakeCatalogue(1, Time())));
                      }},
        Misuse<Scene>{"withdrawal by who is told that a service is summoned",
                      nullptr,
                      [](auto& scene) {
                          ServiceImage image = Scene::MakeImage("summoned", 77, 77);
                          image.isOnDemand = true;
                          scene.Add(image);
                          Deployment& deployment = scene.At(1);
                          deployment.TraceConnectWithoutContext(
                              "Summoned",
                              Callback<void, const std::string&, uint16_t>(
                                  [&deployment](const std::string&, uint16_t) {
                                      deployment.Withdraw();
                                  }));
                          scene.cube.RoutingOn(0).Send({1, 0, 0}, 77, Create<Packet>(9));
                          Simulator::Run();
                          EXPECT_FALSE(deployment.IsDeployed());
                          EXPECT_EQ(deployment.GetVersion("summoned"), 0U);
                      }},
        Misuse<Scene>{"a packet for a service that cannot be summoned", nullptr, [](auto& scene) {
                          scene.cube.RoutingOn(0).Send({1, 0, 0}, DEPLOYED, Create<Packet>(9));
                          scene.cube.RoutingOn(0).Send({1, 0, 0}, 999, Create<Packet>(9));
                          Simulator::Run();
                          EXPECT_EQ(scene.At(1).GetCounters().refused, 1U) << "999 is nobody's";
                          EXPECT_EQ(scene.cube.RoutingOn(1)
                                        .GetCounters()
                                        .dropped[MultiHopRouting::UNKNOWN_ENDPOINT],
                                    2U);
                      }}));

INSTANTIATE_TEST_SUITE_P(
    Hooks,
    DeploymentMisuseTest,
    testing::Values(
        Misuse<Scene>{"two who take packets of unknown endpoints",
                      "a taker of packets to unknown endpoints",
                      [](auto& scene) {
                          scene.cube.RoutingOn(0)
                              .OnUnknownEndpoint(nullptr, [](auto&, const auto&) { return false; })
                              .Cancel();
                      }},
        Misuse<Scene>{"no function that takes frames of unknown services",
                      "no function was given",
                      [](auto& scene) {
                          scene.At(0).GetRuntime().OnUnknownService(nullptr, nullptr).Cancel();
                      }},
        Misuse<Scene>{"a service suspended that is not there",
                      "is not deployed on this server",
                      [](auto& scene) { scene.At(0).GetRuntime().Suspend(&scene.At(1)); }},
        Misuse<Scene>{"no packet delivered again",
                      "no frame was given",
                      [](auto& scene) { scene.cube.RoutingOn(0).Redeliver(nullptr); }},
        Misuse<Scene>{
            "a packet delivered again that was never routed",
            nullptr,
            [](auto& scene) {
                scene.cube.RoutingOn(0).Redeliver(std::make_unique<Frame>(1, Create<Packet>(3)));
                EXPECT_EQ(scene.cube.RoutingOn(0).GetCounters().dropped[MultiHopRouting::MALFORMED],
                          1U);
            }},
        Misuse<Scene>{"an endpoint released that nobody has", nullptr, [](auto& scene) {
                          scene.cube.RoutingOn(0).ReleaseEndpoint(999);
                      }}));

INSTANTIATE_TEST_SUITE_P(
    Catalogue,
    DeploymentMisuseTest,
    testing::Values(
        Misuse<Scene>{"no name",
                      "give it a name of 1 to 64 bytes",
                      [](auto& scene) { scene.Add(Scene::MakeImage("", 7, 7)); }},
        Misuse<Scene>{"a long name",
                      "give it a name of 1 to 64 bytes",
                      [](auto& scene) { scene.Add(Scene::MakeImage(std::string(65, 'x'), 7, 7)); }},
        Misuse<Scene>{"a version twice",
                      "is in the catalogue already",
                      [](auto& scene) { scene.Add(DeployedService::MakeImage(2, Time())); }},
        Misuse<Scene>{"version zero",
                      "number versions from 1",
                      [](auto& scene) { scene.Add(DeployedService::MakeImage(0, Time())); }},
        Misuse<Scene>{"nothing that makes it",
                      "needs a function that makes a service with an id",
                      [](auto& scene) {
                          scene.Add({"x", 1, nullptr, Time()});
                      }},
        Misuse<Scene>{"something that makes nothing",
                      "needs a function that makes a service with an id",
                      [](auto& scene) {
                          scene.Add({"x", 1, []() -> Ptr<Service> { return nullptr; }, Time()});
                      }},
        Misuse<Scene>{"id 0",
                      "needs a function that makes a service with an id",
                      [](auto& scene) { scene.Add(Scene::MakeImage("x", 0, 7)); }},
        Misuse<Scene>{
            "a start-up time below 0",
            "less than no time",
            [](auto& scene) { scene.Add(DeployedService::MakeImage(3, MicroSeconds(-1))); }},
        Misuse<Scene>{"a start-up time beyond what time can tell",
                      "takes more than an hour to start",
                      [](auto& scene) { scene.Add(DeployedService::MakeImage(3, Time::Max())); }},
        Misuse<Scene>{"the id of another",
                      "has id 4711 of another one",
                      [](auto& scene) { scene.Add(Scene::MakeImage("x", DEPLOYED, 7)); }},
        Misuse<Scene>{"the endpoint of another",
                      "has endpoint 4711 of another one",
                      [](auto& scene) { scene.Add(Scene::MakeImage("x", 7, DEPLOYED)); }},
        Misuse<Scene>{"another id than other versions", "give it the same", [](auto& scene) {
                          ServiceImage image = Scene::MakeImage("deployed", 7, 7);
                          image.version = 9;
                          scene.Add(image);
                      }}));

INSTANTIATE_TEST_SUITE_P(
    Wire,
    DeploymentMisuseTest,
    testing::Values(
        Misuse<Scene>{"an order of a service that never existed",
                      nullptr,
                      [](auto& scene) {
                          scene.ExpectRefused(Scene::MakeOrder("nobody"),
                                              &DeploymentCounters::unknown);
                      }},
        Misuse<Scene>{"an order of a version that never existed",
                      nullptr,
                      [](auto& scene) {
                          scene.ExpectRefused(Scene::MakeOrder("deployed", 9),
                                              &DeploymentCounters::unknown);
                      }},
        Misuse<Scene>{"a region outside the cube",
                      nullptr,
                      [](auto& scene) {
                          DeploymentOrder order = Scene::MakeOrder();
                          order.region = TorusRegion::Box({}, {0, 0, 1});
                          scene.ExpectRefused(order, &DeploymentCounters::malformed);
                      }},
        Misuse<Scene>{"a scope outside the cube",
                      nullptr,
                      [](auto& scene) {
                          DeploymentOrder order = Scene::MakeOrder();
                          order.scope = TorusRegion::Ball({9, 0, 0}, 1);
                          scene.ExpectRefused(order, &DeploymentCounters::malformed);
                      }},
        Misuse<Scene>{"a giver outside the cube",
                      nullptr,
                      [](auto& scene) {
                          DeploymentOrder order = Scene::MakeOrder();
                          order.origin = {0, 7, 0};
                          scene.ExpectRefused(order, &DeploymentCounters::malformed);
                      }},
        Misuse<Scene>{"a serial beyond all",
                      nullptr,
                      [](auto& scene) {
                          DeploymentOrder order = Scene::MakeOrder();
                          order.serial = UINT64_MAX;
                          scene.ExpectRefused(order, &DeploymentCounters::malformed);
                      }},
        Misuse<Scene>{"an order cut short anywhere",
                      nullptr,
                      [](auto& scene) {
                          const Ptr<Packet> whole =
                              Scene::MakeOrder().ToPacket(DeploymentOrder::FACT);
                          for (uint32_t bytes = 0; bytes < whole->GetSize(); ++bytes)
                          {
                              scene.Receive(whole->CreateFragment(0, bytes));
                          }
                          EXPECT_EQ(scene.At(1).GetCounters().malformed, whole->GetSize());
                          EXPECT_EQ(scene.At(1).GetOrder("deployed"), nullptr);
                      }},
        Misuse<Scene>{"an order with more behind it",
                      nullptr,
                      [](auto& scene) {
                          Ptr<Packet> packet = Scene::MakeOrder().ToPacket(DeploymentOrder::FACT);
                          packet->AddPaddingAtEnd(1);
                          scene.Receive(packet);
                          EXPECT_EQ(scene.At(1).GetCounters().malformed, 1U);
                      }},
        Misuse<Scene>{"a confirmation of nothing",
                      nullptr,
                      [](auto& scene) {
                          scene.Receive(Scene::MakeOrder().ToPacket(DeploymentOrder::ANSWER));
                          EXPECT_EQ(scene.At(1).GetOrder("deployed"), nullptr);
                      }},
        Misuse<Scene>{"orders doubled and in the wrong order",
                      nullptr,
                      [](auto& scene) {
                          DeploymentOrder order = Scene::MakeOrder();
                          for (uint64_t serial : {7, 5, 7, 6, 5, 7})
                          {
                              order.serial = serial;
                              order.value = serial == 7 ? 2 : 1;
                              scene.Receive(order.ToPacket(DeploymentOrder::FACT));
                          }
                          EXPECT_EQ(scene.At(1).GetOrder("deployed")->serial, 7U);
                          EXPECT_EQ(scene.cube.GetVersion(1), 2U);
                      }},
        Misuse<Scene>{"an order given again, and then a newer one of its giver",
                      nullptr,
                      [](auto& scene) {
                          DeploymentOrder order = Scene::MakeOrder();
                          scene.Receive(order.ToPacket(DeploymentOrder::FACT));
                          order.region = TorusRegion::Box({1, 0, 0}, {1, 0, 0});
                          order.scope = order.region; // not all whom the last one concerned
                          order.serial = 7;
                          scene.Receive(order.ToPacket(DeploymentOrder::FACT));
                          EXPECT_EQ(scene.At(1).GetOrder("deployed")->serial, 8U);
                          EXPECT_EQ(scene.At(1).GetOrder("deployed")->origin, scene.cube.At(1));
                          order.value = 2;
                          order.scope = TorusRegion::Whole(scene.cube.GetTorus());
                          order.serial = 10;
                          scene.Receive(order.ToPacket(DeploymentOrder::FACT));
                          EXPECT_EQ(scene.cube.GetVersion(1), 2U);
                      }},
        Misuse<Scene>{"bytes at random", nullptr, [](auto& scene) {
                          std::mt19937 random(1);
                          const Ptr<Packet> whole =
                              Scene::MakeOrder().ToPacket(DeploymentOrder::FACT);
                          std::vector<uint8_t> bytes(whole->GetSize());
                          for (uint32_t i = 0; i < 20000; ++i)
                          {
                              // Some all at random, some an order with one byte changed.
                              whole->CopyData(bytes.data(), whole->GetSize());
                              const bool isChanged = i % 2 == 0;
                              for (uint8_t& byte : bytes)
                              {
                                  byte = isChanged ? byte : static_cast<uint8_t>(random());
                              }
                              bytes[random() % bytes.size()] = static_cast<uint8_t>(random());
                              const uint32_t size =
                                  isChanged ? whole->GetSize() : random() % whole->GetSize();
                              scene.cube.RoutingOn(0).Send({1, 0, 0},
                                                           Deployment::ENDPOINT,
                                                           Create<Packet>(bytes.data(), size));
                              if (i % 10 == 0)
                              {
                                  Simulator::Run();
                              }
                          }
                          Simulator::Run();
                          const DeploymentCounters& counters = scene.At(1).GetCounters();
                          std::cout << "measured: of 20000 packets of random or changed bytes "
                                    << counters.malformed << " malformed and " << counters.unknown
                                    << " of unknown services refused\n";
                          EXPECT_GT(counters.malformed, 10000U);
                      }}));
