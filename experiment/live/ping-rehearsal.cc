/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ping-rehearsal.h"

#include "ns3/icmpv4.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv4-packet.h"
#include "ns3/simulator.h"
#include "ns3/virtual-nic.h"

namespace ns3::camcube
{

namespace
{

constexpr uint32_t PING_BYTES = 56;  //!< of ping's data, as it is without options
constexpr int64_t SETTLE_MS = 100;   //!< for routes, after the last failure
constexpr int64_t PATIENCE_S = 10;   //!< for an answer
constexpr uint8_t PROTOCOL_ICMP = 1; //!< in an IPv4 header

} // namespace

PingRehearsal::PingRehearsal(LiveTestbed& testbed)
    : m_testbed(testbed)
{
    const NodeContainer& servers = testbed.GetServers();
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        m_nics.push_back(testbed.GetPorts().InstallNic(*server));
        m_nics.back()->SetReceiveCallback(MakeCallback(&PingRehearsal::Receive, this));
    }
    m_outcome.servers = servers.GetN();
}

PingRehearsal::~PingRehearsal()
{
    m_givingUp.Cancel();
}

PingRehearsal::Outcome
PingRehearsal::Run()
{
    Simulator::Schedule(m_testbed.GetLastFailure() + MilliSeconds(SETTLE_MS),
                        &PingRehearsal::AskNext,
                        this);
    Simulator::Run();
    return m_outcome;
}

void
PingRehearsal::AskNext()
{
    m_givingUp.Cancel();
    do
    {
        ++m_to;
        m_from += m_to / m_outcome.servers;
        m_to %= m_outcome.servers;
    } while (m_to == m_from && m_from < m_outcome.servers);
    if (m_from >= m_outcome.servers)
    {
        Simulator::Stop();
        return;
    }
    ++m_outcome.pairs;
    m_asked = Simulator::Now();
    m_givingUp = Simulator::Schedule(Seconds(PATIENCE_S), &PingRehearsal::AskNext, this);
    Send(m_from, m_to, Icmpv4Header::ICMPV4_ECHO);
}

void
PingRehearsal::Send(uint32_t from, uint32_t to, uint8_t type)
{
    Ptr<Packet> packet = Create<Packet>(PING_BYTES);
    Icmpv4Echo echo;
    packet->AddHeader(echo);
    Icmpv4Header icmp;
    icmp.SetType(type);
    packet->AddHeader(icmp);
    AddIpv4Header(packet,
                  LivePortHelper::GetIpv4Address(from),
                  LivePortHelper::GetIpv4Address(to),
                  PROTOCOL_ICMP);
    m_nics[from]->Send(packet, m_nics[from]->GetBroadcast(), Ipv4L3Protocol::PROT_NUMBER);
}

bool
PingRehearsal::Receive(Ptr<NetDevice>, Ptr<const Packet> packet, uint16_t, const Address&)
{
    Ptr<Packet> rest = packet->Copy();
    Ipv4Header ip;
    Icmpv4Header icmp;
    rest->RemoveHeader(ip);
    rest->RemoveHeader(icmp);
    if (icmp.GetType() == Icmpv4Header::ICMPV4_ECHO)
    {
        Send(m_to, m_from, Icmpv4Header::ICMPV4_ECHO_REPLY);
        return true;
    }
    const Torus& torus = m_testbed.GetTorus();
    const double us = (Simulator::Now() - m_asked).GetNanoSeconds() * 1e-3;
    ++m_outcome.answered;
    m_outcome.roundTripUs.Add(us);
    m_outcome.byHops[torus.GetDistance(torus.GetCoordinate(m_from), torus.GetCoordinate(m_to))].Add(
        us);
    AskNext();
    return true;
}

} // namespace ns3::camcube
