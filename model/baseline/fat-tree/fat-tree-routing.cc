/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fat-tree-routing.h"

#include "ns3/flow-hash.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/output-stream-wrapper.h"
#include "ns3/simulator.h"

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("FatTreeRouting");

NS_OBJECT_ENSURE_REGISTERED(FatTreeRouting);

TypeId
FatTreeRouting::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::FatTreeRouting")
            .SetParent<LinkStateRouting>()
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
    m_upwardRoutes.clear();
    SetPlace(node, Ipv4Address(tree.GetAddress(node)), tree.GetNPorts(node));
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
FatTreeRouting::ChooseByTable(Ptr<const Packet>, const Ipv4Header& header, uint32_t n) const
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
        route = GetRoute(*port);
    }
    else if (const Routes& up = GetUpwardRoutes(*host); !up.empty())
    {
        route = up[m_choice(p, header, up.size())];
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
    if (header.GetProtocol() == MESSAGE_PROTOCOL && header.GetDestination().IsBroadcast())
    {
        ReceiveLinkState(p->Copy(), GetIpv4()->GetInterfaceForDevice(idev) - 1);
    }
    else if (header.GetDestination() == GetAddress())
    {
        lcb(p, header, GetIpv4()->GetInterfaceForDevice(idev));
    }
    else if (const Ptr<Ipv4Route> route = Lookup(p, header))
    {
        m_nExpired += header.GetTtl() <= 1;
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
FatTreeRouting::NotifyInterfaceUp(uint32_t interface)
{
    LinkStateRouting::NotifyInterfaceUp(interface);
    NotifyLinkState();
}

void
FatTreeRouting::NotifyInterfaceDown(uint32_t interface)
{
    LinkStateRouting::NotifyInterfaceDown(interface);
    NotifyLinkState();
}

bool
FatTreeRouting::MayAdvertise(uint32_t port) const
{
    return m_switch.layer != FatTreeSwitch::EDGE || port >= m_nDownPorts;
}

bool
FatTreeRouting::Relays() const
{
    return true;
}

bool
FatTreeRouting::IsOriginator() const
{
    return true;
}

void
FatTreeRouting::NotifyLinkState()
{
    m_routesTo.clear();
    m_upwardRoutes.clear();
    for (uint32_t port = m_nDownPorts; port < GetNPorts(); ++port)
    {
        if (GetRoute(port))
        {
            m_upwardRoutes.push_back(GetRoute(port));
        }
    }
}

const FatTreeRouting::Routes&
FatTreeRouting::GetUpwardRoutes(const FatTreeHost& host)
{
    if (GetLinkState().IsIntact())
    {
        return m_upwardRoutes;
    }
    const uint32_t edge = m_tree.GetNumber(FatTreeSwitch{FatTreeSwitch::EDGE, host.pod, host.edge});
    const auto [known, isNew] = m_routesTo.try_emplace(edge);
    for (uint32_t port = m_nDownPorts; isNew && port < GetNPorts(); ++port)
    {
        if (GetRoute(port) && LeadsTo(port, host))
        {
            known->second.push_back(GetRoute(port));
        }
    }
    return known->second;
}

bool
FatTreeRouting::IsUp(const FatTreeSwitch& place, uint32_t port) const
{
    return !GetLinkState().IsDown(m_tree.GetNumber(place), port);
}

bool
FatTreeRouting::CoreLeadsTo(uint32_t core, const FatTreeHost& host) const
{
    const uint32_t row = core / m_nDownPorts;
    return IsUp({FatTreeSwitch::CORE, m_tree.GetK(), core}, host.pod) &&
           IsUp({FatTreeSwitch::AGGREGATION, host.pod, row}, host.edge);
}

bool
FatTreeRouting::LeadsTo(uint32_t port, const FatTreeHost& host) const
{
    const uint32_t up = port - m_nDownPorts;
    if (m_switch.layer == FatTreeSwitch::AGGREGATION)
    {
        return CoreLeadsTo(m_switch.index * m_nDownPorts + up, host);
    }
    const FatTreeSwitch above{FatTreeSwitch::AGGREGATION, m_switch.pod, up};
    if (host.pod == m_switch.pod)
    {
        return IsUp(above, host.edge);
    }
    for (uint32_t place = 0; place < m_nDownPorts; ++place)
    {
        if (IsUp(above, m_nDownPorts + place) && CoreLeadsTo(up * m_nDownPorts + place, host))
        {
            return true;
        }
    }
    return false;
}

void
FatTreeRouting::PrintRoutingTable(Ptr<OutputStreamWrapper> stream, Time::Unit unit) const
{
    std::ostream& os = *stream->GetStream();
    const auto print = [&](const std::string& destination, uint32_t port) {
        os << destination << " port " << port << (GetRoute(port) ? "\n" : " (down)\n");
    };
    const std::string pod = "10." + std::to_string(m_switch.pod) + ".";
    os << "Node: " << GetIpv4()->GetObject<Node>()->GetId()
       << ", Time: " << Simulator::Now().As(unit) << ", FatTreeRouting of " << GetAddress() << "\n";
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
    for (uint32_t up = 0; up < GetNPorts() - m_nDownPorts; ++up)
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
    m_random = nullptr;
    m_choice = UpwardChoice();
    m_upwardRoutes.clear();
    m_routesTo.clear();
    LinkStateRouting::DoDispose();
}

} // namespace ns3::camcube
