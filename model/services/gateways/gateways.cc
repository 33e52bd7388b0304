/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "gateways.h"

#include "address-directory.h"
#include "virtual-address-nic.h"

#include "ns3/deployment-counters.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(Gateways);

namespace
{

std::string
NameOf(const Ipv4Address& address)
{
    std::ostringstream os;
    os << address;
    return os.str();
}

} // namespace

/** Behind the header of multi-hop routing. */
struct Gateways::Header
{
    ServerSet::Rank after{ServerSet::FIRST}; //!< servers up to this place have been tried
    uint8_t passes{0};                       //!< times that it was passed on
    bool isOutward{false};                   //!< whether it is to leave the cube
    static constexpr auto FIELDS =
        HeaderFields(&Header::after, &Header::passes, &Header::isOutward);
};

TypeId
Gateways::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::Gateways")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddConstructor<Gateways>()
            .AddAttribute("PassLimit",
                          "Times that a packet of a connection that a server does not know is "
                          "passed on to others",
                          UintegerValue(16),
                          MakeUintegerAccessor(&Gateways::m_passLimit),
                          MakeUintegerChecker<uint8_t>())
            .AddAttribute("IdleTime",
                          "Time after the last packet of a connection from which on its server may "
                          "forget it",
                          TimeValue(Seconds(300)),
                          MakeTimeAccessor(&Gateways::m_idleTime),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("RetryTime",
                          "Time until a neighbor is told again who serves what, the first time; "
                          "doubled each time",
                          TimeValue(MilliSeconds(1)),
                          MakeTimeAccessor(&Gateways::m_retryTime),
                          MakeTimeChecker(NanoSeconds(1), Seconds(3600)))
            .AddTraceSource("Accepted",
                            "A connection begins at this server: client, its port, virtual "
                            "address, port",
                            MakeTraceSourceAccessor(&Gateways::m_acceptedTrace),
                            "ns3::camcube::Gateways::ConnectionCallback")
            .AddTraceSource("PassedOn",
                            "A packet is passed on to the server that may know its connection: "
                            "client, its port, virtual address, port",
                            MakeTraceSourceAccessor(&Gateways::m_passedOnTrace),
                            "ns3::camcube::Gateways::ConnectionCallback");
    return tid;
}

Gateways::Gateways()
    : Service(SERVICE_ID),
      m_spread(std::make_unique<DeploymentCounters>())
{
}

Gateways::~Gateways() = default;

bool
Gateways::NeedsPlace() const
{
    return true;
}

void
Gateways::Placed()
{
    m_routing = GetRuntime().Require<MultiHopRouting>();
    m_endpoint = m_routing->AddEndpoint(this, ENDPOINT, [this](FramePtr frame, const auto&) {
        Arrived(std::move(frame));
    });
    m_directory = std::make_unique<AddressDirectory>(m_routing,
                                                     this,
                                                     SPREAD_ENDPOINT,
                                                     m_retryTime,
                                                     *m_spread);
    if (m_nic)
    {
        m_nic->SetSender([this](const Ptr<Packet>& packet) { return ToOutside(packet, 0); });
    }
}

void
Gateways::Withdrawing()
{
    if (m_routing->IsDeployed())
    {
        for (const Ipv4Address& address : m_directory->GetServed())
        {
            m_directory->Tell(address, false); // as well as that can be done now
        }
    }
    m_directory = nullptr;
    m_connections.clear();
    if (m_nic)
    {
        m_nic->SetSender(nullptr);
    }
    if (m_outside)
    {
        GetNode()->UnregisterProtocolHandler(MakeCallback(&Gateways::FromOutside, this));
        m_outside = nullptr;
    }
}

void
Gateways::DoDispose()
{
    m_directory = nullptr;
    m_routing = nullptr;
    m_outside = nullptr;
    if (m_nic)
    {
        m_nic->SetSender(nullptr);
        m_nic = nullptr;
    }
    Service::DoDispose();
}

bool
Gateways::IsReachable(uint32_t server) const
{
    return m_routing->IsReachable(GetRuntime().GetTorus().GetCoordinate(server));
}

