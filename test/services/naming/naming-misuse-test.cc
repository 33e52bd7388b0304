/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What users and the network may get wrong: answered with a sentence, or counted.

#include "misuse.h"
#include "naming-cube.h"

#include "ns3/naming-message.h"
#include "ns3/ns3-release.h"
#include "ns3/runtime.h"

#include <iostream>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the rows of the table use. */
struct Scene
{
    NamingCube cube;
    uint32_t told{0};

    Naming::Receiver Count()
    {
        return [this](auto, const auto&) { ++told; };
    }
};

using NamingMisuse = Misuse<Scene>;

const NamingMisuse MISUSES[] = {
    {"no name",
     "a name of 0 bytes was given; names have 1 to 128",
     [](Scene& scene) { scene.cube.At(0)->Get("", scene.Count()); }},
    {"a long name",
     "a name of 129 bytes was given; names have 1 to 128",
     [](Scene& scene) { scene.cube.At(0)->Delete(std::string(129, 'x'), scene.Count()); }},
    {"the longest name and value",
     nullptr,
     [](Scene& scene) {
         const std::string name(128, 'x');
         const std::string value(1024, 'y');
         ExpectResult(scene.cube.Put(0, name, value), NamingStatus::OK);
         ExpectResult(scene.cube.Get(1, name), NamingStatus::OK, value);
         scene.cube.Crash(scene.cube.FindMembers(name).front().server);
         ExpectResult(scene.cube.Get(26, name), NamingStatus::OK, value);
     }},
    {"a long value",
     "a value of 1025 bytes was put; values have at most 1024",
     [](Scene& scene) { scene.cube.At(0)->Put("a", std::string(1025, 'x'), scene.Count()); }},
    {"bytes of any kind",
     nullptr,
     [](Scene& scene) {
         const std::string odd("\0,\n\xff", 4);
         ExpectResult(scene.cube.Put(0, odd, odd), NamingStatus::OK);
         ExpectResult(scene.cube.Get(1, odd), NamingStatus::OK, odd);
     }},
    {"no time to live",
     "a value cannot be put for 0 ns; give a time to live above 0",
     [](Scene& scene) { scene.cube.At(0)->Put("a", "b", scene.Count(), Time(0)); }},
    {"a negative time to live",
     "a value cannot be put for -1000 ns",
     [](Scene& scene) { scene.cube.At(0)->Put("a", "b", scene.Count(), MicroSeconds(-1)); }},
    {"a time to live beyond what time can tell",
     nullptr,
     [](Scene& scene) {
         scene.cube.Wait(Seconds(1));
         ExpectResult(scene.cube.Put(0, "a", "b", Time::Max()), NamingStatus::OK);
         ExpectResult(scene.cube.Put(0, "c", "d", Time::Max() - Seconds(1)), NamingStatus::OK);
         ExpectResult(scene.cube.Get(1, "a"), NamingStatus::OK, "b");
         ExpectResult(scene.cube.Get(1, "c"), NamingStatus::OK, "d");
     }},
    {"no receiver",
     "no function was given that is to be told",
     [](Scene& scene) { scene.cube.At(0)->Get("a", nullptr); }},
    {"use after withdrawal",
     "Naming was used while it is not deployed",
     [](Scene& scene) {
         scene.cube.At(0)->Withdraw();
         scene.cube.At(0)->Get("a", scene.Count());
     }},
    {"a slot after withdrawal",
     "Naming was used while it is not deployed",
     [](Scene& scene) {
         scene.cube.At(0)->Withdraw();
         scene.cube.At(0)->GetSlot("a");
     }},
    {"withdrawal during operations, of which nobody is told",
     nullptr,
     [](Scene& scene) {
         scene.cube.At(0)->Put("a", "b", scene.Count());
         scene.cube.At(0)->Put("a", "c", scene.Count());
         scene.cube.At(0)->Get("a", scene.Count());
         scene.cube.At(0)->Withdraw();
         Simulator::Run();
         EXPECT_EQ(scene.told, 0U);
         scene.cube.At(0)->Deploy();
         ExpectResult(scene.cube.Put(0, "a", "d"), NamingStatus::OK);
         ExpectResult(scene.cube.Get(5, "a"), NamingStatus::OK, "d");
     }},
    {"withdrawal and return in the same instant, again and again",
     nullptr,
     [](Scene& scene) {
         ExpectResult(scene.cube.Put(0, "a", "b"), NamingStatus::OK);
         for (uint32_t round = 0; round < 2; ++round)
         {
             for (uint32_t server = 0; server < 27; ++server)
             {
                 scene.cube.At(server)->Withdraw();
                 scene.cube.At(server)->Deploy();
                 scene.cube.At(server)->Withdraw();
                 scene.cube.At(server)->Deploy();
                 Simulator::Run();
             }
         }
         ExpectResult(scene.cube.Get(0, "a"), NamingStatus::OK, "b");
     }},
    {"a receiver that withdraws the service",
     nullptr,
     [](Scene& scene) {
         const auto naming = scene.cube.At(scene.cube.FindMembers("a").front().server);
         naming->Put("a", "b", [=](auto, const auto&) { naming->Withdraw(); });
         naming->Put("a", "c", scene.Count());
         Simulator::Run();
         EXPECT_EQ(scene.told, 0U);
     }},
    {"a receiver that asks on and on",
     nullptr,
     [](Scene& scene) {
         const auto naming = scene.cube.At(0);
         std::function<void(uint32_t)> next = [&](uint32_t left) {
             if (left > 0)
             {
                 naming->Put("a", std::to_string(left), [&, left](auto, const auto&) {
                     next(left - 1);
                 });
             }
         };
         next(100);
         Simulator::Run();
         ExpectResult(scene.cube.Get(1, "a"), NamingStatus::OK, "1");
     }},
    {"operations in the order in which they were asked for",
     nullptr,
     [](Scene& scene) {
         for (uint32_t i = 0; i < 50; ++i)
         {
             scene.cube.At(0)->Put("a", std::to_string(i), scene.Count());
             scene.cube.At(0)->Delete("b", scene.Count());
         }
         Simulator::Run();
         EXPECT_EQ(scene.told, 100U);
         ExpectResult(scene.cube.Get(1, "a"), NamingStatus::OK, "49");
     }},
    {"routing that is withdrawn and deployed again",
     nullptr,
     [](Scene& scene) {
         ExpectResult(scene.cube.Put(0, "a", "b"), NamingStatus::OK);
         const auto routing = MultiHopRoutingHelper::Get(scene.cube.Servers().Get(1));
         routing->Withdraw();
         ExpectResult(scene.cube.Get(1, "a"), NamingStatus::FAILED);
         ExpectResult(scene.cube.Get(2, "a"), NamingStatus::OK, "b");
         routing->Deploy();
         Simulator::Run();
         ExpectResult(scene.cube.Get(1, "a"), NamingStatus::OK, "b");
         ExpectResult(scene.cube.Put(1, "a", "c"), NamingStatus::OK);
         ExpectResult(scene.cube.Get(2, "a"), NamingStatus::OK, "c");
     }},
    {"withdrawal by who is told that a slot has changed",
     nullptr,
     [](Scene& scene) {
         ExpectResult(scene.cube.Put(0, "a", "b"), NamingStatus::OK);
         const SlotMembers members = scene.cube.FindMembers("a");
         const uint32_t root = members[0].server;
         Naming* const next = PeekPointer(scene.cube.At(members[1].server)); // it keeps the sink
         next->TraceConnectWithoutContext(
             "Changed",
             MakeCallbackOf<uint32_t, uint64_t>([&scene, next](uint32_t, uint64_t) {
                 ++scene.told;
                 next->Withdraw();
             }));
         scene.cube.Crash(root);
         EXPECT_GT(scene.told, 0U);
         EXPECT_FALSE(next->IsDeployed());
         ExpectResult(scene.cube.Get(members[2].server, "a"), NamingStatus::OK, "b");
     }},
    {"an endpoint that is taken",
     "endpoint 15",
     [](Scene& scene) {
         const auto naming = scene.cube.At(0);
         naming->Withdraw();
         const auto taken = MultiHopRoutingHelper::Get(scene.cube.Servers().Get(0))
                                ->AddEndpoint(nullptr, Naming::ENDPOINT, [](auto, auto&) {});
         naming->Deploy();
     }},
    {"use after an endpoint was taken",
     "Naming was used while it is not deployed",
     [](Scene& scene) {
         const auto naming = scene.cube.At(0);
         naming->Withdraw();
         {
             const auto taken = MultiHopRoutingHelper::Get(scene.cube.Servers().Get(0))
                                    ->AddEndpoint(nullptr, Naming::ENDPOINT, [](auto, auto&) {});
             EXPECT_THROW(naming->Deploy(), std::invalid_argument);
         }
         EXPECT_FALSE(naming->IsDeployed());
         naming->Put("a", "b", scene.Count());
     }},
    {"frames that are too short",
     "Naming has messages that do not fit into frames of ports with an Mtu of 1000; raise it to",
     [](Scene& scene) {
         const auto naming = scene.cube.At(0);
         naming->Withdraw();
         scene.cube.Servers().Get(0)->GetObject<Runtime>()->GetDevice(PLUS_X)->SetMtu(1000);
         naming->Deploy();
     }},
    {"requests of entries that are none",
     nullptr,
     [](Scene& scene) {
         ExpectResult(scene.cube.Put(0, "a", "b"), NamingStatus::OK);
         const auto routing = MultiHopRoutingHelper::Get(scene.cube.Servers().Get(0));
         const TorusCoordinate root =
             scene.cube.GetTorus().GetCoordinate(scene.cube.FindMembers("a").front().server);
         NamingEntry operation;
         operation.name = "a";
         operation.client = 5;
         operation.sequence = 3;
         operation.kind = NamingEntry::OPERATION;
         NamingEntry value;
         value.name = "a";
         value.value = "c";
         uint64_t number = Simulator::Now().GetNanoSeconds();
         for (const auto& [flag, entry] :
              {std::pair(NamingMessage::PUT, operation), std::pair(NamingMessage::DELETE, value)})
         {
             NamingMessage request(NamingHead::REQUEST, scene.cube.At(0)->GetSlot("a"), 0);
             request.flag = flag;
             request.number = ++number;
             request.entries = {entry};
             std::vector<uint8_t> bytes;
             request.Write(bytes);
             routing->Send(root,
                           Naming::ENDPOINT,
                           Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())));
         }
         scene.cube.Wait(MilliSeconds(10));
         EXPECT_EQ(scene.cube.Count().malformed, 0U) << "at the other members";
         ExpectResult(scene.cube.Get(1, "a"), NamingStatus::ABSENT);
     }},
    {"a server that routes lead to, without the service",
     nullptr,
     [](Scene& scene) {
         ExpectResult(scene.cube.Put(0, "a", "b"), NamingStatus::OK);
         const uint32_t root = scene.cube.FindMembers("a").front().server;
         scene.cube.At(root)->Withdraw();
         Simulator::Run();
         for (uint32_t server = 0; server < scene.cube.Size(); ++server)
         {
             if (server != root)
             {
                 ExpectResult(scene.cube.Get(server, "a"), NamingStatus::OK, "b");
             }
         }
     }},
};

