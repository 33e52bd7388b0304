/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Messages that come doubled, late, cut short or with other bytes while a cube boots.

#include "booting-cube.h"

#include "ns3/camcube-net-device.h"
#include "ns3/error-model.h"
#include "ns3/frame.h"

#include <functional>
#include <utility>
#include <vector>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

using Bytes = std::vector<uint8_t>;

/** Does something to a share of the frames that a port receives, for a while: what is false is told
 * on. */
class Tampering : public ErrorModel
{
  public:
    /** \return whether the frame is lost; a second one may be handed to the service */
    using Act = std::function<bool(Ptr<Packet> frame, Bootstrap& service, uint8_t in)>;

    Tampering(Ptr<UniformRandomVariable> random, Bootstrap& service, uint8_t in, Act act)
        : m_random(random),
          m_service(service),
          m_in(in),
          m_act(std::move(act))
    {
    }

  private:
    bool DoCorrupt(Ptr<Packet> frame) override
    {
        return Simulator::Now() < MilliSeconds(2) && m_random->GetValue() < 0.1 &&
               m_act(frame, m_service, m_in);
    }

    void DoReset() override
    {
    }

    Ptr<UniformRandomVariable> m_random;
    Bootstrap& m_service;
    uint8_t m_in;
    Act m_act;
};

/** Gives bytes to a service after a while, as a frame that came in. */
void
Inject(Bootstrap& service, uint8_t in, const Ptr<Packet>& bytes, Time after)
{
    const Ptr<Packet> copy = bytes->Copy();
    Simulator::Schedule(after, [&service, in, copy] {
        FramePtr frame = Frame::FromPacket(copy);
        if (frame && service.IsDeployed())
        {
            service.Receive(std::move(frame), in);
        }
    });
}

/** Has a cube boot whose ports all tamper with a tenth of the frames. */
BootstrapSurvey::Counts
BootTampered(uint32_t seed, const Tampering::Act& act)
{
    BootingCube cube(Torus(4, 4, 4), seed);
    const auto random = cube.MakeRandom();
    for (uint32_t server = 0; server < cube.GetServers().GetN(); ++server)
    {
        for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
        {
            TorusHelper::GetPort(cube.GetServers().Get(server), port)
                ->SetReceiveErrorModel(Create<Tampering>(random, cube.Get(server), port, act));
        }
    }
    cube.GetTrial().Run();
    return cube.Look().GetCounts();
}

constexpr uint32_t HEADERS = Frame::ETHERNET_HEADER_BYTES + Frame::SERVICE_ID_BYTES;

/** \return a frame with some bytes behind the service id changed */
Ptr<Packet>
ChangeBytes(const Ptr<Packet>& frame, uint32_t count, UniformRandomVariable& random)
{
    Bytes bytes(frame->GetSize());
    frame->CopyData(bytes.data(), frame->GetSize());
    for (uint32_t i = 0; i < count && bytes.size() > HEADERS; ++i)
    {
        const auto last = static_cast<uint32_t>(bytes.size() - 1);
        bytes[random.GetInteger(HEADERS, last)] = static_cast<uint8_t>(random.GetInteger(0, 255));
    }
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

} // namespace

TEST(BootstrapTampering, OfMessagesDoubledOrLateDoesNoHarm)
{
    for (uint32_t seed = 1; seed <= 5; ++seed)
    {
        for (const bool doubled : {true, false})
        {
            auto random = CreateObject<UniformRandomVariable>();
            random->SetStream(1000000 + seed);
            const auto counts = BootTampered(seed, [&](auto frame, auto& service, uint8_t in) {
                Inject(service, in, frame, MicroSeconds(random->GetInteger(0, 300)));
                return !doubled;
            });
            EXPECT_EQ(counts.identified, counts.servers) << "seed " << seed;
            EXPECT_EQ(counts.wrong, 0U) << "seed " << seed;
            EXPECT_EQ(counts.malformed, 0U) << "seed " << seed;
        }
    }
}

TEST(BootstrapTampering, ByCuttingMessagesShortIsCounted)
{
    for (uint32_t seed = 1; seed <= 5; ++seed)
    {
        auto random = CreateObject<UniformRandomVariable>();
        random->SetStream(1000000 + seed);
        const auto counts = BootTampered(seed, [&](auto frame, auto& service, uint8_t in) {
            const auto left = random->GetInteger(HEADERS, frame->GetSize() - 1);
            Inject(service, in, frame->CreateFragment(0, left), Time());
            return true;
        });
        EXPECT_EQ(counts.identified, counts.servers) << "seed " << seed;
        EXPECT_EQ(counts.wrong, 0U) << "seed " << seed;
        EXPECT_GT(counts.malformed, 0U) << "seed " << seed;
    }
}

TEST(BootstrapTampering, WithBytesOfMessagesNeverEndsTheProgram)
{
    uint64_t malformed = 0;
    uint32_t identified = 0;
    for (uint32_t seed = 1; seed <= 20; ++seed)
    {
        const uint32_t most = seed % 2 == 0 ? 3 : 200;
        auto random = CreateObject<UniformRandomVariable>();
        random->SetStream(1000000 + seed);
        const auto counts = BootTampered(seed, [&](auto frame, auto& service, uint8_t in) {
            const uint32_t count = random->GetInteger(1, most);
            Inject(service, in, ChangeBytes(frame, count, *random), Time());
            return random->GetValue() < 0.5;
        });
        malformed += counts.malformed;
        identified += counts.identified;
    }
    EXPECT_GT(malformed, 0U);
    std::cout << "measured: bootstrap, 4x4x4, random bytes in a tenth of all messages: "
              << malformed << " refused, " << identified << " of 1280 servers identified\n";
}
