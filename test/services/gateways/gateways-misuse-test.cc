/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What users of Gateways may get wrong, what may come from outside or over the wire, and what
// fails: each ends in a sentence, or is counted.

#include "live-cube.h"
#include "misuse.h"

#include "ns3/connection-crowd.h"
#include "ns3/flood-counters.h"
#include "ns3/gateways.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4-routing-table-entry.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/numbered-fact.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/runtime.h"
#include "ns3/service-helper.h"
#include "ns3/string.h"
#include "ns3/tcp-header.h"

#include <iostream>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

const Ipv4Address ADDRESS("203.0.113.80");

/** A small cube with a gateway at server 0, a client behind it, and servers 1 to 4. */
struct Scene
{
    LiveCube cube{3, 3, 1, DistanceVectorHelper(), [](const NodeContainer& servers) {
                      InternetStackHelper stack;
                      stack.SetIpv6StackInstall(false);
                      stack.Install(servers);
                      ServiceHelper<Gateways>().Install(servers);
                  }};
    NodeContainer outside{1};
    NetDeviceContainer ends;   // of the line to server 0
    NetDeviceContainer others; // and of one to server 8
    ConnectionCrowd crowd{ADDRESS, 80, 3, MilliSeconds(1)};

    Scene()
    {
        InternetStackHelper().Install(outside);
        PointToPointHelper line;
        line.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
        ends = line.Install(outside.Get(0), cube.Servers().Get(0));
        others = line.Install(outside.Get(0), cube.Servers().Get(8));
        Ipv4AddressHelper addresses("192.168.0.0", "255.255.255.0");
        addresses.Assign(NetDeviceContainer(ends.Get(0)));
        addresses.NewNetwork();
        addresses.Assign(NetDeviceContainer(others.Get(0)));
        Ipv4StaticRoutingHelper()
            .GetStaticRouting(outside.Get(0)->GetObject<Ipv4>())
            ->AddHostRouteTo(ADDRESS, 1);
        At(0).Open(ends.Get(1));
        for (uint32_t server = 1; server <= 4; ++server)
        {
            At(server).Serve(ADDRESS);
            crowd.Serve(cube.Servers().Get(server));
        }
        RunFor(MilliSeconds(1));
    }

    ~Scene()
    {
        Simulator::Destroy();
    }

    static void RunFor(Time time)
    {
        Simulator::Stop(time);
        Simulator::Run();
    }

    Gateways& At(uint32_t server) const
    {
        return *ServiceHelper<Gateways>::Get(cube.Servers().Get(server));
    }

    Gateways::Counters Sum() const
    {
        Gateways::Counters sum;
        for (uint32_t server = 0; server < cube.Size(); ++server)
        {
            sum += At(server).GetCounters();
        }
        return sum;
    }

    void Connect(uint32_t connections)
    {
        for (uint32_t i = 0; i < connections; ++i)
        {
            crowd.Connect(outside.Get(0));
        }
    }

    void ExpectAllServed(uint32_t connections)
    {
        Connect(connections);
        RunFor(MilliSeconds(100));
        EXPECT_EQ(crowd.GetCounts().finished, connections);
        EXPECT_EQ(crowd.GetCounts().broken, 0U);
    }

    static Ptr<Packet> MakeSegment(uint8_t flags, uint32_t bytes = 10)
    {
        Ptr<Packet> packet = Create<Packet>(bytes);
        TcpHeader tcp;
        tcp.SetSourcePort(1000);
        tcp.SetDestinationPort(80);
        tcp.SetFlags(flags);
        packet->AddHeader(tcp);
        Ipv4Header ip;
        ip.SetSource(Ipv4Address("192.168.0.1"));
        ip.SetDestination(ADDRESS);
        ip.SetProtocol(6);
        ip.SetTtl(64);
        ip.SetPayloadSize(static_cast<uint16_t>(packet->GetSize()));
        packet->AddHeader(ip);
        return packet;
    }

    /** Has bytes come from outside to the gateway. */
    void Enter(const Ptr<Packet>& packet) const
    {
        ends.Get(0)->Send(packet, ends.Get(0)->GetBroadcast(), 0x0800);
        RunFor(MilliSeconds(1));
    }
};

} // namespace

