/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torus-helper.h"

#include "attribute-check.h"
#include "memory-check.h"

#include "ns3/camcube-net-device.h"
#include "ns3/cube-partition.h"
#include "ns3/net-device-queue-interface.h"
#include "ns3/node.h"
#include "ns3/runtime.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

namespace
{

/** \return some addresses, in an order that tells nothing of who has which */
std::vector<Mac48Address>
ShuffledAddresses(std::size_t count, UniformRandomVariable& random)
{
    std::vector<Mac48Address> addresses(count);
    std::generate(addresses.begin(), addresses.end(), &Mac48Address::Allocate);
    for (std::size_t left = count; left > 1; --left)
    {
        std::swap(addresses[left - 1],
                  addresses[random.GetInteger(0, static_cast<uint32_t>(left - 1))]);
    }
    return addresses;
}

} // namespace

TorusHelper::TorusHelper(uint32_t kx, uint32_t ky, uint32_t kz)
    : TorusHelper(Torus(kx, ky, kz))
{
}

TorusHelper::TorusHelper(const Torus& torus)
    : m_torus(std::make_shared<Torus>(torus))
{
    m_deviceFactory.SetTypeId("ns3::camcube::CamCubeNetDevice");
    m_channelFactory.SetTypeId("ns3::camcube::CamCubeChannel");
}

void
TorusHelper::SetDeviceAttribute(const std::string& name, const AttributeValue& value)
{
    CheckAttribute(m_deviceFactory.GetTypeId().GetName(), name, value);
    m_deviceFactory.Set(name, value);
}

void
TorusHelper::SetChannelAttribute(const std::string& name, const AttributeValue& value)
{
    CheckAttribute(m_channelFactory.GetTypeId().GetName(), name, value);
    m_channelFactory.Set(name, value);
}

void
TorusHelper::SetPlaced(bool isPlaced)
{
    m_addressOrder = isPlaced ? nullptr : CreateObject<UniformRandomVariable>();
}

void
TorusHelper::SetWiring(const TorusWiring& wiring)
{
    if (wiring.GetCables().size() != m_torus->GetNCables())
    {
        throw std::invalid_argument("a torus of " + m_torus->GetName() + " has " +
                                    std::to_string(m_torus->GetNCables()) + " cables, not " +
                                    std::to_string(wiring.GetCables().size()));
    }
    m_wiring = wiring;
}

int64_t
TorusHelper::AssignStreams(int64_t stream)
{
    if (m_addressOrder)
    {
        m_addressOrder->SetStream(stream);
    }
    return m_addressOrder ? 1 : 0;
}

NodeContainer
TorusHelper::Create()
{
    constexpr double SERVER_BYTES = 8 << 10; // with its cables, measured
    const CubePartition* partition = CubePartition::Get();
    NodeContainer servers;
    if (!partition)
    {
        CheckMemory(std::to_string(m_torus->GetNServers()) + " servers",
                    m_torus->GetNServers() * SERVER_BYTES);
        servers.Create(m_torus->GetNServers());
    }
    else
    {
        for (uint32_t i = 0; i < m_torus->GetNServers(); ++i)
        {
            servers.Add(CreateObject<Node>(partition->GetProcess(*m_torus, i)));
        }
    }
    Install(servers);
    return servers;
}

