/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What users of Cache may get wrong, and what may come from the wire: each ends in a sentence or is
// counted.

#include "caching-cube.h"
#include "cube-fixture.h"
#include "misuse.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What a misuse may use: a ring of four servers, each its own cache of every key. */
struct Scene
{
    CachingCube cube{4, 1, 1};
    Key key = Key::At(cube.GetTorus(), {1, 0, 0}, 1);
    uint32_t told{0};
    Cache::Result last;
    Cache::Receiver receiver = [this](const Cache::Result& result) {
        ++told;
        last = result;
    };

    /** Has bytes come to server 1 as the service's. */
    void Receive(const std::vector<uint8_t>& bytes) const
    {
        MultiHopRoutingHelper::Get(cube.Servers().Get(0))
            ->Send({1, 0, 0},
                   Cache::ENDPOINT,
                   Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())));
        Simulator::Run();
    }
};

/** \return a request as it stands on the wire: number, whether a reply, operation, passed on */
std::vector<uint8_t>
Wire(uint8_t operation, uint8_t versionHigh, std::size_t size = 39)
{
    std::vector<uint8_t> bytes(39, 0);
    bytes[9] = operation;
    bytes[31] = versionHigh;
    bytes.resize(size);
    return bytes;
}

/** Gives a reply a version that is ages ahead. */
void
MakeLater(Frame& reply)
{
    std::vector<uint8_t> bytes(reply.GetPayload()->GetSize());
    reply.GetPayload()->CopyData(bytes.data(), static_cast<uint32_t>(bytes.size()));
    bytes[1] = 0x7f; // behind the status
    reply.SetPayload(Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())));
}