class GatewaysMisuseTest : public testing::TestWithParam<Misuse<Scene>>
{
};

TEST_P(GatewaysMisuseTest, EndsInASentenceOrIsCounted)
{
    GetParam().Try();
}

INSTANTIATE_TEST_SUITE_P(
    Calls,
    GatewaysMisuseTest,
    testing::Values(Misuse<Scene>{"no device",
                                  "needs a device of its own server",
                                  [](auto& scene) { scene.At(1).Open(nullptr); }},
                    Misuse<Scene>{"the device of another",
                                  "needs a device of its own server",
                                  [](auto& scene) { scene.At(1).Open(scene.ends.Get(0)); }},
                    Misuse<Scene>{"a device with an address",
                                  "has an IP address",
                                  [](auto& scene) {
                                      const Ptr<Node> server = scene.cube.Servers().Get(1);
                                      scene.At(1).Open(
                                          server->GetDevice(server->GetNDevices() - 1));
                                  }},
                    Misuse<Scene>{"a gateway opened twice",
                                  "is a gateway already",
                                  [](auto& scene) { scene.At(0).Open(scene.ends.Get(1)); }},
                    Misuse<Scene>{"a gateway closed that is none",
                                  "is no gateway",
                                  [](auto& scene) { scene.At(1).Close(); }},
                    Misuse<Scene>{"an address that no host has",
                                  "224.0.0.1 can be no virtual address",
                                  [](auto& scene) { scene.At(1).Serve(Ipv4Address("224.0.0.1")); }},
                    Misuse<Scene>{"no address",
                                  "0.0.0.0 can be no virtual address",
                                  [](auto& scene) { scene.At(1).Serve(Ipv4Address::GetAny()); }},
                    Misuse<Scene>{"an address served twice",
                                  "serves 203.0.113.80 already",
                                  [](auto& scene) { scene.At(1).Serve(ADDRESS); }},
                    Misuse<Scene>{"an address left that is not served",
                                  "does not serve 203.0.113.80",
                                  [](auto& scene) { scene.At(7).Leave(ADDRESS); }},
                    Misuse<Scene>{"a gateway without the service",
                                  "not deployed on this server",
                                  [](auto& scene) {
                                      scene.At(7).Withdraw();
                                      scene.At(7).Serve(ADDRESS);
                                  }},
                    Misuse<Scene>{"what works", nullptr, [](auto& scene) {
                                      scene.ExpectAllServed(50);
                                      EXPECT_EQ(scene.Sum().accepted, 50U);
                                      EXPECT_EQ(scene.Sum().passedOn, 0U);
                                  }}));

