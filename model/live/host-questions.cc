/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "host-questions.h"

#include "ipv4-packet.h"
#include "live-port.h"
#include "text-packet.h"

#include "ns3/ipv4-header.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/udp-header.h"
#include "ns3/udp-l4-protocol.h"

#include <algorithm>
#include <exception>

namespace ns3::camcube
{

namespace
{

constexpr uint32_t IP_BYTES = 20; //!< of an IPv4 header without options
constexpr uint32_t UDP_BYTES = 8; //!< of a UDP header

/** \return the text of a packet, without the end of its line */
std::string
GetLine(const Packet& packet)
{
    std::string line = ReadTextPacket(packet);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
    {
        line.pop_back();
    }
    return line;
}

} // namespace

HostQuestions::HostQuestions(LivePort* port, Ipv4Address address)
    : m_port(port),
      m_address(address)
{
}

std::shared_ptr<HostQuestions>
HostQuestions::Bind(Ptr<LivePort> port, Ipv4Address address)
{
    const std::shared_ptr<HostQuestions> self(new HostQuestions(PeekPointer(port), address));
    port->SetInterceptor([self](const Ptr<const Packet>& packet, uint16_t protocol) {
        return self->Intercept(packet, protocol);
    });
    return self;
}

void
HostQuestions::Add(uint16_t udpPort, Service service)
{
    m_services[udpPort] = std::move(service);
}

std::string
HostQuestions::TakeWord(std::string& line)
{
    const std::size_t end = std::min(line.find(' '), line.size());
    std::string word = line.substr(0, end);
    line.erase(0, end + 1);
    return word;
}

bool
HostQuestions::Intercept(const Ptr<const Packet>& packet, uint16_t protocol) const
{
    // Headers are read once the bytes are known to be there: the host may send any.
    uint8_t first[IP_BYTES + UDP_BYTES];
    const bool isWhole = packet->CopyData(first, sizeof(first)) == sizeof(first);
    if (protocol != Ipv4L3Protocol::PROT_NUMBER || !isWhole ||
        Ipv4Address::Deserialize(first + 16) != m_address)
    {
        return false;
    }
    constexpr uint8_t WITHOUT_OPTIONS = 4 << 4 | IP_BYTES / 4;
    const bool isFragment = (first[6] & 0x3f) != 0 || first[7] != 0;
    if (first[0] != WITHOUT_OPTIONS || isFragment || first[9] != UdpL4Protocol::PROT_NUMBER)
    {
        return true; // for this address, and nothing that is answered
    }
    Ptr<Packet> rest = packet->Copy();
    Ipv4Header ip;
    UdpHeader udp;
    rest->RemoveHeader(ip);
    rest->RemoveHeader(udp);
    const auto service = m_services.find(udp.GetDestinationPort());
    if (service == m_services.end())
    {
        return true;
    }
    const Client client{ip.GetSource(), udp.GetSourcePort()};
    const Answer answer = MakeAnswer(service->first, client);
    try
    {
        service->second(GetLine(*rest), client, answer);
    }
    catch (const std::exception& error) // a name that is too long, or no service at this time
    {
        answer(std::string("error ") + error.what());
    }
    return true;
}

HostQuestions::Answer
HostQuestions::MakeAnswer(uint16_t udpPort, const Client& client) const
{
    // It may come when nobody intercepts any more.
    return [=, address = m_address, port = Ptr<LivePort>(m_port)](const std::string& line) {
        Ptr<Packet> packet = MakeTextPacket(line);
        UdpHeader udp; // without a checksum, as IPv4 allows
        udp.SetSourcePort(udpPort);
        udp.SetDestinationPort(client.second);
        packet->AddHeader(udp);
        AddIpv4Header(packet, address, client.first, UdpL4Protocol::PROT_NUMBER);
        port->Write(packet);
    };
}

} // namespace ns3::camcube
