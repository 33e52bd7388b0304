/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fat-tree-routing.h"

#include "flow-hash.h"

#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/output-stream-wrapper.h"
#include "ns3/simulator.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("FatTreeRouting");

NS_OBJECT_ENSURE_REGISTERED(FatTreeRouting);

TypeId
FatTreeRouting::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::FatTreeRouting")
            .SetParent<Ipv4RoutingProtocol>()
            .SetGroupName("Camcube")
            .AddConstructor<FatTreeRouting>()
            .AddAttribute(
                "Mode",
                "How a switch chooses among its ports up: by the destination's id, by a "
                "hash of the flow, or at random for each packet.",
                EnumValue(TWO_LEVEL_TABLES),
                MakeEnumAccessorFor<Mode>(&FatTreeRouting::SetMode, &FatTreeRouting::GetMode),
                MakeEnumChecker(TWO_LEVEL_TABLES,
                                "TwoLevelTables",
                                ECMP,
                                "Ecmp",
                                PACKET_SPRAY,
                                "PacketSpray"));
    return tid;
}

FatTreeRouting::FatTreeRouting()
    : m_random(CreateObject<UniformRandomVariable>())
{
}

void
FatTreeRouting::SetSwitch(const FatTree& tree, uint32_t node)
{
    m_tree = tree;
    m_switch = tree.GetSwitch(node);
    m_nDownPorts = tree.GetFirstUpPort(node);
    m_address = Ipv4Address(tree.GetAddress(node));
    m_routes.assign(tree.GetNPorts(node), nullptr);
    m_upwardRoutes.clear();
}

void
FatTreeRouting::SetMode(Mode mode)
{
    m_mode = mode;
    switch (mode)
    {
    case ECMP:
        m_choice = MakeCallback(&FatTreeRouting::ChooseByHash, this);
        break;
    case PACKET_SPRAY:
        m_choice = MakeCallback(&FatTreeRouting::ChooseAtRandom, this);
        break;
    default:
        m_choice = MakeCallback(&FatTreeRouting::ChooseByTable, this);
    }
}

FatTreeRouting::Mode
FatTreeRouting::GetMode() const
{
    return m_mode;
}

void
FatTreeRouting::SetUpwardChoice(UpwardChoice choice)
{
    m_choice = choice;
}

int64_t
FatTreeRouting::AssignStreams(int64_t stream)
{
    m_random->SetStream(stream);
    m_salt = 0;
    return 1;
}

uint32_t
FatTreeRouting::ChooseByTable(Ptr<const Packet>, const Ipv4Header& header, uint32_t n)
{
    const uint32_t id = header.GetDestination().Get() & 0xff;
    return (id - 2 + m_switch.index) % n;
}

uint32_t
FatTreeRouting::ChooseByHash(Ptr<const Packet> p, const Ipv4Header& header, uint32_t n)
{
    while (m_salt == 0)
    {
        m_salt = uint64_t{m_random->GetInteger(0, UINT32_MAX)} << 32 |
                 m_random->GetInteger(0, UINT32_MAX);
    }
    const uint64_t hash = FlowHash(m_salt, p, header);
    return static_cast<uint32_t>((hash >> 32) * n >> 32);
}

uint32_t
FatTreeRouting::ChooseAtRandom(Ptr<const Packet>, const Ipv4Header&, uint32_t n)
{
    return m_random->GetInteger(0, n - 1);
}

Ptr<Ipv4Route>
FatTreeRouting::Lookup(Ptr<const Packet> p, const Ipv4Header& header)
{
    const auto host = m_tree.FindHost(header.GetDestination().Get());
    if (!host)
    {
        ++m_nUnknown;
        return nullptr;
    }
    Ptr<Ipv4Route> route;
    if (const auto port = m_tree.GetDownPort(m_switch, *host))
    {
        route = m_routes[*port];
    }
    else if (!m_upwardRoutes.empty())
    {
        route = m_upwardRoutes[m_choice(p, header, m_upwardRoutes.size())];
    }
    if (!route)
    {
        ++m_nUnreachable;
    }
    return route;
}

Ptr<Ipv4Route>
FatTreeRouting::RouteOutput(Ptr<Packet>,
                            const Ipv4Header& header,
                            Ptr<NetDevice> oif,
                            Socket::SocketErrno& sockerr)
{
    // The packet has no transport header yet in some callers, so its first bytes say nothing.
    Ptr<Ipv4Route> route = Lookup(nullptr, header);
    if (route && oif && route->GetOutputDevice() != oif)
    {
        route = nullptr;
    }
    sockerr = route ? Socket::ERROR_NOTERROR : Socket::ERROR_NOROUTETOHOST;
    return route;
}