INSTANTIATE_TEST_SUITE_P(
    Changes,
    GatewaysMisuseTest,
    testing::Values(
        Misuse<Scene>{"all servers leave but one",
                      nullptr,
                      [](auto& scene) {
                          scene.Connect(50);
                          for (uint32_t server = 1; server < 4; ++server)
                          {
                              Simulator::Schedule(MicroSeconds(700 * server), [&scene, server] {
                                  scene.At(server).Leave(ADDRESS);
                              });
                          }
                          Scene::RunFor(MilliSeconds(50));
                          EXPECT_EQ(scene.crowd.GetCounts().finished, 50U);
                          scene.Connect(20);
                          Scene::RunFor(MilliSeconds(50));
                          EXPECT_EQ(scene.crowd.GetCounts().finished, 70U);
                          EXPECT_GE(scene.At(4).GetCounters().accepted, 20U);
                          EXPECT_GT(scene.Sum().passedOn, 0U);
                      }},
        Misuse<Scene>{"a server fails",
                      nullptr,
                      [](auto& scene) {
                          FailureInjector failures;
                          scene.Connect(40);
                          failures.Fail(scene.cube.Servers().Get(2),
                                        Simulator::Now() + MicroSeconds(500));
                          Scene::RunFor(MilliSeconds(100));
                          const uint64_t lost = scene.At(2).GetCounters().accepted;
                          EXPECT_EQ(scene.crowd.GetCounts().finished, 40 - lost)
                              << "all but those that it had";
                          scene.Connect(40);
                          Scene::RunFor(MilliSeconds(100));
                          EXPECT_EQ(scene.crowd.GetCounts().finished, 80 - lost);
                      }},
        Misuse<Scene>{"the gateway fails over",
                      nullptr,
                      [](auto& scene) {
                          scene.At(8).Open(scene.others.Get(1));
                          scene.Connect(40);
                          Simulator::Schedule(MicroSeconds(1500), [&scene] {
                              scene.At(0).Close();
                              const auto routes = Ipv4StaticRoutingHelper().GetStaticRouting(
                                  scene.outside.Get(0)->template GetObject<Ipv4>());
                              routes->AddHostRouteTo(ADDRESS, 2);
                              for (uint32_t i = 0; i < routes->GetNRoutes(); ++i)
                              {
                                  if (routes->GetRoute(i).GetDest() == ADDRESS)
                                  {
                                      routes->RemoveRoute(i);
                                      break;
                                  }
                              }
                          });
                          Scene::RunFor(Seconds(5));
                          EXPECT_EQ(scene.crowd.GetCounts().finished, 40U);
                          EXPECT_GT(scene.At(8).GetCounters().inward, 0U);
                          EXPECT_GT(scene.At(8).GetCounters().outward, 0U);
                      }},
        Misuse<Scene>{"the service withdrawn at a server, and deployed again",
                      nullptr,
                      [](auto& scene) {
                          scene.At(3).Withdraw();
                          Scene::RunFor(MilliSeconds(1));
                          EXPECT_FALSE(scene.At(3).Serves(ADDRESS));
                          scene.ExpectAllServed(40);
                          scene.At(3).Deploy();
                          Scene::RunFor(MilliSeconds(20));
                          EXPECT_FALSE(scene.At(3).Serves(ADDRESS));
                          scene.At(3).Serve(ADDRESS);
                          scene.Connect(40);
                          Scene::RunFor(MilliSeconds(100));
                          EXPECT_EQ(scene.crowd.GetCounts().finished, 80U);
                          EXPECT_GT(scene.At(3).GetCounters().accepted, 0U);
                      }},
        Misuse<Scene>{
            "the service withdrawn by who is told of a connection",
            nullptr,
            [](auto& scene) {
                using Told =
                    Callback<void, const Ipv4Address&, uint16_t, const Ipv4Address&, uint16_t>;
                for (const char* trace : {"Accepted", "PassedOn"})
                {
                    for (uint32_t server = 1; server <= 4; ++server)
                    {
                        Gateways& gateways = scene.At(server);
                        gateways.TraceConnectWithoutContext(
                            trace,
                            Told([&gateways](const auto&...) { gateways.Withdraw(); }));
                    }
                }
                scene.Enter(Scene::MakeSegment(TcpHeader::ACK));
                EXPECT_EQ(scene.Sum().passedOn, 3U) << "before they withdrew";
                scene.Connect(40);
                Scene::RunFor(MilliSeconds(100));
                EXPECT_GT(scene.Sum().accepted, 0U);
                EXPECT_EQ(scene.Sum().delivered, 0U);
            }},
        Misuse<Scene>{"nobody serves any more", nullptr, [](auto& scene) {
                          for (uint32_t server = 1; server <= 4; ++server)
                          {
                              scene.At(server).Leave(ADDRESS);
                          }
                          Scene::RunFor(MilliSeconds(1));
                          scene.Connect(1);
                          Scene::RunFor(MilliSeconds(10));
                          EXPECT_EQ(scene.At(0).GetCounters().unserved, 1U);
                      }}));

