/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "virtual-nic.h"

#include "address-table.h"
#include "ip-flow.h"
#include "virtual-nic-header.h"

#include "ns3/boolean.h"
#include "ns3/channel.h"
#include "ns3/enum.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/link-disjoint-forwarder.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/ns3-release.h"
#include "ns3/runtime.h"
#include "ns3/server-log.h"
#include "ns3/uinteger.h"

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("VirtualNic");
NS_OBJECT_ENSURE_REGISTERED(VirtualNic);

namespace
{

/** The third byte of a virtual NIC's address, where a port's address has the port number. */
constexpr uint8_t VIRTUAL_PORT = 0xff;

/** \return a coordinate as one number */
uint32_t
KeyOf(const TorusCoordinate& server)
{
    return server.x | server.y << 8 | server.z << 16;
}

} // namespace

TypeId
VirtualNic::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::VirtualNic")
            .SetParent<NetDeviceBase>()
            .SetGroupName("CamCube")
            .AddConstructor<VirtualNic>()
            .AddAttribute("Mtu",
                          "Bytes of a packet of the stack, at most; 0 for what the cables leave",
                          UintegerValue(0),
                          MakeUintegerAccessor(&VirtualNic::SetMtu, &VirtualNic::GetMtu),
                          MakeUintegerChecker<uint16_t>(0, MAX_MTU))
            .AddAttribute("Reorder",
                          "Restore the order of packets that came over several paths",
                          BooleanValue(true),
                          MakeBooleanAccessor(&VirtualNic::m_reorder),
                          MakeBooleanChecker())
            .AddAttribute("ReorderLimit",
                          "Packets of one source that may wait for an earlier one",
                          UintegerValue(256),
                          MakeUintegerAccessor(&VirtualNic::m_reorderLimit),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("ReorderTimeout",
                          "How long they may wait",
                          TimeValue(MicroSeconds(250)),
                          MakeTimeAccessor(&VirtualNic::m_reorderTimeout),
                          MakeTimeChecker(Time(1)))
            .AddAttribute("Endpoint",
                          "The routing service's endpoint under which packets travel, the same on "
                          "all servers: a forwarder of that number chooses their paths",
                          UintegerValue(ENDPOINT),
                          MakeUintegerAccessor(&VirtualNic::m_endpoint),
                          MakeUintegerChecker<uint16_t>())
            .AddAttribute("Paths",
                          "Which paths packets take: the Shortest, or LinkDisjoint ones; the same "
                          "on all servers",
                          EnumValue(SHORTEST),
                          MakeEnumAccessorFor<Paths>(&VirtualNic::m_paths),
                          MakeEnumChecker(SHORTEST, "Shortest", LINK_DISJOINT, "LinkDisjoint"))
            .AddTraceSource("MacTx",
                            "A packet of the stack is given to the routing service",
                            MakeTraceSourceAccessor(&VirtualNic::m_macTx),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("MacTxDrop",
                            "A packet of the stack is refused: too long, nobody's address, or "
                            "no routing service at this time",
                            MakeTraceSourceAccessor(&VirtualNic::m_macTxDrop),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("MacRx",
                            "A packet is handed up to the stack",
                            MakeTraceSourceAccessor(&VirtualNic::m_macRx),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("Arrived",
                            "A packet of the stack has arrived, with the header that tells its "
                            "source and hops; before it is put in order",
                            MakeTraceSourceAccessor(&VirtualNic::m_arrived),
                            "ns3::camcube::VirtualNic::ArrivedCallback");
    return tid;
}

VirtualNic::VirtualNic() = default;
VirtualNic::~VirtualNic() = default;

void
VirtualNic::DoDispose()
{
    m_buffers.clear();
    m_registration.Cancel();
    m_forwarder.Cancel();
    m_routing = nullptr;
    NetDeviceBase::DoDispose();
}

uint16_t
VirtualNic::GetMtuFor(uint16_t cableMtu)
{
    return MultiHopRouting::GetMtu(cableMtu) - VirtualNicHeader::WIRE_BYTES;
}

Mac48Address
VirtualNic::GetAddressOf(const TorusCoordinate& server)
{
    const uint8_t bytes[6] = {0x02, 0xcc, VIRTUAL_PORT, server.x, server.y, server.z};
    Mac48Address address;
    address.CopyFrom(bytes);
    return address;
}

void
VirtualNic::Bind(Ptr<MultiHopRouting> routing,
                 const TorusCoordinate& here,
                 std::shared_ptr<const AddressTable> addresses)
{
    NS_LOG_INFO("bound to the routing service of server " << here);
    m_here = here;
    m_routing = routing;
    m_addresses = std::move(addresses);
    m_registration = routing->AddEndpoint(
        nullptr,
        m_endpoint,
        [this](FramePtr frame, const RoutingHeader& header) { Receive(std::move(frame), header); });
    if (m_paths == LINK_DISJOINT)
    {
        const auto runtime = routing->GetNode()->GetObject<Runtime>();
        m_forwarder = routing->AddForwarder(nullptr,
                                            m_endpoint,
                                            LinkDisjointForwarder(runtime->ShareTorus()));
    }
}

ReorderBuffer::Counters
VirtualNic::GetReorderCounters() const
{
    ReorderBuffer::Counters sum;
    for (const auto& [source, buffer] : m_buffers)
    {
        sum.inOrder += buffer->GetCounters().inOrder;
        sum.early += buffer->GetCounters().early;
        sum.late += buffer->GetCounters().late;
        sum.gaps += buffer->GetCounters().gaps;
    }
    return sum;
}

Ptr<Channel>
VirtualNic::GetChannel() const
{
    return nullptr;
}

bool
VirtualNic::IsLinkUp() const
{
    return m_routing && m_routing->IsDeployed();
}

bool
VirtualNic::IsPointToPoint() const
{
    return false;
}

std::optional<TorusCoordinate>
VirtualNic::Resolve(Ptr<const Packet> packet, const Address& to, uint16_t protocol) const
{
    const Mac48Address mac = Mac48Address::ConvertFrom(to);
    uint8_t bytes[40] = {};
    mac.CopyTo(bytes);
    if (bytes[0] == 0x02 && bytes[1] == 0xcc && bytes[2] == VIRTUAL_PORT)
    {
        return TorusCoordinate{bytes[3], bytes[4], bytes[5]};
    }
    if (mac != Mac48Address::GetBroadcast())
    {
        return std::nullopt;
    }
    // The stack knows no 48-bit address, since there is no ARP to tell it; its packet knows more.
    const uint32_t size = packet->CopyData(bytes, sizeof(bytes));
    if (protocol == Ipv4L3Protocol::PROT_NUMBER && size >= 20)
    {
        return m_addresses->Find(Ipv4Address::Deserialize(bytes + 16), m_here);
    }
    if (protocol == Ipv6L3Protocol::PROT_NUMBER && size >= 40)
    {
        return m_addresses->Find(Ipv6Address::Deserialize(bytes + 24));
    }
    return std::nullopt;
}

bool
VirtualNic::Send(Ptr<Packet> packet, const Address& to, uint16_t protocol)
{
    const std::optional<TorusCoordinate> server = Resolve(packet, to, protocol);
    uint64_t* refusal = !m_routing->IsDeployed()    ? &m_counters.noRouting
                        : packet->GetSize() > m_mtu ? &m_counters.tooLong
                        : !server                   ? &m_counters.unresolved
                                                    : nullptr;
    if (refusal)
    {
        NS_LOG_INFO("packet of " << packet->GetSize() << " bytes to " << to << " dropped: "
                                 << (refusal == &m_counters.noRouting ? "no routing service"
                                     : refusal == &m_counters.tooLong ? "longer than the MTU"
                                                                      : "nobody's address"));
        ++*refusal;
        m_macTxDrop(packet);
        return false;
    }
    ++m_counters.sent;
    m_macTx(packet);
    const uint16_t flow = GetIpFlow(packet, protocol);
    packet->AddHeader(VirtualNicHeader(protocol, m_sequence[KeyOf(*server)]++));
    return m_routing->Send(*server, m_endpoint, packet, flow) != SendResult::BUSY;
}

bool
VirtualNic::HasRoom(Ptr<const Packet> packet, const Address& to, uint16_t protocol) const
{
    const std::optional<TorusCoordinate> server = Resolve(packet, to, protocol);
    return !m_routing->IsDeployed() || !server ||
           m_routing->HasRoom(*server, GetIpFlow(packet, protocol));
}

void
VirtualNic::Receive(FramePtr frame, const RoutingHeader& header)
{
    const TorusCoordinate source = header.source;
    if (frame->GetPayload()->GetSize() < VirtualNicHeader::WIRE_BYTES)
    {
        NS_LOG_WARN("malformed packet from " << source << " dropped");
        ++m_counters.malformed;
        return;
    }
    VirtualNicHeader own;
    Ptr<Packet> packet = frame->GetPayload()->Copy();
    packet->RemoveHeader(own);
    m_arrived(packet, header);
    if (!m_reorder)
    {
        Accept(source, packet, own.GetEtherType());
        return;
    }
    std::unique_ptr<ReorderBuffer>& buffer = m_buffers[KeyOf(source)];
    if (!buffer)
    {
        buffer = std::make_unique<ReorderBuffer>(
            [this, source](Ptr<Packet> next, uint16_t protocol) { Accept(source, next, protocol); },
            m_reorderLimit,
            m_reorderTimeout);
    }
    buffer->Receive(own.GetSequence(), packet, own.GetEtherType());
}

void
VirtualNic::Accept(const TorusCoordinate& source, Ptr<Packet> packet, uint16_t protocol)
{
    ++m_counters.received;
    m_macRx(packet);
    HandUp(packet, protocol, GetAddressOf(source));
}

} // namespace ns3::camcube