/** Packets of the naming service as they were sent. */
struct Captured
{
    uint32_t from;
    TorusCoordinate to;
    Ptr<Packet> packet;
};

/** A cube whose packets are kept, in which servers have failed and returned. */
class CapturingCube : public NamingCube
{
  public:
    CapturingCube()
    {
        for (uint32_t server = 0; server < Size(); ++server)
        {
            m_kept.push_back(MultiHopRoutingHelper::Get(Servers().Get(server))
                                 ->AddInterceptor(nullptr,
                                                  Naming::ENDPOINT,
                                                  0,
                                                  [=](FramePtr& frame, auto& header, uint8_t in) {
                                                      Capture(server, *frame, header, in);
                                                      return MultiHopRouting::Verdict::FORWARD;
                                                  }));
        }
        for (uint32_t i = 0; i < 40; ++i)
        {
            Put(i % 27, Name(i), "value-" + std::to_string(i));
            Delete(i % 27, "gone-" + std::to_string(i));
        }
        const uint32_t root = FindMembers(Name(0)).front().server;
        Crash(root);
        Return(root);
        m_isCapturing = false;
    }

    static std::string Name(uint32_t i)
    {
        return "name-" + std::to_string(i);
    }

    void Send(uint32_t from, const TorusCoordinate& to, const Ptr<Packet>& packet)
    {
        MultiHopRoutingHelper::Get(Servers().Get(from))->Send(to, Naming::ENDPOINT, packet);
    }