INSTANTIATE_TEST_SUITE_P(
    Packets,
    GatewaysMisuseTest,
    testing::Values(
        Misuse<Scene>{"a packet for nobody's address",
                      nullptr,
                      [](auto& scene) {
                          Ptr<Packet> packet = Scene::MakeSegment(TcpHeader::SYN);
                          Ipv4Header ip;
                          packet->RemoveHeader(ip);
                          ip.SetDestination(Ipv4Address("203.0.113.81"));
                          packet->AddHeader(ip);
                          scene.Enter(packet);
                          EXPECT_EQ(scene.At(0).GetCounters().unserved, 1U);
                      }},
        Misuse<Scene>{"a packet of a connection that nobody knows",
                      nullptr,
                      [](auto& scene) {
                          scene.Enter(Scene::MakeSegment(TcpHeader::ACK));
                          EXPECT_EQ(scene.Sum().passedOn, 3U) << "to each of four servers";
                          EXPECT_EQ(scene.Sum().strays, 1U) << "and to the last one's stack";
                      }},
        Misuse<Scene>{"a segment cut short anywhere",
                      nullptr,
                      [](auto& scene) {
                          const Ptr<Packet> whole = Scene::MakeSegment(TcpHeader::SYN);
                          for (uint32_t bytes = 1; bytes < whole->GetSize(); ++bytes)
                          {
                              scene.Enter(whole->CreateFragment(0, bytes));
                          }
                          EXPECT_EQ(scene.At(0).GetCounters().malformed, whole->GetSize() - 1);
                          EXPECT_EQ(scene.Sum().delivered, 0U);
                      }},
        Misuse<Scene>{"a packet that is too long",
                      nullptr,
                      [](auto& scene) {
                          scene.Enter(Scene::MakeSegment(TcpHeader::SYN, 1450));
                          EXPECT_EQ(scene.At(0).GetCounters().tooLong, 1U);
                      }},
        Misuse<Scene>{
            "bytes at random from outside, and from inside",
            nullptr,
            [](auto& scene) {
                std::mt19937 random(1);
                std::vector<uint8_t> bytes(60);
                for (uint32_t i = 0; i < 6000; ++i)
                {
                    const Ptr<Packet> whole = Scene::MakeSegment(random() % 64);
                    whole->CopyData(bytes.data(), whole->GetSize());
                    const bool isChanged = i % 3 != 0;
                    for (uint8_t& byte : bytes)
                    {
                        byte = isChanged ? byte : static_cast<uint8_t>(random());
                    }
                    bytes[random() % whole->GetSize()] = static_cast<uint8_t>(random());
                    const uint32_t size = isChanged ? whole->GetSize() : random() % bytes.size();
                    const auto packet = Create<Packet>(bytes.data(), size);
                    if (i % 2 == 0)
                    {
                        scene.ends.Get(0)->Send(packet, scene.ends.Get(0)->GetBroadcast(), 0x0800);
                    }
                    else
                    {
                        MultiHopRoutingHelper::Get(scene.cube.Servers().Get(i % 9))
                            ->Send({1, 0, 0},
                                   i % 4 == 1 ? Gateways::ENDPOINT : Gateways::SPREAD_ENDPOINT,
                                   packet);
                    }
                    if (i % 10 == 0)
                    {
                        Scene::RunFor(MicroSeconds(200));
                    }
                }
                Scene::RunFor(MilliSeconds(10));
                std::cout << "measured: of 6000 packets of random or changed bytes "
                          << scene.Sum().malformed << " malformed, " << scene.Sum().unserved
                          << " for nobody, " << scene.At(1).GetSpreadCounters().malformed
                          << " malformed orders\n";
                scene.ExpectAllServed(20);
            }},
        Misuse<Scene>{"quiet", nullptr, [](auto& scene) {
                          scene.ExpectAllServed(10);
                          Scene::RunFor(Seconds(2)); // TCP's last timers
                          const auto frames = [&scene] {
                              uint64_t sum = 0;
                              for (const auto& link : scene.cube.Links())
                              {
                                  for (uint32_t end : {0, 1})
                                  {
                                      sum += DynamicCast<CamCubeNetDevice>(link->GetDevice(end))
                                                 ->GetCounters()
                                                 .txFrames;
                                  }
                              }
                              return sum;
                          };
                          const uint64_t before = frames();
                          Scene::RunFor(Seconds(1));
                          std::cout << "measured: " << frames() - before
                                    << " frames in 1 s of quiet\n";
                          EXPECT_EQ(frames(), before);
                      }}));
