/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Requests get one reply or fail once, in time, whatever happens to links and owners.

#include "live-cube.h"

#include "ns3/choose-share.h"
#include "ns3/request-client.h"
#include "ns3/service-helper.h"

#include <gtest/gtest.h>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Answers a request with a packet of as many bytes, and counts. */
class Asker : public Service
{
  public:
    static constexpr uint16_t ENDPOINT = 4711;

    Asker()
        : Service(4711)
    {
    }

    void Placed() override
    {
        m_client.emplace(GetRuntime().Require<MultiHopRouting>(), this, ENDPOINT);
        m_client->Serve([this](Ptr<const Packet> request, const TorusCoordinate& from) {
            ++m_served;
            m_from = from;
            return m_isMute ? nullptr : Create<Packet>(request->GetSize());
        });
    }

    void Ask(const TorusCoordinate& to, uint32_t bytes = 100)
    {
        m_client->Request(to, Create<Packet>(bytes), [=](std::optional<Ptr<Packet>> reply) {
            EXPECT_TRUE(!reply || (*reply)->GetSize() == bytes);
            ++(reply ? m_answered : m_failed);
            m_last = Simulator::Now();
        });
    }

    std::optional<RequestClient> m_client;
    bool m_isMute{false};   // gives no replies
    uint32_t m_served{0};   // requests that came in
    uint32_t m_answered{0}; // own requests
    uint32_t m_failed{0};   // own requests
    Time m_last;            // when one was answered or failed
    TorusCoordinate m_from; // the last that asked
};

class RequestClientTest : public testing::Test
{
  protected:
    void Build(uint32_t kx, uint32_t ky, uint32_t kz)
    {
        m_cube = std::make_unique<LiveCube>(
            kx,
            ky,
            kz,
            DistanceVectorHelper(),
            [](const NodeContainer& servers) { ServiceHelper<Asker>().Install(servers); });
    }

    void TearDown() override
    {
        Simulator::Destroy();
    }

    Ptr<Asker> At(uint32_t server) const
    {
        return ServiceHelper<Asker>::Get(m_cube->Servers().Get(server));
    }

    TorusCoordinate Place(uint32_t server) const
    {
        return m_cube->GetTorus().GetCoordinate(server);
    }

    std::unique_ptr<LiveCube> m_cube;
    FailureInjector m_failures;
};

} // namespace

TEST_F(RequestClientTest, RepliesComeToWhoAsked)
{
    Build(3, 3, 3);
    for (uint32_t server = 0; server < m_cube->Size(); ++server)
    {
        At(5)->Ask(Place(server), server);
    }
    EXPECT_EQ(At(5)->m_answered, 0U) << "a reply comes later, from oneself too";
    EXPECT_EQ(At(5)->m_client->GetPending(), m_cube->Size());
    Simulator::Run();
    EXPECT_EQ(At(5)->m_answered, m_cube->Size());
    EXPECT_EQ(At(5)->m_failed, 0U);
    EXPECT_EQ(At(5)->m_client->GetPending(), 0U);
    EXPECT_EQ(At(9)->m_served, 1U);
    EXPECT_EQ(At(9)->m_from, Place(5));
}

TEST_F(RequestClientTest, TriesAgainAndFailsOnce)
{
    Build(3, 1, 1);
    At(1)->m_isMute = true;
    const Time start = Simulator::Now();
    At(0)->Ask(Place(1));
    Simulator::Run();
    EXPECT_EQ(At(1)->m_served, 3U);
    EXPECT_EQ(At(0)->m_failed, 1U);
    EXPECT_EQ(At(0)->m_last - start, MilliSeconds(3));
    At(0)->m_client->SetTries(2, MicroSeconds(200));
    const Time again = Simulator::Now();
    At(0)->Ask(Place(1));
    Simulator::Run();
    EXPECT_EQ(At(1)->m_served, 5U);
    EXPECT_EQ(At(0)->m_last - again, MicroSeconds(400));
    // Who is asked wakes up between two tries.
    At(0)->Ask(Place(1));
    Simulator::Schedule(MicroSeconds(100), [this] { At(1)->m_isMute = false; });
    Simulator::Run();
    EXPECT_EQ(At(0)->m_answered, 1U);
    EXPECT_EQ(At(0)->m_failed, 2U);
}

