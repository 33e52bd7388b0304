/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAT_TREE_WALKER_H
#define FAT_TREE_WALKER_H

#include "ns3/channel.h"
#include "ns3/fat-tree-helper.h"
#include "ns3/ipv4-routing-protocol.h"
#include "ns3/ipv4.h"
#include "ns3/packet.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3::camcube
{

/** Asks hosts and switches of a fat-tree for their routes, without a simulation. */
class Walker
{
  public:
    explicit Walker(const FatTreeHelper& net)
        : m_net(net)
    {
        for (uint32_t node = 0; node < net.GetNodes().GetN(); ++node)
        {
            m_ipv4.push_back(net.GetNodes().Get(node)->GetObject<Ipv4>());
            m_routing.push_back(m_ipv4.back()->GetRoutingProtocol());
        }
    }

    /** \return the device by which a switch forwards; null: it called the error callback */
    Ptr<NetDevice> MakeRequest(uint32_t node, const Ipv4Header& header, Ptr<const Packet> packet)
    {
        m_out = nullptr;
        m_errors = 0;
        EXPECT_TRUE(m_routing[node]->RouteInput(packet,
                                                header,
                                                m_ipv4[node]->GetNetDevice(1),
                                                m_forward,
                                                m_multicast,
                                                m_deliver,
                                                m_error));
        EXPECT_EQ(m_errors, m_out ? 0U : 1U);
        return m_out;
    }

    /** \return the links crossed from one host to another; 0 if the packet did not arrive */
    uint32_t Walk(uint32_t from, uint32_t to, Ptr<Packet> packet)
    {
        Ipv4Header header;
        header.SetProtocol(17);
        header.SetSource(m_net.GetAddresses()[from]);
        header.SetDestination(m_net.GetAddresses()[to]);
        Socket::SocketErrno error;
        Ptr<Ipv4Route> first = m_routing[from]->RouteOutput(packet, header, nullptr, error);
        Ptr<NetDevice> out = first ? first->GetOutputDevice() : nullptr;
        m_path.clear();
        for (uint32_t links = 1; out && links < 10; ++links)
        {
            m_path.push_back(out);
            Ptr<Channel> cable = out->GetChannel();
            const bool lower = cable->GetDevice(0) == out;
            const uint32_t at = cable->GetDevice(lower ? 1 : 0)->GetNode()->GetId();
            if (at < m_net.GetTree().GetNHosts())
            {
                return at == to ? links : 0;
            }
            out = MakeRequest(at, header, packet);
        }
        return 0;
    }

    std::vector<Ptr<NetDevice>> m_path; //!< the devices that sent, in the last walk

  private:
    void Forward(Ptr<Ipv4Route> route, Ptr<const Packet>, const Ipv4Header&)
    {
        m_out = route->GetOutputDevice();
    }

    void Fail(Ptr<const Packet>, const Ipv4Header&, Socket::SocketErrno)
    {
        ++m_errors;
    }

    const FatTreeHelper& m_net;
    std::vector<Ptr<Ipv4>> m_ipv4;
    std::vector<Ptr<Ipv4RoutingProtocol>> m_routing;
    Ipv4RoutingProtocol::UnicastForwardCallback m_forward{MakeCallback(&Walker::Forward, this)};
    Ipv4RoutingProtocol::MulticastForwardCallback m_multicast;
    Ipv4RoutingProtocol::LocalDeliverCallback m_deliver;
    Ipv4RoutingProtocol::ErrorCallback m_error{MakeCallback(&Walker::Fail, this)};
    Ptr<NetDevice> m_out;
    uint32_t m_errors{0};
};

} // namespace ns3::camcube

#endif /* FAT_TREE_WALKER_H */