void
TorusHelper::Install(const NodeContainer& servers)
{
    if (servers.GetN() != m_torus->GetNServers())
    {
        throw std::invalid_argument("a torus of " + m_torus->GetName() + " needs " +
                                    std::to_string(m_torus->GetNServers()) + " nodes, not " +
                                    std::to_string(servers.GetN()));
    }
    const Ptr<CamCubeNetDevice> model = m_deviceFactory.Create<CamCubeNetDevice>();
    const auto makePort = [&](Ptr<Node> server, const Mac48Address& address) {
        // Cubes have millions of ports, and a copy takes a fraction of the time. An error model may
        // be one that each port has of its own.
        return AddPort(server,
                       address,
                       model->GetReceiveErrorModel() ? m_deviceFactory.Create<CamCubeNetDevice>()
                                                     : CopyObject(model));
    };
    std::vector<Mac48Address> addresses; // of ports of servers that do not know where they are
    if (m_addressOrder)
    {
        addresses =
            ShuffledAddresses(servers.GetN() * m_torus->GetPorts().GetSize(), *m_addressOrder);
    }
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        if (CubePartition::IsElsewhere(servers.Get(i)))
        {
            addresses.resize(addresses.size() -
                             (m_addressOrder ? m_torus->GetPorts().GetSize() : 0));
            continue;
        }
        const TorusCoordinate here = m_torus->GetCoordinate(i);
        Ptr<Runtime> runtime = CreateObject<Runtime>();
        if (!m_addressOrder)
        {
            runtime->Place(m_torus, here);
        }
        for (uint8_t port : m_torus->GetPorts())
        {
            Mac48Address address = CamCubeNetDevice::GetAddressOf(here, port);
            if (m_addressOrder)
            {
                address = addresses.back();
                addresses.pop_back();
            }
            runtime->AddPort(port, makePort(servers.Get(i), address));
        }
        servers.Get(i)->AggregateObject(runtime);
        if (m_watcher)
        {
            m_watcher(i + 1);
        }
    }
    m_links.clear();
    m_links.reserve(m_torus->GetNCables());
    if (m_wiring)
    {
        for (const auto& [a, b] : m_wiring->GetCables())
        {
            m_links.push_back(Plug(servers, a, b));
        }
        return;
    }
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        for (uint8_t port = PLUS_X; port <= PLUS_Z; port += 2)
        {
            if (m_torus->GetPorts().Contains(port))
            {
                m_links.push_back(
                    Plug(servers, {i, port}, {m_torus->GetNeighbor(i, port), OppositePort(port)}));
            }
        }
    }
}

Ptr<CamCubeChannel>
TorusHelper::Plug(const NodeContainer& servers,
                  const TorusWiring::End& a,
                  const TorusWiring::End& b)
{
    Ptr<CamCubeNetDevice> portOfA = GetPort(servers.Get(a.server), a.port);
    Ptr<CamCubeNetDevice> portOfB = GetPort(servers.Get(b.server), b.port);
    if (portOfA && portOfB)
    {
        return Connect(portOfA, portOfB);
    }
    if (!portOfA && !portOfB)
    {
        return nullptr; // of others
    }
    const auto& [there, number] = portOfA ? b : a;
    const Ptr<CamCubeNetDevice> standIn =
        AddPort(servers.Get(there),
                CamCubeNetDevice::GetAddressOf(m_torus->GetCoordinate(there), number),
                m_deviceFactory.Create<CamCubeNetDevice>());
    const Ptr<CamCubeChannel> cable =
        portOfA ? Connect(portOfA, standIn) : Connect(standIn, portOfB);
    CubePartition::Get()->Join(portOfA ? portOfA : portOfB, standIn, number);
    return cable;
}

const std::vector<Ptr<CamCubeChannel>>&
TorusHelper::Links() const
{
    for (Ptr<CamCubeChannel>& link : m_links)
    {
        if (!link)
        {
            link = CreateObject<CamCubeChannel>();
        }
    }
    return m_links;
}

NetDeviceContainer
TorusHelper::AddGateway(Ptr<Node> server, Ptr<Node> outside)
{
    Ptr<Runtime> runtime = server->GetObject<Runtime>();
    if (!runtime)
    {
        throw std::invalid_argument("node " + std::to_string(server->GetId()) +
                                    " is not a server of a cube; create servers with "
                                    "TorusHelper::Create before adding gateways");
    }
    uint8_t port = N_TORUS_PORTS;
    while (runtime->GetPorts().Contains(port))
    {
        ++port;
    }
    if (port == PortSet::MAX_PORTS)
    {
        throw std::invalid_argument("node " + std::to_string(server->GetId()) + " has " +
                                    std::to_string(PortSet::MAX_PORTS) +
                                    " ports already; give another server the gateway");
    }
    Ptr<CamCubeNetDevice> inner =
        AddPort(server,
                runtime->IsPlaced() ? CamCubeNetDevice::GetAddressOf(runtime->GetCoordinate(), port)
                                    : Mac48Address::Allocate(),
                m_deviceFactory.Create<CamCubeNetDevice>());
    Ptr<CamCubeNetDevice> outer =
        AddPort(outside, Mac48Address::Allocate(), m_deviceFactory.Create<CamCubeNetDevice>());
    runtime->AddPort(port, inner);
    Connect(inner, outer);
    // What goes in and out is other people's traffic: their stack's queues may hold it.
    inner->AggregateObject(CreateObject<NetDeviceQueueInterface>());
    outer->AggregateObject(CreateObject<NetDeviceQueueInterface>());
    NetDeviceContainer ends;
    ends.Add(inner);
    ends.Add(outer);
    return ends;
}