TEST_F(RequestClientTest, LateAndDuplicateRepliesAreIgnored)
{
    Build(3, 1, 1);
    // Shorter than a round trip: all tries are on their way when the first reply comes.
    At(0)->m_client->SetTries(100, MicroSeconds(2));
    At(0)->Ask(Place(1));
    Simulator::Run();
    EXPECT_GT(At(1)->m_served, 1U);
    EXPECT_EQ(At(0)->m_answered, 1U);
    // All replies are late.
    At(0)->m_client->SetTries(1, MicroSeconds(2));
    At(0)->Ask(Place(1));
    Simulator::Run();
    EXPECT_EQ(At(0)->m_answered, 1U);
    EXPECT_EQ(At(0)->m_failed, 1U);
    // A reply of somebody else, to a request that is there, and one too short to be a reply.
    At(0)->m_client->SetTries(1);
    At(1)->m_isMute = true;
    At(0)->Ask(Place(1));
    auto routing = At(2)->GetRuntime().Require<MultiHopRouting>();
    std::array<uint8_t, 9> forged{};
    const auto id = static_cast<uint64_t>(Simulator::Now().GetTimeStep());
    for (uint32_t i = 0; i < 8; ++i)
    {
        forged[i] = static_cast<uint8_t>(id >> 8 * (7 - i));
    }
    forged[8] = 1;
    routing->Send(Place(0), Asker::ENDPOINT, Create<Packet>(forged.data(), 9));
    routing->Send(Place(0), Asker::ENDPOINT, Create<Packet>(forged.data(), 8));
    Simulator::Run();
    EXPECT_EQ(At(0)->m_answered, 1U);
    EXPECT_EQ(At(0)->m_failed, 2U);
}

TEST_F(RequestClientTest, AnUnreachableServerIsToldBeforeTheTimeout)
{
    Build(4, 4, 4);
    // On its way when the server fails: routes say so long before the tries are over.
    At(0)->m_client->SetTries(3, MilliSeconds(100));
    const Time start = Simulator::Now();
    At(0)->Ask(Place(42));
    m_failures.Fail(m_cube->Servers().Get(42), start);
    Simulator::Run();
    EXPECT_EQ(At(0)->m_failed, 1U);
    EXPECT_LT(At(0)->m_last - start, MilliSeconds(3));
    // Known before the request: at once, but not within the call.
    const Time known = Simulator::Now();
    At(0)->Ask(Place(42));
    EXPECT_EQ(At(0)->m_failed, 1U);
    Simulator::Run();
    EXPECT_EQ(At(0)->m_failed, 2U);
    EXPECT_EQ(At(0)->m_last, known);
    // From the cut-off server: no link is left to send on.
    At(42)->m_client->SetTries(3, MilliSeconds(100));
    At(42)->Ask(Place(0));
    Simulator::Run();
    EXPECT_EQ(At(42)->m_failed, 1U);
    EXPECT_LT(At(42)->m_last - known, MilliSeconds(3));
    m_failures.Repair(m_cube->Servers().Get(42), Simulator::Now());
    Simulator::Run();
    At(0)->Ask(Place(42));
    Simulator::Run();
    EXPECT_EQ(At(0)->m_answered, 1U);
    // Too long for a frame, however often it is tried.
    const Time tooLong = Simulator::Now();
    At(0)->Ask(Place(1), 1486 - 8);
    Simulator::Run();
    EXPECT_EQ(At(0)->m_failed, 3U);
    EXPECT_EQ(At(0)->m_last, tooLong);
}

TEST_F(RequestClientTest, NothingIsCalledAfterTheOwnerIsGone)
{
    Build(3, 3, 3);
    At(0)->Ask(Place(13));
    At(1)->Ask(Place(13));
    At(13)->m_isMute = true;
    At(0)->Withdraw();
    EXPECT_EQ(At(0)->m_client->GetPending(), 0U);
    EXPECT_THROW(At(0)->Ask(Place(13)), std::logic_error);
    At(1)->m_client.reset();
    Simulator::Run();
    for (uint32_t server : {0, 1})
    {
        EXPECT_EQ(At(server)->m_answered + At(server)->m_failed, 0U);
    }
    At(0)->Deploy(); // and it has a new client
    At(0)->Ask(Place(1));
    Simulator::Run();
    EXPECT_EQ(At(0)->m_answered + At(0)->m_failed, 1U);
}

