/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STAR_NETWORK_H
#define STAR_NETWORK_H

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-global-routing-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/traffic-control-helper.h"
#include "ns3/traffic-control-layer.h"

namespace ns3::camcube
{

constexpr int64_t DELAY_NS = 1000; //!< of every cable
constexpr uint32_t PPP = 2;        //!< bytes of framing
constexpr uint32_t SEGMENT = 1448; //!< an MTU of 1,500 bytes less IP, TCP and timestamps

/** \return how long bytes take on the wire at 1 Gbps */
inline int64_t
WireNs(uint32_t bytes)
{
    return bytes * 8;
}

/** Servers round a stock router, with 1 Gbps cables of 1 us and drop-tail queues. */
class Star
{
  public:
    explicit Star(uint32_t n, const std::string& queue = "1000p")
    {
        m_router.Create(1);
        servers.Create(n);
        InternetStackHelper().Install(NodeContainer(m_router, servers));
        PointToPointHelper cable;
        cable.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
        cable.SetChannelAttribute("Delay", StringValue("1us"));
        cable.SetQueue("ns3::DropTailQueue", "MaxSize", StringValue(queue));
        Ipv4AddressHelper subnet("10.0.0.0", "255.255.255.252");
        for (uint32_t i = 0; i < n; ++i)
        {
            const NetDeviceContainer ends = cable.Install(servers.Get(i), m_router.Get(0));
            addresses.push_back(subnet.Assign(ends).GetAddress(0));
            subnet.NewNetwork();
            TrafficControlHelper().Uninstall(ends);
            devices.Add(ends);
        }
        Ipv4GlobalRoutingHelper::PopulateRoutingTables();
        // Without a queue disc, packets for a full device end here.
        const NodeContainer all = All();
        for (auto node = all.Begin(); node != all.End(); ++node)
        {
            (*node)->GetObject<TrafficControlLayer>()->TraceConnectWithoutContext(
                "TcDrop",
                MakeCallback(&Star::Drop, this));
        }
    }

    ~Star()
    {
        Simulator::Destroy();
    }

    NodeContainer All() const
    {
        return NodeContainer(servers, m_router);
    }

    NodeContainer servers;
    std::vector<Ipv4Address> addresses;
    NetDeviceContainer devices; //!< of server 0, of the router to it, of server 1, ...
    uint32_t drops{0};          //!< at all full devices

  private:
    void Drop(Ptr<const Packet> /* packet */)
    {
        ++drops;
    }

    NodeContainer m_router;
};

} // namespace ns3::camcube

#endif /* STAR_NETWORK_H */
