/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The naming service as programs of a host see it, and datagrams that make no sense.

#include "host-cube.h"

#include "ns3/distance-vector-helper.h"
#include "ns3/live-naming.h"
#include "ns3/naming.h"

#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class LiveNamingTest : public HostCubeTest
{
  protected:
    void SetUp() override
    {
        HostCubeTest::SetUp();
        TorusHelper torus(3, 1, 1);
        Build(torus);
        DistanceVectorHelper().Install(m_servers);
        ServiceHelper<Naming>().Install(m_servers);
        for (uint32_t i = 0; i < m_servers.GetN(); ++i)
        {
            LiveNaming::AddTo(*HostQuestions::Bind(m_ports[i], LivePortHelper::SERVICE_ADDRESS),
                              ServiceHelper<Naming>::Get(m_servers.Get(i)));
        }
    }
};

} // namespace

TEST_F(LiveNamingTest, PutsGetsAndDeletes)
{
    // The packets are made before there is a second thread.
    const std::vector<std::pair<std::string, std::string>> dialogue{
        {"get color", "absent"},
        {"put color deep blue\n", "ok"},
        {"get color", "ok deep blue"},
        {"delete color", "ok"},
        {"get color", "absent"},
        {"paint color", "error give put NAME VALUE, get NAME or delete NAME"},
    };
    std::vector<std::string> datagrams;
    for (std::size_t i = 0; i < dialogue.size(); ++i)
    {
        datagrams.push_back(MakeDatagram(i % 3, LiveNaming::UDP_PORT, dialogue[i].first));
    }
    const std::string tooLong =
        MakeDatagram(0, LiveNaming::UDP_PORT, "get " + std::string(500, 'x'));
    std::vector<std::string> answers;
    std::string refusal;
    Run([&] {
        for (std::size_t i = 0; i < dialogue.size(); ++i)
        {
            answers.push_back(Ask(i % 3, datagrams[i]));
        }
        refusal = Ask(0, tooLong);
    });
    for (std::size_t i = 0; i < dialogue.size(); ++i)
    {
        EXPECT_EQ(answers[i], dialogue[i].second) << dialogue[i].first;
    }
    EXPECT_EQ(refusal.substr(0, 6), "error ");
}

TEST_F(LiveNamingTest, OutlivesWhatIsNoDatagram)
{
    constexpr uint32_t PACKETS = 20000;
    const uint32_t seed = std::random_device()();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const std::string good = MakeDatagram(0, LiveNaming::UDP_PORT, "put a b");
    std::vector<std::string> packets;
    for (uint32_t i = 0; i < PACKETS; ++i)
    {
        std::string packet = good.substr(0, random() % (good.size() + 1));
        for (uint32_t changes = random() % 4; changes > 0 && !packet.empty(); --changes)
        {
            packet[random() % packet.size()] = static_cast<char>(random());
        }
        packets.push_back(packet.empty() ? "x" : packet);
    }
    const std::string question = MakeDatagram(1, LiveNaming::UDP_PORT, "get nothing");
    const std::string last = MakeIpv4(0, LivePortHelper::GetIpv4Address(1), "the last one");
    packets.push_back(last);
    std::string answer;
    Run([&] {
        for (const std::string& packet : packets)
        {
            while (!Write(0, packet))
            {
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        }
        std::string received;
        do
        {
            received = Read(1, std::chrono::milliseconds(20000));
        } while (!received.empty() && received != last);
        answer = Ask(1, question);
    });
    EXPECT_EQ(answer, "absent");
    EXPECT_EQ(m_ports[0]->GetCounters().fromHost, PACKETS + 1);
}