TEST_F(RequestClientTest, RepliesMayComeLater)
{
    Build(3, 1, 1);
    RequestClient::Reply kept;
    At(1)->m_client->ServeLater([&](auto, const TorusCoordinate& from, const auto& reply) {
        EXPECT_EQ(from, Place(0));
        kept = reply;
    });
    At(0)->m_client->SetTries(1, MilliSeconds(100));
    At(0)->Ask(Place(1), 70);
    const Time start = Simulator::Now();
    Simulator::Schedule(MilliSeconds(42), [&] { kept(Create<Packet>(70)); });
    Simulator::Run();
    EXPECT_EQ(At(0)->m_answered, 1U);
    EXPECT_GT(At(0)->m_last - start, MilliSeconds(42));
    EXPECT_LT(At(0)->m_last - start, MilliSeconds(43));
    kept(Create<Packet>(70)); // twice, and to nobody who waits
    kept(nullptr);
    Simulator::Run();
    EXPECT_EQ(At(0)->m_answered, 1U);
    // After the withdrawal, and when the client has gone.
    At(0)->Ask(Place(1), 70);
    Simulator::Schedule(MilliSeconds(1), [&] {
        At(1)->Withdraw();
        kept(Create<Packet>(70));
        At(1)->m_client.reset();
        kept(Create<Packet>(70));
    });
    Simulator::Run();
    EXPECT_EQ(At(0)->m_answered, 1U);
    EXPECT_EQ(At(0)->m_failed, 1U);
}

TEST_F(RequestClientTest, MisuseIsRefused)
{
    Build(3, 1, 1);
    Asker& asker = *At(0);
    auto routing = asker.GetRuntime().Require<MultiHopRouting>();
    const auto ignore = [](const std::optional<Ptr<Packet>>&) {};
    EXPECT_THROW(RequestClient(nullptr, &asker, 1), std::invalid_argument);
    EXPECT_THROW(RequestClient(routing, nullptr, 1), std::invalid_argument);
    EXPECT_THROW(RequestClient(routing, &asker, Asker::ENDPOINT), std::invalid_argument);
    EXPECT_THROW(asker.m_client->SetTries(0), std::invalid_argument);
    EXPECT_THROW(asker.m_client->SetTries(1, Time()), std::invalid_argument);
    EXPECT_THROW(asker.m_client->Request(Place(1), nullptr, ignore), std::invalid_argument);
    EXPECT_THROW(asker.m_client->Request(Place(1), Create<Packet>(), nullptr),
                 std::invalid_argument);
    EXPECT_THROW(asker.m_client->Request({3, 0, 0}, Create<Packet>(), ignore),
                 std::invalid_argument);
    EXPECT_EQ(asker.m_client->GetPending(), 0U);
    asker.Ask(Place(1)); // and it still works
    Simulator::Run();
    EXPECT_EQ(asker.m_answered, 1U);
}

TEST_F(RequestClientTest, EachRequestEndsOnceWhileLinksFail)
{
    Build(4, 4, 4);
    uint64_t answered = 0;
    uint64_t failed = 0;
    for (uint32_t seed = 1; seed <= 20; ++seed)
    {
        std::mt19937 random(seed);
        auto choice = CreateObject<UniformRandomVariable>();
        choice->SetStream(seed);
        const Time start = Simulator::Now();
        const auto links = ChooseShare(m_cube->Links(), 0.3, choice);
        m_failures.Fail(links, start, MicroSeconds(20));
        m_failures.Repair(links, start + MilliSeconds(3), MicroSeconds(10));
        const NodeContainer servers = ChooseShare(m_cube->Servers(), 0.1, choice);
        m_failures.Fail(servers, start + MicroSeconds(300), MicroSeconds(50));
        m_failures.Repair(servers, start + MilliSeconds(12));
        for (uint32_t i = 0; i < 500; ++i)
        {
            const uint32_t from = random() % m_cube->Size();
            const uint32_t to = random() % m_cube->Size();
            Simulator::Schedule(MicroSeconds(random() % 10000), [=] { At(from)->Ask(Place(to)); });
        }
        Simulator::Run();
        uint64_t sum = 0;
        for (uint32_t server = 0; server < m_cube->Size(); ++server)
        {
            EXPECT_EQ(At(server)->m_client->GetPending(), 0U) << "seed " << seed;
            sum += At(server)->m_answered + At(server)->m_failed;
            answered += std::exchange(At(server)->m_answered, 0);
            failed += std::exchange(At(server)->m_failed, 0);
        }
        EXPECT_EQ(sum, 500U) << "seed " << seed;
    }
    EXPECT_GT(answered, 4 * failed);
    EXPECT_GT(failed, 0U);
    std::cout << "measured: " << answered << " requests answered and " << failed
              << " failed in 20 storms\n";
}