const Misuse<Scene> MISUSES[] = {
    // Calls
    {"NoReceiver", "nobody named who is told", [](Scene& s) { s.cube.At(0).Get(s.key, nullptr); }},
    {"NoValue",
     "no value was to be written",
     [](Scene& s) { s.cube.At(0).Put(s.key, nullptr, s.receiver); }},
    {"ValueThatIsTooLong",
     "a value of 1448 bytes was to be written; give one of 1447 bytes at most",
     [](Scene& s) { s.cube.At(0).Put(s.key, Create<Packet>(1448)); }},
    {"LongestValue",
     nullptr,
     [](Scene& s) {
         EXPECT_EQ(s.cube.Put(0, s.key, std::string(1447, 'x')).status, Cache::OK);
         EXPECT_EQ(s.cube.Get(3, s.key).value->GetSize(), 1447U);
     }},
    {"EmptyValue",
     nullptr,
     [](Scene& s) {
         s.cube.At(0).Put(s.key, Create<Packet>(), s.receiver);
         Simulator::Run();
         EXPECT_EQ(s.last.status, Cache::OK);
         EXPECT_EQ(s.cube.Get(3, s.key).value->GetSize(), 0U);
     }},
    {"NobodyToBeToldOfAWrite",
     nullptr,
     [](Scene& s) {
         s.cube.At(0).Put(s.key, Create<Packet>(3));
         Simulator::Run();
         s.cube.At(0).Remove(s.key);
         Simulator::Run();
         EXPECT_EQ(s.cube.Get(3, s.key).status, Cache::ABSENT);
     }},
    {"AskedWhileWithdrawn",
     "not deployed",
     [](Scene& s) {
         s.cube.At(0).Withdraw();
         s.cube.At(0).Get(s.key, s.receiver);
     }},
    {"AskedWithoutKeyRouting",
     "not deployed",
     [](Scene& s) {
         ServiceHelper<KeyRouting>::Get(s.cube.Servers().Get(0))->Withdraw();
         s.cube.At(0).Get(s.key, s.receiver);
     }},
    {"WrittenWithoutRouting",
     "not deployed",
     [](Scene& s) {
         MultiHopRoutingHelper::Get(s.cube.Servers().Get(0))->Withdraw();
         s.cube.At(0).Put(s.key, Create<Packet>(3), s.receiver);
     }},
    {"CachesAskedForWhileWithdrawn",
     "not deployed",
     [](Scene& s) {
         s.cube.At(0).Withdraw();
         s.cube.At(0).GetCaches(s.key);
     }},
    {"WithdrawnBeforeTheReply",
     nullptr,
     [](Scene& s) {
         s.cube.At(0).Get(s.key, s.receiver);
         s.cube.At(0).Withdraw();
         Simulator::Run();
         EXPECT_EQ(s.told, 0U);
         s.cube.At(0).Deploy();
         EXPECT_EQ(s.cube.Get(0, s.key).status, Cache::ABSENT);
     }},
    {"RootWithdrawn",
     nullptr,
     [](Scene& s) {
         s.cube.At(1).Withdraw();
         s.cube.At(0).Put(s.key, Create<Packet>(3), s.receiver);
         Simulator::Run();
         EXPECT_EQ(s.told, 1U);
         EXPECT_EQ(s.last.status, Cache::FAILED);
         EXPECT_EQ(s.cube.Get(3, s.key).status, Cache::FAILED);
     }},
    {"RootWithoutKeyRouting",
     nullptr,
     [](Scene& s) {
         ServiceHelper<KeyRouting>::Get(s.cube.Servers().Get(1))->Withdraw();
         EXPECT_EQ(s.cube.Put(0, s.key, "value").status, Cache::FAILED);
     }},
    {"WithdrawnByWhoIsTold",
     nullptr,
     [](Scene& s) {
         s.cube.At(0).Get(s.key, [&](const auto&) { s.cube.At(0).Withdraw(); });
         Simulator::Run();
         EXPECT_FALSE(s.cube.At(0).IsDeployed());
     }},
    {"WithdrawnWhileItServes",
     nullptr,
     [](Scene& s) {
         s.cube.At(1).SetAttribute("ServiceTime",
                                   StringValue("ns3::ConstantRandomVariable[Constant=100]"));
         s.cube.At(0).Put(s.key, Create<Packet>(3), s.receiver);
         Simulator::Schedule(MicroSeconds(50), [&] {
             s.cube.At(1).Withdraw();
             s.cube.At(1).Deploy();
         });
         Simulator::Run();
         EXPECT_EQ(s.last.status, Cache::OK) << "it has been asked again";
     }},
    {"ServiceTimeBelowZero",
     nullptr,
     [](Scene& s) {
         s.cube.At(1).SetAttribute("ServiceTime",
                                   StringValue("ns3::ConstantRandomVariable[Constant=-5]"));
         EXPECT_EQ(s.cube.Put(0, s.key, "value").status, Cache::OK);
     }},
    {"NoMemory",
     nullptr,
     [](Scene& s) {
         s.cube.At(1).Withdraw();
         s.cube.At(1).SetAttribute("Memory", UintegerValue(0));
         s.cube.At(1).Deploy();
         EXPECT_EQ(s.cube.Put(0, s.key, "value").status, Cache::OK);
         EXPECT_EQ(s.cube.Get(0, s.key).status, Cache::ABSENT);
     }},
    // From the wire
    {"NoBytes",
     nullptr,
     [](Scene& s) {
         s.Receive({});
         EXPECT_EQ(s.cube.Sum().malformed, 1U);
     }},
    {"RequestThatIsCutShort",
     nullptr,
     [](Scene& s) {
         for (std::size_t size = 1; size < 39; ++size)
         {
             s.Receive(Wire(0, 0, size));
             EXPECT_EQ(s.cube.Sum().malformed, size);
         }
     }},
    {"OperationThatIsNone",
     nullptr,
     [](Scene& s) {
         s.Receive(Wire(4, 0));
         EXPECT_EQ(s.cube.Sum().malformed, 1U);
     }},
    {"WrittenInTheFuture",
     nullptr,
     [](Scene& s) {
         s.Receive(Wire(1, 0x7f));
         s.Receive(Wire(3, 0xff));
         EXPECT_EQ(s.cube.Sum().malformed, 2U);
     }},
    {"RepliesOfTheFuture",
     nullptr,
     [](Scene& s) {
         EXPECT_EQ(s.cube.Put(1, s.key, "value").status, Cache::OK);
         const auto changes = MultiHopRoutingHelper::Get(s.cube.Servers().Get(1))
                                  ->AddInterceptor(nullptr,
                                                   Cache::ENDPOINT,
                                                   0,
                                                   [](FramePtr& frame, auto&, uint8_t in) {
                                                       if (in == PortSet::MAX_PORTS)
                                                       {
                                                           MakeLater(*frame);
                                                       }
                                                       return MultiHopRouting::Verdict::FORWARD;
                                                   });
         EXPECT_EQ(s.cube.Get(0, s.key).status, Cache::FAILED);
         EXPECT_GT(s.cube.Sum().malformed, 0U);
     }},
    {"AskedAfterItsEndpointWasTaken",
     "Cache was used while it",
     [](Scene& s) {
         s.cube.At(0).Withdraw();
         {
             const auto taken = MultiHopRoutingHelper::Get(s.cube.Servers().Get(0))
                                    ->AddEndpoint(nullptr, Cache::ENDPOINT, [](auto, auto&) {});
             EXPECT_THROW(s.cube.At(0).Deploy(), std::invalid_argument);
         }
         EXPECT_FALSE(s.cube.At(0).IsDeployed());
         s.cube.At(0).Remove(s.key);
     }},
    {"ReplyToNobody",
     nullptr,
     [](Scene& s) {
         std::vector<uint8_t> bytes = Wire(0, 0);
         bytes[8] = 1;
         s.Receive(bytes);
         EXPECT_EQ(s.told, 0U);
     }},
};

