/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What it is worth to a user of keys to be told of failures: a request whose server fails goes to
// the heir at once, and not after a timeout.

#include "key-cube.h"

#include "ns3/failure-injector.h"
#include "ns3/request-client.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Asks the roots of keys, and the next root where one does not answer. */
class KeyAsker : public Service
{
  public:
    static constexpr uint16_t NUMBER = 4242;

    KeyAsker()
        : Service(NUMBER)
    {
    }

    /** \param times where to note how long it takes */
    void Ask(const Key& key, std::vector<Time>* times, Time since = Simulator::Now())
    {
        m_client->Request(m_keys->GetRoot(key), Create<Packet>(100), [=](auto reply) {
            reply ? times->push_back(Simulator::Now() - since) : Ask(key, times, since);
        });
    }

    std::optional<RequestClient> m_client;

  protected:
    void Placed() override
    {
        m_keys = GetRuntime().Require<KeyRouting>();
        m_client.emplace(GetRuntime().Require<MultiHopRouting>(), this, NUMBER);
        m_client->Serve([](auto, auto&) { return Create<Packet>(100); });
        m_client->SetTries(1, MilliSeconds(100));
    }

  private:
    Ptr<KeyRouting> m_keys;
};

/**
 * 51 of 512 servers fail, one a millisecond, and meanwhile others ask 10,000 times, every other
 * time for a key of the one that fails next.
 * \return how long each request took, in order
 */
std::vector<Time>
AskWhileServersFail(uint32_t seed, bool failsEarly)
{
    constexpr uint32_t N_FAILURES = 51;
    constexpr uint32_t N_REQUESTS = 10000;
    std::mt19937 random(seed);
    KeyCube cube(8, 8, 8);
    ServiceHelper<KeyAsker>().Install(cube.Servers());
    Simulator::Run();
    const auto choice = CreateObject<UniformRandomVariable>();
    choice->SetStream(seed);
    const NodeContainer order = ChooseShare(cube.Servers(), 1, choice);
    FailureInjector failures;
    const Time start = Simulator::Now();
    for (uint32_t i = 0; i < N_FAILURES; ++i)
    {
        failures.Fail(order.Get(i), start + MilliSeconds(i + 1));
    }
    std::vector<Time> times;
    for (uint32_t i = 0; i < N_REQUESTS; ++i)
    {
        const auto from = order.Get(N_FAILURES + random() % (cube.Size() - N_FAILURES));
        const Time at = NanoSeconds(random() % MilliSeconds(N_FAILURES).GetNanoSeconds());
        const auto failsNext = static_cast<uint32_t>((at + MicroSeconds(500)).GetMilliSeconds());
        const uint32_t failing = order.Get(failsNext < 1 ? 0 : failsNext - 1)->GetId();
        const Key key =
            random() % 2 ? DrawKey(random) : Key::At(cube.GetTorus(), cube.At(failing), random());
        const Ptr<KeyAsker> asker = ServiceHelper<KeyAsker>::Get(from);
        asker->m_client->SetFailEarly(failsEarly);
        Simulator::Schedule(at, [=, &times] { asker->Ask(key, &times); });
    }
    Simulator::Run();
    EXPECT_EQ(times.size(), N_REQUESTS) << "all are answered, seed " << seed;
    std::sort(times.begin(), times.end());
    return times;
}

} // namespace

TEST(Reissue, EarlyTakesOneFifthOfATimeoutAtMost)
{
    for (uint32_t seed = 1; seed <= 3; ++seed)
    {
        std::array<Time, 2> late;
        for (const bool failsEarly : {false, true})
        {
            const std::vector<Time> times = AskWhileServersFail(seed, failsEarly);
            late[failsEarly] = times[times.size() * 999 / 1000];
            std::cout << "measured: " << (failsEarly ? "told of failures" : "after 100 ms")
                      << ", seed " << seed << ": median " << times[times.size() / 2].As(Time::US)
                      << ", 99 % " << times[times.size() * 99 / 100].As(Time::US) << ", 99.9 % "
                      << late[failsEarly].As(Time::US) << ", most " << times.back().As(Time::US)
                      << "\n";
            Simulator::Destroy();
        }
        EXPECT_LE(late[true] * 5, late[false]) << "seed " << seed;
    }
}