    /** Nothing that was put may be lost, nothing that was deleted may be back. */
    void ExpectValues()
    {
        for (uint32_t i = 0; i < 40; ++i)
        {
            ExpectResult(Get(i % 27, Name(i)), NamingStatus::OK, "value-" + std::to_string(i));
            ExpectResult(Get(i % 27, "gone-" + std::to_string(i)), NamingStatus::ABSENT);
        }
    }

    std::vector<Captured> packets;

  private:
    void Capture(uint32_t server, const Frame& frame, const RoutingHeader& header, uint8_t in)
    {
        if (m_isCapturing && in == PortSet::MAX_PORTS)
        {
            packets.push_back({server, header.destination, frame.GetPayload()->Copy()});
        }
    }

    bool m_isCapturing{true};
    std::vector<Registration> m_kept;
};

} // namespace

class NamingMisuses : public testing::TestWithParam<NamingMisuse>
{
};

TEST_P(NamingMisuses, EndInASentenceOrAreIgnored)
{
    GetParam().Try();
}

INSTANTIATE_TEST_SUITE_P(All, NamingMisuses, testing::ValuesIn(MISUSES));

TEST(NamingMessages, CutShortAreCountedAndLoseNothing)
{
    CapturingCube cube;
    std::mt19937 random(1);
    uint32_t cut = 0;
    for (const Captured& captured : cube.packets)
    {
        if (random() % 4 == 0)
        {
            cube.Send(captured.from,
                      captured.to,
                      captured.packet->CreateFragment(0, random() % captured.packet->GetSize()));
            ++cut;
        }
    }
    Simulator::Run();
    EXPECT_GT(cube.Count().malformed, cut / 2);
    std::cout << "measured: of " << cut << " packets cut short, " << cube.Count().malformed
              << " were refused\n";
    cube.ExpectValues();
}