bool
FatTreeRouting::RouteInput(Ptr<const Packet> p,
                           const Ipv4Header& header,
                           Ptr<const NetDevice> idev,
                           UnicastForwardArgument ucb,
                           MulticastForwardArgument /* mcb */,
                           LocalDeliverArgument lcb,
                           RouteErrorArgument ecb)
{
    if (header.GetDestination() == m_address)
    {
        lcb(p, header, m_ipv4->GetInterfaceForDevice(idev));
    }
    else if (const Ptr<Ipv4Route> route = Lookup(p, header))
    {
        ucb(route, p, header);
    }
    else
    {
        NS_LOG_LOGIC("no route to " << header.GetDestination());
        ecb(p, header, Socket::ERROR_NOROUTETOHOST);
    }
    return true;
}

void
FatTreeRouting::SetRoute(uint32_t interface, Ptr<Ipv4Route> route)
{
    if (interface < 1 || interface > m_routes.size())
    {
        return; // the loopback, or a device that is no part of the tree
    }
    m_routes[interface - 1] = route;
    m_upwardRoutes.clear();
    for (uint32_t port = m_nDownPorts; port < m_routes.size(); ++port)
    {
        if (m_routes[port])
        {
            m_upwardRoutes.push_back(m_routes[port]);
        }
    }
}

void
FatTreeRouting::NotifyInterfaceUp(uint32_t interface)
{
    Ptr<Ipv4Route> route = Create<Ipv4Route>();
    route->SetSource(m_address);
    route->SetGateway(Ipv4Address::GetAny()); // whoever is at the other end of the cable
    route->SetOutputDevice(m_ipv4->GetNetDevice(interface));
    SetRoute(interface, route);
}

void
FatTreeRouting::NotifyInterfaceDown(uint32_t interface)
{
    SetRoute(interface, nullptr);
}

void
FatTreeRouting::NotifyAddAddress(uint32_t, Ipv4InterfaceAddress)
{
}

void
FatTreeRouting::NotifyRemoveAddress(uint32_t, Ipv4InterfaceAddress)
{
}

void
FatTreeRouting::SetIpv4(Ptr<Ipv4> ipv4)
{
    m_ipv4 = ipv4;
}

void
FatTreeRouting::PrintRoutingTable(Ptr<OutputStreamWrapper> stream, Time::Unit unit) const
{
    std::ostream& os = *stream->GetStream();
    const auto print = [&](const std::string& destination, uint32_t port) {
        os << destination << " port " << port << (m_routes[port] ? "\n" : " (down)\n");
    };
    const std::string pod = "10." + std::to_string(m_switch.pod) + ".";
    os << "Node: " << m_ipv4->GetObject<Node>()->GetId() << ", Time: " << Simulator::Now().As(unit)
       << ", FatTreeRouting of " << m_address << "\n";
    for (uint32_t port = 0; port < m_nDownPorts; ++port)
    {
        const std::string n = std::to_string(port);
        switch (m_switch.layer)
        {
        case FatTreeSwitch::EDGE:
            print(pod + std::to_string(m_switch.index) + "." + std::to_string(port + 2) + "/32",
                  port);
            break;
        case FatTreeSwitch::AGGREGATION:
            print(pod + n + ".0/24", port);
            break;
        default:
            print("10." + n + ".0.0/16", port);
        }
    }
    for (uint32_t up = 0; up < m_routes.size() - m_nDownPorts; ++up)
    {
        // The suffix that Algorithm 1 of the paper gives to this port.
        const uint32_t n = m_tree.GetK() / 2;
        const std::string id = std::to_string((up + n - m_switch.index) % n + 2);
        print(m_mode == TWO_LEVEL_TABLES ? "0.0.0." + id + " (suffix)" : "0.0.0.0/0",
              m_nDownPorts + up);
    }
}

void
FatTreeRouting::DoDispose()
{
    m_ipv4 = nullptr;
    m_random = nullptr;
    m_choice = UpwardChoice();
    m_routes.clear();
    m_upwardRoutes.clear();
    Ipv4RoutingProtocol::DoDispose();
}

} // namespace ns3
