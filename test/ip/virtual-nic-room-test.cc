/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A stack that asks before it sends loses nothing to full queues, and one that does not is told.

#include "cube-fixture.h"

#include "ns3/ipv4-header.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/live-port-helper.h"
#include "ns3/virtual-nic.h"

#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class VirtualNicRoom : public CubeTest, public testing::WithParamInterface<const char*>
{
};

using VirtualNicWithoutRoom = CubeTest;

Ptr<Packet>
MakePacket(uint32_t to, uint16_t port)
{
    const uint8_t ports[8] = {0, 1, static_cast<uint8_t>(port >> 8), static_cast<uint8_t>(port)};
    Ptr<Packet> packet = Create<Packet>(ports, sizeof(ports));
    packet->AddPaddingAtEnd(1000);
    Ipv4Header header;
    header.SetDestination(LivePortHelper::GetIpv4Address(to));
    header.SetProtocol(17);
    header.SetPayloadSize(packet->GetSize());
    packet->AddHeader(header);
    return packet;
}

} // namespace

TEST_P(VirtualNicRoom, IsThereIfAndOnlyIfAPacketIsTaken)
{
    const uint32_t seed = std::random_device()();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    TorusHelper torus(3, 3, 2);
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper helper;
    helper.SetAttribute("QueueLimit", UintegerValue(3));
    helper.SetAttribute("Choice", StringValue(GetParam()));
    helper.Install(servers);
    const Ptr<VirtualNic> nic = LivePortHelper(torus.GetTorus()).InstallNic(servers.Get(0));
    uint32_t taken = 0;
    uint32_t refused = 0;
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < 6000; ++i)
    {
        Simulator::Schedule(MicroSeconds(random() % 5000), [&] {
            Ptr<Packet> packet = MakePacket(1 + random() % 17, random() % 100);
            const Address to = nic->GetBroadcast();
            const bool hasRoom = nic->HasRoom(packet, to, Ipv4L3Protocol::PROT_NUMBER);
            const bool isTaken = nic->Send(packet, to, Ipv4L3Protocol::PROT_NUMBER);
            wrong += hasRoom != isTaken;
            ++(isTaken ? taken : refused);
        });
    }
    Simulator::Schedule(MicroSeconds(6000),
                        [&] { TorusHelper::GetLink(servers.Get(0), 4)->Cut(); });
    Simulator::Run();
    EXPECT_EQ(wrong, 0);
    EXPECT_GT(taken, 100);
    EXPECT_GT(refused, 100);
    EXPECT_EQ(Routing(servers, 0)->GetCounters().dropped[MultiHopRouting::QUEUE_FULL], refused);
}

INSTANTIATE_TEST_SUITE_P(Choices,
                         VirtualNicRoom,
                         testing::Values("RandomPath", "PerFlow", "LeastUtilized"));

TEST_F(VirtualNicWithoutRoom, IsNotWhatPacketsLackThatAreRefused)
{
    TorusHelper torus(3, 1, 1);
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    const Ptr<VirtualNic> nic = LivePortHelper(torus.GetTorus()).InstallNic(servers.Get(0));
    Simulator::ScheduleNow([&] {
        const Address to = nic->GetBroadcast();
        // Nobody's address.
        EXPECT_TRUE(nic->HasRoom(MakePacket(77, 1), to, Ipv4L3Protocol::PROT_NUMBER));
        EXPECT_FALSE(nic->Send(MakePacket(77, 1), to, Ipv4L3Protocol::PROT_NUMBER));
        // No path: it is held, and not refused.
        TorusHelper::GetLink(servers.Get(0), PLUS_X)->Cut();
        TorusHelper::GetLink(servers.Get(0), MINUS_X)->Cut();
        EXPECT_TRUE(nic->HasRoom(MakePacket(1, 1), to, Ipv4L3Protocol::PROT_NUMBER));
        EXPECT_TRUE(nic->Send(MakePacket(1, 1), to, Ipv4L3Protocol::PROT_NUMBER));
    });
    Simulator::Run();
}