TEST(NamingMessages, DoubledAndLateLoseNothing)
{
    CapturingCube cube;
    std::mt19937 random(1);
    const std::vector<Captured> packets = cube.packets;
    for (uint32_t round = 0; round < 2; ++round)
    {
        for (std::size_t i = 0; i < packets.size(); ++i)
        {
            const Captured& captured = packets[random() % packets.size()];
            Simulator::Schedule(MicroSeconds(random() % 20000), [&cube, captured] {
                cube.Send(captured.from, captured.to, captured.packet->Copy());
            });
        }
        Simulator::Run();
        cube.ExpectValues();
        EXPECT_EQ(cube.Count().malformed, 0U);
    }
    std::cout << "measured: " << 2 * packets.size() << " packets came again, in any order, and "
              << "nothing was lost\n";
}

TEST(NamingMessages, OfRandomBytesAreCountedAndLoseNothing)
{
    CapturingCube cube;
    std::mt19937 random(1);
    for (uint32_t i = 0; i < 2000; ++i)
    {
        std::vector<uint8_t> bytes(random() % 200);
        std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<uint8_t>(random()); });
        if (bytes.size() > 2 && i % 2 == 0)
        {
            bytes[0] = 0; // a length that fits, and a kind that exists
            bytes[1] = static_cast<uint8_t>(bytes.size() - 2);
            bytes[2] %= NamingHead::N_KINDS;
        }
        cube.Send(random() % 27,
                  cube.GetTorus().GetCoordinate(random() % 27),
                  Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())));
    }
    Simulator::Run();
    EXPECT_GT(cube.Count().malformed, 1900U);
    cube.ExpectValues();
}

// Messages that are well formed, and lie: values may suffer, the simulation goes on.
TEST(NamingMessages, OfRandomFieldsDoNoHarmToTheSimulation)
{
    for (uint32_t seed = 1; seed <= 3; ++seed)
    {
        CapturingCube cube;
        std::mt19937 random(seed);
        for (uint32_t i = 0; i < 300; ++i)
        {
            const Captured& captured = cube.packets[random() % cube.packets.size()];
            std::vector<uint8_t> bytes(captured.packet->GetSize());
            captured.packet->CopyData(bytes.data(), static_cast<uint32_t>(bytes.size()));
            const uint8_t* at = bytes.data();
            auto message = NamingMessage::Read(at, at + bytes.size());
            ASSERT_TRUE(message);
            for (uint32_t change = 0; change <= random() % 3; ++change)
            {
                const uint64_t value = random() % 3 == 0 ? UINT64_MAX - random() % 3 : random() % 4;
                switch (random() % 9)
                {
                case 0:
                    message->kind = static_cast<NamingHead::Kind>(random() % NamingHead::N_KINDS);
                    break;
                case 1:
                    message->slot = random() % (27 * 16 + 3);
                    break;
                case 2:
                    message->epoch = value;
                    break;
                case 3:
                    message->ballot = value;
                    break;
                case 4:
                    message->number = value;
                    break;
                case 5:
                    message->digest = value;
                    break;
                case 6:
                    message->flag = static_cast<uint8_t>(value);
                    break;
                case 7:
                    message->members.resize(random() % 4);
                    break;
                default:
                    message->entries.resize(random() % 2);
                    break;
                }
            }
            std::vector<uint8_t> changed;
            message->Write(changed);
            const Ptr<Packet> packet =
                Create<Packet>(changed.data(), static_cast<uint32_t>(changed.size()));
            Simulator::Schedule(MicroSeconds(random() % 20000), [&cube, captured, packet] {
                cube.Send(captured.from, captured.to, packet);
            });
        }
        cube.Wait(MilliSeconds(30));
        uint32_t told = 0;
        for (uint32_t i = 0; i < 40; ++i)
        {
            cube.At(i % 27)->Get(CapturingCube::Name(i), [&](auto, const auto&) { ++told; });
        }
        cube.Wait(MilliSeconds(101));
        EXPECT_EQ(told, 40U) << "seed " << seed;
        std::cout << "measured: " << cube.Count().messages << " messages in "
                  << cube.Count().packets << " packets after 300 that lied\n";
    }
}
