/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "gateways.h"

#include "address-directory.h"
#include "gateway-header.h"
#include "virtual-address-nic.h"

#include "ns3/flood-counters.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

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
      m_spread(std::make_unique<FloodCounters>())
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
                                               WireBytesOf<GatewayHeader>);
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

} // namespace ns3::camcube