Ptr<CamCubeNetDevice>
TorusHelper::AddPort(Ptr<Node> node, const Mac48Address& address, Ptr<CamCubeNetDevice> port)
{
    port->SetAddress(address);
    node->AddDevice(port);
    return port;
}

Ptr<CamCubeChannel>
TorusHelper::Connect(Ptr<CamCubeNetDevice> a, Ptr<CamCubeNetDevice> b)
{
    Ptr<CamCubeChannel> cable = m_channelFactory.Create<CamCubeChannel>();
    a->Attach(cable);
    b->Attach(cable);
    return cable;
}

Ptr<CamCubeNetDevice>
TorusHelper::GetPort(Ptr<Node> server, uint8_t port)
{
    Ptr<Runtime> runtime = server->GetObject<Runtime>();
    return runtime ? runtime->GetDevice(port) : nullptr;
}

Ptr<CamCubeChannel>
TorusHelper::GetLink(Ptr<Node> server, uint8_t port)
{
    Ptr<CamCubeNetDevice> device = GetPort(server, port);
    return device ? DynamicCast<CamCubeChannel>(device->GetChannel()) : nullptr;
}

void
TorusHelper::EnablePcapInternal(std::string prefix,
                                Ptr<NetDevice> device,
                                bool promiscuous,
                                bool explicitFilename)
{
    Ptr<CamCubeNetDevice> port = DynamicCast<CamCubeNetDevice>(device);
    if (!port)
    {
        return; // EnablePcapAll offers every device of every node
    }
    PcapHelper pcap;
    const std::string filename =
        explicitFilename ? prefix : pcap.GetFilenameFromDevice(prefix, device);
    Ptr<PcapFileWrapper> file = pcap.CreateFile(filename, std::ios::out, PcapHelper::DLT_EN10MB);
    pcap.HookDefaultSink<CamCubeNetDevice>(port, promiscuous ? "PromiscSniffer" : "Sniffer", file);
}

void
TorusHelper::EnableAsciiInternal(Ptr<OutputStreamWrapper> stream,
                                 std::string prefix,
                                 Ptr<NetDevice> device,
                                 bool explicitFilename)
{
    Ptr<CamCubeNetDevice> port = DynamicCast<CamCubeNetDevice>(device);
    if (!port)
    {
        return;
    }
    AsciiTraceHelper ascii;
    if (!stream)
    {
        stream = ascii.CreateFileStream(
            explicitFilename ? prefix : ascii.GetFilenameFromDevice(prefix, device));
    }
    const std::string context = "/NodeList/" + std::to_string(port->GetNode()->GetId()) +
                                "/DeviceList/" + std::to_string(port->GetIfIndex()) +
                                "/$ns3::camcube::CamCubeNetDevice/";
    const auto hook = [&](const char* source, auto sink) {
        port->TraceConnect(source, context + source, MakeBoundCallback(sink, stream));
    };
    hook("MacTx", &AsciiTraceHelper::DefaultEnqueueSinkWithContext);
    hook("PhyTxBegin", &AsciiTraceHelper::DefaultDequeueSinkWithContext);
    hook("MacTxDrop", &AsciiTraceHelper::DefaultDropSinkWithContext);
    hook("PhyTxDrop", &AsciiTraceHelper::DefaultDropSinkWithContext);
    hook("PhyRxDrop", &AsciiTraceHelper::DefaultDropSinkWithContext);
    hook("MacRx", &AsciiTraceHelper::DefaultReceiveSinkWithContext);
}

} // namespace ns3::camcube
