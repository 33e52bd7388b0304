/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Which packets of the IP stack count as one flow.

#include "ns3/icmpv4.h"
#include "ns3/ip-flow.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv6-header.h"
#include "ns3/udp-header.h"

#include <array>
#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr uint16_t IPV4 = 0x0800;
constexpr uint16_t IPV6 = 0x86dd;

Ptr<Packet>
MakeUdp(uint16_t from, uint16_t to, uint32_t bytes = 100)
{
    Ptr<Packet> packet = Create<Packet>(bytes);
    UdpHeader udp;
    udp.SetSourcePort(from);
    udp.SetDestinationPort(to);
    packet->AddHeader(udp);
    return packet;
}

Ipv4Header
MakeIpv4(const char* from, const char* to, uint8_t protocol = 17)
{
    Ipv4Header header;
    header.SetSource(Ipv4Address(from));
    header.SetDestination(Ipv4Address(to));
    header.SetProtocol(protocol);
    return header;
}

uint16_t
FlowOf(Ptr<Packet> payload, Ipv4Header header)
{
    header.SetPayloadSize(payload->GetSize());
    payload->AddHeader(header);
    return GetIpFlow(payload, IPV4);
}

uint16_t
FlowOf(Ptr<Packet> payload, const char* from, const char* to, uint8_t protocol = 17)
{
    Ipv6Header header;
    header.SetSource(Ipv6Address(from));
    header.SetDestination(Ipv6Address(to));
    header.SetNextHeader(protocol);
    payload->AddHeader(header);
    return GetIpFlow(payload, IPV6);
}

} // namespace

TEST(IpFlow, EveryPartOfTheFiveTupleCounts)
{
    const Ipv4Header header = MakeIpv4("10.0.0.1", "10.0.0.2");
    const uint16_t flow = FlowOf(MakeUdp(1, 2), header);
    EXPECT_EQ(FlowOf(MakeUdp(1, 2, 7), header), flow);
    EXPECT_NE(FlowOf(MakeUdp(2, 2), header), flow);
    EXPECT_NE(FlowOf(MakeUdp(1, 3), header), flow);
    EXPECT_NE(FlowOf(MakeUdp(2, 1), header), flow);
    EXPECT_NE(FlowOf(MakeUdp(1, 2), MakeIpv4("10.0.0.2", "10.0.0.1")), flow);
    EXPECT_NE(FlowOf(MakeUdp(1, 2), MakeIpv4("10.0.0.1", "10.0.0.3")), flow);
    EXPECT_NE(FlowOf(MakeUdp(1, 2), MakeIpv4("10.0.0.1", "10.0.0.2", 6)), flow);
}

TEST(IpFlow, FragmentsOfADatagramAreOneFlow)
{
    Ipv4Header first = MakeIpv4("10.0.0.1", "10.0.0.2");
    first.SetMoreFragments();
    Ipv4Header later = first;
    later.SetLastFragment();
    later.SetFragmentOffset(800);
    EXPECT_EQ(FlowOf(MakeUdp(1, 2), first), FlowOf(Create<Packet>(300), later));
}

TEST(IpFlow, EchoRequestsAreOneFlow)
{
    std::array<uint16_t, 2> flows{};
    for (uint16_t number : {0, 1})
    {
        Ptr<Packet> packet = Create<Packet>(56);
        Icmpv4Echo echo;
        echo.SetSequenceNumber(number);
        echo.SetData(packet);
        packet = Create<Packet>();
        packet->AddHeader(echo);
        Icmpv4Header icmp;
        icmp.SetType(Icmpv4Header::ICMPV4_ECHO);
        icmp.EnableChecksum(); // which is another one for each number
        packet->AddHeader(icmp);
        flows[number] = FlowOf(packet, MakeIpv4("10.0.0.1", "10.0.0.2", 1));
    }
    EXPECT_EQ(flows[0], flows[1]);
}

TEST(IpFlow, Ipv6FlowsAreToldApartToo)
{
    const uint16_t flow = FlowOf(MakeUdp(1, 2), "2001:db8::1", "2001:db8::2");
    EXPECT_EQ(FlowOf(MakeUdp(1, 2, 7), "2001:db8::1", "2001:db8::2"), flow);
    EXPECT_NE(FlowOf(MakeUdp(1, 3), "2001:db8::1", "2001:db8::2"), flow);
    EXPECT_NE(FlowOf(MakeUdp(1, 2), "2001:db8::1", "2001:db8::3"), flow);
    EXPECT_NE(FlowOf(MakeUdp(1, 2), "2001:db8:1::1", "2001:db8::2"), flow);
    EXPECT_NE(FlowOf(MakeUdp(1, 2), "2001:db8::1", "2001:db8::2", 6), flow);
}

TEST(IpFlow, PortsBehindOptionsAreFound)
{
    // 24 bytes of header: version and length 0x46, protocol 17, addresses, one word of options.
    std::array<uint8_t, 32> bytes{0x46, 0, 0,  32, 0, 0, 0,  0, 64, 17,
                                  0,    0, 10, 0,  0, 1, 10, 0, 0,  2};
    const auto flow = [&](uint8_t option, uint8_t port) {
        bytes[20] = option;
        bytes[25] = port;
        return GetIpFlow(Create<Packet>(bytes.data(), bytes.size()), IPV4);
    };
    EXPECT_EQ(flow(0, 1), flow(1, 1));
    EXPECT_NE(flow(0, 1), flow(0, 2));
}

TEST(IpFlow, WhatIsTooShortOrNoIpIsOfNoFlow)
{
    Ptr<Packet> packet = MakeUdp(1, 2);
    packet->AddHeader(MakeIpv4("10.0.0.1", "10.0.0.2"));
    EXPECT_EQ(GetIpFlow(packet, 0x0806), 0U);
    EXPECT_EQ(GetIpFlow(packet->CreateFragment(0, 19), IPV4), 0U);
    EXPECT_NE(GetIpFlow(packet->CreateFragment(0, 22), IPV4), 0U);
    EXPECT_EQ(GetIpFlow(Create<Packet>(), IPV6), 0U);
}

// Each pair of flows is on one hash as seldom as chance has it.
TEST(IpFlow, HashesAreSpreadEvenly)
{
    constexpr uint32_t FLOWS = 16000;
    constexpr uint32_t BINS = 16;
    std::array<uint32_t, BINS> counts{};
    for (uint32_t i = 0; i < FLOWS; ++i)
    {
        ++counts[FlowOf(MakeUdp(50000, i), MakeIpv4("10.0.0.1", "10.0.0.2")) % BINS];
    }
    double chiSquare = 0;
    for (uint32_t count : counts)
    {
        chiSquare += (count - double(FLOWS) / BINS) * (count - double(FLOWS) / BINS) * BINS / FLOWS;
    }
    std::cout << "measured: hashes of " << FLOWS << " flows in " << BINS << " bins: chi-square "
              << chiSquare << "\n";
    EXPECT_LT(chiSquare, 37.7); // the 0.999 quantile of 15 degrees of freedom
}
