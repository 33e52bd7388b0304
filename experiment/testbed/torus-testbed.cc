/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torus-testbed.h"

#include "ns3/boolean.h"
#include "ns3/cube-recorder.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/packet-meter.h"
#include "ns3/sleeping-links-helper.h"
#include "ns3/string.h"
#include "ns3/tag.h"
#include "ns3/torus-link-samples.h"
#include "ns3/uinteger.h"
#include "ns3/virtual-nic-helper.h"
#include "ns3/virtual-nic.h"

namespace ns3::camcube
{

namespace
{

/** The links that a packet has crossed, noted where the torus hands it to the stack. */
class TorusHopsTag : public Tag
{
  public:
    explicit TorusHopsTag(uint8_t hops = 0)
        : m_hops(hops)
    {
    }

    uint8_t GetHops() const
    {
        return m_hops;
    }

    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::camcube::TorusHopsTag")
                                .SetParent<Tag>()
                                .SetGroupName("CamCube")
                                .AddConstructor<TorusHopsTag>();
        return tid;
    }

    TypeId GetInstanceTypeId() const override
    {
        return GetTypeId();
    }

    uint32_t GetSerializedSize() const override
    {
        return 1;
    }

    void Serialize(TagBuffer buffer) const override
    {
        buffer.WriteU8(m_hops);
    }

    void Deserialize(TagBuffer buffer) override
    {
        m_hops = buffer.ReadU8();
    }

    void Print(std::ostream& os) const override
    {
        os << +m_hops << " hops";
    }

  private:
    uint8_t m_hops; //!< links crossed
};

NS_OBJECT_ENSURE_REGISTERED(TorusHopsTag);

void
NoteHops(Ptr<const Packet> packet, const RoutingHeader& header)
{
    packet->AddPacketTag(TorusHopsTag(header.hops));
}

} // namespace

TorusTestbed::TorusTestbed(const TestbedOptions& options)
    : m_torus(Torus::SmallestFor(options.servers)),
      m_sleeping(options.sleeping)
{
    m_torus.SetDeviceAttribute("DataRate", DataRateValue(options.lineRate));
    m_torus.SetDeviceAttribute("ProcessingDelay", TimeValue(options.processing));
    m_torus.SetDeviceAttribute("LineOverhead", UintegerValue(options.lineOverheadBytes));
    m_torus.SetChannelAttribute("Delay", TimeValue(options.delay));
    m_servers = m_torus.Create();
    MultiHopRoutingHelper routing;
    routing.SetAttribute("QueueLimit", UintegerValue(options.queuePackets));
    routing.SetAttribute("Choice", StringValue(options.torusChoice));
    routing.Install(m_servers);
    // Fixed streams make the result independent of what else was simulated before.
    MultiHopRoutingHelper::AssignStreams(m_servers, 1);
    if (options.rerouting)
    {
        options.protocol.MakeHelper().Install(m_servers);
    }
    if (options.sleeping)
    {
        SleepingLinksHelper().Install(m_servers);
    }
    VirtualNicHelper ip("10.0.0.0", "255.0.0.0");
    ip.SetAttribute("Paths", StringValue(options.torusPaths));
    ip.SetAttribute("Reorder", BooleanValue(options.reorder));
    ip.Install(m_servers);
    for (uint32_t i = 0; i < m_servers.GetN(); ++i)
    {
        m_addresses.push_back(ip.GetAddress(i));
    }
    const auto& links = m_torus.Links();
    m_cables.assign(links.begin(), links.end());
    const Torus& torus = m_torus.GetTorus();
    m_inventory.instance = torus.GetName();
    m_inventory.servers = torus.GetNServers();
    m_inventory.serverPorts = torus.GetPorts().GetSize();
    m_inventory.ports = torus.GetNServers() * torus.GetPorts().GetSize();
    m_inventory.cables = torus.GetNCables();
    m_inventory.meanHops = torus.GetMeanDistance();
}

void
TorusTestbed::CountHopsWith(PacketMeter& meter) const
{
    for (auto server = m_servers.Begin(); server != m_servers.End(); ++server)
    {
        if (const auto nic = VirtualNicHelper::Get(*server))
        {
            nic->TraceConnectWithoutContext("Arrived", MakeCallback(&NoteHops));
        }
    }
    meter.SetHopCounter([](Ptr<const Packet> packet, const Ipv4Header&) -> uint32_t {
        TorusHopsTag tag;
        packet->PeekPacketTag(tag);
        return tag.GetHops();
    });
}

void
TorusTestbed::RecordTo(CubeRecorder& recorder) const
{
    recorder.Begin(m_torus.GetTorus(), m_servers);
    recorder.Watch(std::nullopt);
}

std::vector<LinkSample>
TorusTestbed::GetLinkSamples() const
{
    return SampleTorusLinks(m_torus.GetTorus(), m_servers);
}

double
TorusTestbed::GetCableJoules(Time time) const
{
    return m_sleeping ? SleepingLinksHelper::GetEnergy(m_torus.Links()).GetTotal().joules
                      : Testbed::GetCableJoules(time);
}

} // namespace ns3::camcube