void
Gateways::RequireRunning() const
{
    if (!m_directory || !m_routing->IsDeployed())
    {
        throw std::logic_error("Gateways was used while it or MultiHopRouting is not deployed on "
                               "this server; install them to start before");
    }
}

void
Gateways::Open(const Ptr<NetDevice>& outside)
{
    RequireRunning();
    if (!outside || outside->GetNode() != GetNode())
    {
        throw std::invalid_argument("a gateway needs a device of its own server that leads out");
    }
    const Ptr<Ipv4> ipv4 = GetNode()->GetObject<Ipv4>();
    if (ipv4 && ipv4->GetInterfaceForDevice(outside) >= 0)
    {
        throw std::invalid_argument("the device that leads out of a gateway has an IP address, so "
                                    "that packets would be taken twice; give it none");
    }
    if (m_outside)
    {
        throw std::logic_error("server " + GetRuntime().GetCoordinate().GetName() +
                               " is a gateway already; close it before");
    }
    m_outside = outside;
    GetNode()->RegisterProtocolHandler(MakeCallback(&Gateways::FromOutside, this),
                                       Ipv4L3Protocol::PROT_NUMBER,
                                       outside);
    m_directory->Tell(AddressDirectory::OfGateways(), true);
}

void
Gateways::Close()
{
    RequireRunning();
    if (!m_outside)
    {
        throw std::logic_error("server " + GetRuntime().GetCoordinate().GetName() +
                               " is no gateway that could be closed");
    }
    GetNode()->UnregisterProtocolHandler(MakeCallback(&Gateways::FromOutside, this));
    m_outside = nullptr;
    m_directory->Tell(AddressDirectory::OfGateways(), false);
}

void
Gateways::Serve(const Ipv4Address& address)
{
    RequireRunning();
    if (address.IsAny() || address.IsBroadcast() || address.IsMulticast() || address.IsLocalhost())
    {
        throw std::invalid_argument(NameOf(address) +
                                    " can be no virtual address; choose one that a host could "
                                    "have");
    }
    if (Serves(address))
    {
        throw std::logic_error("server " + GetRuntime().GetCoordinate().GetName() + " serves " +
                               NameOf(address) + " already");
    }
    if (!m_nic)
    {
        m_nic = VirtualAddressNic::Install(GetNode(),
                                           MultiHopRouting::GetMtu(GetRuntime().GetMtu()) -
                                               WireBytesOf<Header>);
        m_nic->SetSender([this](const Ptr<Packet>& packet) { return ToOutside(packet, 0); });
    }
    m_nic->AddAddress(address);
    m_directory->Tell(address, true);
}

void
Gateways::Leave(const Ipv4Address& address)
{
    RequireRunning();
    if (!Serves(address))
    {
        throw std::logic_error("server " + GetRuntime().GetCoordinate().GetName() +
                               " does not serve " + NameOf(address) + ", and cannot leave it");
    }
    m_directory->Tell(address, false);
}

bool
Gateways::Serves(const Ipv4Address& address) const
{
    return m_directory && m_directory->Serves(address);
}

void
Gateways::FromOutside(Ptr<NetDevice>,
                      Ptr<const Packet> packet,
                      uint16_t,
                      const Address&,
                      const Address&,
                      NetDevice::PacketType)
{
    ++m_counters.inward;
    const auto connection = Connection::Of(*packet);
    if (!connection)
    {
        ++m_counters.malformed;
        return;
    }
    const ServerSet* servers =
        m_routing->IsDeployed() ? m_directory->Find(connection->address) : nullptr;
    const uint64_t hash = connection->GetHash();
    const auto mayBe = [this](uint32_t server, bool serves) {
        return serves && IsReachable(server);
    };
    const auto chosen = servers ? servers->Choose(hash, ServerSet::FIRST, mayBe) : std::nullopt;
    if (!chosen)
    {
        ++m_counters.unserved;
        return;
    }
    Carry(chosen->server, Header(), packet->Copy(), hash);
}

void
Gateways::Carry(uint32_t server, const Header& header, const Ptr<Packet>& packet, uint64_t hash)
{
    auto frame = std::make_unique<Frame>(MultiHopRouting::SERVICE_ID, packet);
    frame->SetInnerHeader(header);
    const SendResult sent = m_routing->Send(GetRuntime().GetTorus().GetCoordinate(server),
                                            ENDPOINT,
                                            std::move(frame),
                                            static_cast<uint16_t>(hash));
    m_counters.tooLong += sent == SendResult::TOO_LONG;
}

