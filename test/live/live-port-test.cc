/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What hosts give to the cube comes out where it should, and what they do does not harm it.

#include "host-cube.h"

#include "ns3/virtual-nic-helper.h"
#include "ns3/virtual-nic.h"

#include <atomic>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr std::chrono::milliseconds PATIENCE(20000);

/** \return a packet of IPv6 with nothing but its header */
std::string
MakeIpv6(uint32_t to)
{
    std::string bytes(40, '\0');
    bytes[0] = 6 << 4;
    uint8_t address[16];
    LivePortHelper::GetIpv6Address(to).GetBytes(address);
    bytes.replace(24, 16, reinterpret_cast<char*>(address), 16);
    return bytes;
}

} // namespace

using LivePortTest = HostCubeTest;

TEST_F(LivePortTest, CarriesBothVersionsUnchanged)
{
    TorusHelper torus(3, 2, 1);
    Build(torus);
    const std::string four = MakeIpv4(0, LivePortHelper::GetIpv4Address(5), std::string(700, 'x'));
    const std::string six = MakeIpv6(5);
    std::string first;
    std::string second;
    Run([&] {
        EXPECT_TRUE(Write(0, four));
        first = Read(5, PATIENCE);
        EXPECT_TRUE(Write(1, six));
        second = Read(5, PATIENCE);
    });
    EXPECT_EQ(first, four);
    EXPECT_EQ(second, six);
    EXPECT_EQ(m_ports[5]->GetCounters().toHost, 2);
    EXPECT_EQ(m_ports[0]->GetCounters().fromHost, 1);
}

TEST_F(LivePortTest, CountsWhatIsNoPacketForTheCube)
{
    TorusHelper torus(2, 2, 1);
    Build(torus);
    const uint16_t mtu = VirtualNicHelper::Get(m_servers.Get(0))->GetMtu();
    const std::string tooLong(mtu - 20 + 1, 'x'); // behind the IP header
    const std::string good = MakeIpv4(0, LivePortHelper::GetIpv4Address(1), "to somebody");
    std::string first;
    // Packets are made here, for a thread of the hosts may not call ns-3.
    const std::vector<std::string> packets{
        "12345", // of no version that there is
        MakeIpv4(0, Ipv4Address("10.0.0.77"), "to nobody"),
        MakeIpv4(0, Ipv4Address("224.0.0.1"), "to all"),
        std::string(1, 4 << 4),
        MakeIpv4(0, LivePortHelper::GetIpv4Address(1), tooLong),
    };
    Run([&] {
        for (const std::string& packet : packets)
        {
            EXPECT_TRUE(Write(0, packet));
        }
        EXPECT_TRUE(Write(0, good));
        first = Read(1, PATIENCE); // by then the others have been seen
    });
    EXPECT_EQ(first, good);
    EXPECT_EQ(m_ports[0]->GetCounters().fromHost, 6);
    EXPECT_EQ(m_ports[0]->GetCounters().foreign, 1);
    EXPECT_EQ(m_ports[0]->GetCounters().refused, 4);
    EXPECT_EQ(VirtualNicHelper::Get(m_servers.Get(0))->GetCounters().tooLong, 1);
}

TEST_F(LivePortTest, StopsReadingWhenTheCubeIsFull)
{
    TorusHelper torus(2, 1, 1);
    // 4 ms a packet, and two cables: 2 ms.
    torus.SetDeviceAttribute("DataRate", StringValue("2Mbps"));
    MultiHopRoutingHelper routing;
    routing.SetAttribute("QueueLimit", UintegerValue(4));
    Build(torus, routing);
    const std::string packet =
        MakeIpv4(0, LivePortHelper::GetIpv4Address(1), std::string(1000, 'x'));
    constexpr uint32_t PACKETS = 600; // more than may wait in queues, port and socket together
    uint32_t refusals = 0;
    uint32_t arrived = 0;
    Run([&] {
        for (uint32_t sent = 0; sent < PACKETS;)
        {
            if (Write(0, packet))
            {
                ++sent;
                continue;
            }
            ++refusals; // as the host's own queue does when nobody reads
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            while (!Read(1, std::chrono::milliseconds(0)).empty())
            {
                ++arrived;
            }
        }
        while (arrived < PACKETS && !Read(1, PATIENCE).empty())
        {
            ++arrived;
        }
    });
    EXPECT_EQ(arrived, PACKETS);
    EXPECT_GT(refusals, 0);
    EXPECT_GT(m_ports[0]->GetCounters().waited, 0);
    EXPECT_EQ(Routing(m_servers, 0)->GetCounters().dropped[MultiHopRouting::QUEUE_FULL], 0);
    EXPECT_EQ(m_ports[0]->GetCounters().refused, 0);
}