class CacheMisuse : public testing::TestWithParam<Misuse<Scene>>
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }
};

class CacheFuzz : public CubeTest
{
};

} // namespace

TEST_P(CacheMisuse, EndsInASentenceOrIsCounted)
{
    GetParam().Try();
}

INSTANTIATE_TEST_SUITE_P(All, CacheMisuse, testing::ValuesIn(MISUSES), [](const auto& row) {
    return std::string(row.param.name);
});

TEST_F(CacheFuzz, RandomBytesDoNoHarm)
{
    uint64_t malformed = 0;
    uint64_t answered = 0;
    for (uint32_t seed = 1; seed <= 10; ++seed)
    {
        std::mt19937 random(seed);
        CachingCube cube(3, 3, 2);
        std::vector<Key> keys;
        for (uint32_t i = 0; i < 5; ++i)
        {
            keys.push_back(cube.DrawKey(random));
        }
        // Each packet of the service is cut short, changed or doubled with some probability.
        std::vector<Registration> kept;
        for (uint32_t server = 0; server < cube.Size(); ++server)
        {
            const auto routing = MultiHopRoutingHelper::Get(cube.Servers().Get(server));
            kept.push_back(routing->AddInterceptor(
                nullptr,
                Cache::ENDPOINT,
                0,
                [&, routing](FramePtr& frame, RoutingHeader& header, uint8_t in) {
                    if (in != PortSet::MAX_PORTS || random() % 5 != 0)
                    {
                        return MultiHopRouting::Verdict::FORWARD;
                    }
                    std::vector<uint8_t> bytes(80);
                    for (uint8_t& byte : bytes)
                    {
                        byte = random() % 3 == 0 ? random() : random() % 4;
                    }
                    bytes.resize(random() % 80);
                    const RoutingHeader kept = header; // which goes with its frame
                    frame = std::make_unique<Frame>(
                        MultiHopRouting::SERVICE_ID,
                        Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())));
                    frame->SetHeader(kept);
                    return MultiHopRouting::Verdict::FORWARD;
                }));
        }
        uint64_t made = 0;
        uint64_t ended = 0;
        const auto receiver = [&](const Cache::Result& result) {
            ++ended;
            answered += result.status != Cache::FAILED;
        };
        for (uint32_t i = 0; i < 400; ++i, ++made)
        {
            Cache& cache = cube.At(random() % cube.Size());
            const Key key = keys[random() % keys.size()];
            random() % 3 == 0 ? cache.Put(key, Create<Packet>(random() % 100), receiver)
                              : cache.Get(key, receiver);
            Simulator::Stop(MicroSeconds(random() % 50));
            Simulator::Run();
        }
        Simulator::Run();
        EXPECT_EQ(ended, made) << "seed " << seed;
        malformed += cube.Sum().malformed;
        kept.clear();
        Simulator::Destroy();
    }
    EXPECT_GT(malformed, 100U);
    std::cout << "measured: random bytes in a fifth of all messages: all of 4000 requests end, "
              << answered << " with an answer; " << malformed << " messages counted as malformed\n";
}