void
Gateways::Arrived(FramePtr frame)
{
    const Header* peeked = frame->PeekInnerHeader<Header>();
    const auto connection = peeked ? Connection::Of(*frame->GetPayload()) : std::nullopt;
    if (!peeked || (!connection && !peeked->isOutward))
    {
        ++m_counters.malformed;
        return;
    }
    const Header header = *peeked;
    const Ptr<Packet> packet = frame->GetPayload()->Copy();
    if (!header.isOutward)
    {
        Inward(*connection, header, packet);
    }
    else if (m_outside)
    {
        ++m_counters.outward;
        m_outside->Send(packet, m_outside->GetBroadcast(), Ipv4L3Protocol::PROT_NUMBER);
    }
    else if (header.passes < m_passLimit)
    {
        ToOutside(packet, header.passes + 1); // it has been a gateway
    }
    else
    {
        ++m_counters.unserved;
    }
}

void
Gateways::Inward(const Connection& connection, const Header& header, const Ptr<Packet>& packet)
{
    const bool isKnown = Knows(connection);
    if (m_nic && (isKnown || (connection.isOpening && Serves(connection.address))))
    {
        if (!isKnown)
        {
            Accept(connection);
        }
        ++m_counters.delivered;
        m_nic->Deliver(packet);
        return;
    }
    // One that has left may have the connection; a new one is for those who have not.
    const uint64_t hash = connection.GetHash();
    const ServerSet* servers = m_directory->Find(connection.address);
    const auto mayBe = [&, here = m_directory->GetHere()](uint32_t server, bool serves) {
        return server != here && (serves || !connection.isOpening) && IsReachable(server);
    };
    const auto next = servers ? servers->Choose(hash, header.after, mayBe) : std::nullopt;
    if (next && header.passes < m_passLimit)
    {
        ++m_counters.passedOn;
        m_passedOnTrace(connection.client,
                        connection.clientPort,
                        connection.address,
                        connection.port);
        Carry(next->server,
              {next->rank, static_cast<uint8_t>(header.passes + 1), false},
              packet,
              hash);
        return;
    }
    ++m_counters.strays;
    if (m_nic)
    {
        m_nic->Deliver(packet); // whose stack refuses it
    }
}

bool
Gateways::Knows(const Connection& connection)
{
    const auto found = m_connections.find(connection);
    if (found == m_connections.end())
    {
        return false;
    }
    found->second = Simulator::Now();
    return true;
}

void
Gateways::Accept(const Connection& connection)
{
    if (m_connections.size() >= m_sweepAt)
    {
        for (auto i = m_connections.begin(); i != m_connections.end();)
        {
            const bool isIdle = Simulator::Now() - i->second >= m_idleTime;
            i = isIdle ? m_connections.erase(i) : std::next(i);
        }
        m_sweepAt = std::max(m_sweepAt, 2 * m_connections.size());
    }
    m_connections[connection] = Simulator::Now();
    ++m_counters.accepted;
    m_acceptedTrace(connection.client, connection.clientPort, connection.address, connection.port);
}

bool
Gateways::ToOutside(const Ptr<Packet>& packet, uint8_t passes)
{
    const ServerSet* gateways =
        m_routing->IsDeployed() ? m_directory->Find(AddressDirectory::OfGateways()) : nullptr;
    // Of several that are as near, each connection has its own.
    const auto connection = Connection::Of(*packet);
    const uint64_t hash = connection ? connection->GetHash() : 0;
    const auto distanceTo = [this](uint32_t server) {
        return m_routing->GetDistance(GetRuntime().GetTorus().GetCoordinate(server));
    };
    const auto nearest = gateways ? gateways->ChooseNearest(hash, distanceTo) : std::nullopt;
    if (!nearest)
    {
        ++m_counters.unserved;
        return false;
    }
    Carry(nearest->server, {ServerSet::FIRST, passes, true}, packet, hash);
    return true;
}

} // namespace ns3::camcube