TEST_F(LivePortTest, WaitsWhileTheSimulationIsLate)
{
    TorusHelper torus(2, 1, 1);
    Build(torus);
    const std::string packet = MakeIpv4(0, LivePortHelper::GetIpv4Address(1), "to a neighbour");
    std::string received;
    std::atomic<bool> isWritten{false};
    Simulator::Schedule(MilliSeconds(20), [&isWritten] {
        while (!isWritten)
        {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    });
    Run([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        EXPECT_TRUE(Write(0, packet));
        isWritten = true;
        received = Read(1, PATIENCE);
    });
    EXPECT_EQ(received, packet);
    EXPECT_GT(m_ports[0]->GetCounters().waited, 0);
}

TEST_F(LivePortTest, OutlivesItsDevice)
{
    TorusHelper torus(3, 1, 1);
    Build(torus);
    const std::string packet = MakeIpv4(0, LivePortHelper::GetIpv4Address(1), "to who has gone");
    const std::string other = MakeIpv4(0, LivePortHelper::GetIpv4Address(2), "to who is there");
    std::string received;
    close(m_hosts[1]);
    m_hosts[1] = open("/dev/null", O_RDWR);
    Run([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        EXPECT_TRUE(Write(0, packet));
        EXPECT_TRUE(Write(0, packet));
        EXPECT_TRUE(Write(0, other));
        received = Read(2, PATIENCE);
    });
    EXPECT_EQ(received, other);
    EXPECT_EQ(m_ports[1]->GetCounters().writeErrors, 2);
    EXPECT_EQ(m_ports[1]->GetCounters().downs, 1);
    EXPECT_FALSE(m_ports[1]->IsUp());
    EXPECT_TRUE(m_ports[2]->IsUp());
}

TEST_F(LivePortTest, IsNeverSoonerThanTheCube)
{
    TorusHelper torus(4, 1, 1);
    torus.SetDeviceAttribute("ProcessingDelay", StringValue("20ms"));
    Build(torus);
    const std::string packet = MakeIpv4(0, LivePortHelper::GetIpv4Address(2), "two hops");
    double ms = 0;
    Run([&] {
        const auto begin = std::chrono::steady_clock::now();
        EXPECT_TRUE(Write(0, packet));
        EXPECT_NE(Read(2, PATIENCE), "");
        const auto time = std::chrono::steady_clock::now() - begin;
        ms = std::chrono::duration<double, std::milli>(time).count();
    });
    EXPECT_GE(ms, 40);
}

TEST_F(LivePortTest, InterceptorKeepsPackets)
{
    TorusHelper torus(2, 1, 1);
    Build(torus);
    uint32_t seen = 0;
    m_ports[0]->SetInterceptor([&](Ptr<const Packet> packet, uint16_t) {
        ++seen;
        return packet->GetSize() > 100;
    });
    const std::string small = MakeIpv4(0, LivePortHelper::GetIpv4Address(1), "small");
    const std::string large = MakeIpv4(0, LivePortHelper::GetIpv4Address(1), std::string(200, 'x'));
    std::string received;
    Run([&] {
        EXPECT_TRUE(Write(0, large));
        EXPECT_TRUE(Write(0, small));
        received = Read(1, PATIENCE);
    });
    EXPECT_EQ(seen, 2);
    EXPECT_EQ(received, small);
}
