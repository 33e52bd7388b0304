/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The naming service as programs of a host see it, and datagrams that make no sense.

#include "host-cube.h"

#include "ns3/distance-vector-helper.h"
#include "ns3/live-naming.h"
#include "ns3/naming.h"
#include "ns3/udp-header.h"

#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr uint16_t CLIENT_PORT = 5000;
constexpr uint32_t HEADER_BYTES = 28; //!< of IPv4 and UDP

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
            LiveNaming::Bind(m_ports[i],
                             ServiceHelper<Naming>::Get(m_servers.Get(i)),
                             LivePortHelper::SERVICE_ADDRESS);
        }
    }

    static std::string MakeDatagram(uint32_t from, const std::string& line)
    {
        UdpHeader udp;
        udp.SetSourcePort(CLIENT_PORT);
        udp.SetDestinationPort(LiveNaming::UDP_PORT);
        Ptr<Packet> packet =
            Create<Packet>(reinterpret_cast<const uint8_t*>(line.data()), line.size());
        packet->AddHeader(udp);
        std::string bytes(packet->GetSize(), '\0');
        packet->CopyData(reinterpret_cast<uint8_t*>(bytes.data()), bytes.size());
        return MakeIpv4(from, LivePortHelper::SERVICE_ADDRESS, bytes);
    }

    /** \return what a host is answered; empty if it is not */
    std::string Ask(uint32_t host, const std::string& datagram)
    {
        EXPECT_TRUE(Write(host, datagram));
        const std::string answer = Read(host, std::chrono::milliseconds(20000));
        return answer.size() > HEADER_BYTES ? answer.substr(HEADER_BYTES) : "";
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
        datagrams.push_back(MakeDatagram(i % 3, dialogue[i].first));
    }
    const std::string tooLong = MakeDatagram(0, "get " + std::string(500, 'x'));
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
    const std::string good = MakeDatagram(0, "put a b");
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
    const std::string question = MakeDatagram(1, "get nothing");
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
