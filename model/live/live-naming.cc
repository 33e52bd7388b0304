/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "live-naming.h"

#include "live-port.h"

#include "ns3/ipv4-header.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/naming.h"
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
constexpr uint8_t ANSWER_TTL = 64;

/** Takes the first word off a line. */
std::string
TakeWord(std::string& line)
{
    const std::size_t end = std::min(line.find(' '), line.size());
    std::string word = line.substr(0, end);
    line.erase(0, end + 1);
    return word;
}

} // namespace

LiveNaming::LiveNaming(LivePort* port, Ptr<Naming> naming, Ipv4Address address)
    : m_port(port),
      m_naming(naming),
      m_address(address)
{
}

void
LiveNaming::Bind(Ptr<LivePort> port, Ptr<Naming> naming, Ipv4Address address)
{
    const std::shared_ptr<LiveNaming> self(new LiveNaming(PeekPointer(port), naming, address));
    port->SetInterceptor([self](Ptr<const Packet> packet, uint16_t protocol) {
        return self->Intercept(packet, protocol);
    });
}

bool
LiveNaming::Intercept(Ptr<const Packet> packet, uint16_t protocol)
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
    if (udp.GetDestinationPort() != UDP_PORT)
    {
        return true;
    }
    std::string line(rest->GetSize(), '\0');
    rest->CopyData(reinterpret_cast<uint8_t*>(line.data()), line.size());
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
    {
        line.pop_back();
    }
    const Client client{ip.GetSource(), udp.GetSourcePort()};
    try
    {
        Do(line, client);
    }
    catch (const std::exception& error) // a name that is too long, or no service at this time
    {
        Answer(std::string("error ") + error.what(), client);
    }
    return true;
}

void
LiveNaming::Do(const std::string& line, const Client& client)
{
    std::string rest = line;
    const std::string verb = TakeWord(rest);
    // The answer may come when nobody intercepts any more.
    const auto answer = [self = shared_from_this(), client, port = Ptr<LivePort>(m_port)](
                            NamingStatus status,
                            const std::string& value) {
        self->Answer(status == NamingStatus::ABSENT   ? "absent"
                     : status == NamingStatus::FAILED ? "failed"
                     : value.empty()                  ? "ok"
                                                      : "ok " + value,
                     client);
    };
    if (verb == "put")
    {
        const std::string name = TakeWord(rest);
        m_naming->Put(name, rest, answer);
    }
    else if (verb == "get")
    {
        m_naming->Get(rest, answer);
    }
    else if (verb == "delete")
    {
        m_naming->Delete(rest, answer);
    }
    else
    {
        Answer("error give put NAME VALUE, get NAME or delete NAME", client);
    }
}

void
LiveNaming::Answer(const std::string& line, const Client& client) const
{
    Ptr<Packet> packet = Create<Packet>(reinterpret_cast<const uint8_t*>(line.data()), line.size());
    UdpHeader udp; // without a checksum, as IPv4 allows
    udp.SetSourcePort(UDP_PORT);
    udp.SetDestinationPort(client.port);
    packet->AddHeader(udp);
    Ipv4Header ip;
    ip.EnableChecksum();
    ip.SetSource(m_address);
    ip.SetDestination(client.address);
    ip.SetProtocol(UdpL4Protocol::PROT_NUMBER);
    ip.SetPayloadSize(packet->GetSize());
    ip.SetTtl(ANSWER_TTL);
    packet->AddHeader(ip);
    m_port->Write(packet);
}

} // namespace ns3::camcube
