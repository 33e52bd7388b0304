/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CABLED_NETWORK_HELPER_H
#define CABLED_NETWORK_HELPER_H

#include "ns3/channel.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"
#include "ns3/point-to-point-helper.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What the helpers of fat-tree, DCell and BCube have in common: servers, switches, stock
 * point-to-point cables between them, and a routing of the topology's own.
 *
 * Cables have 1 Gbps and 1 us unless an attribute or a Config::SetDefault says otherwise. There
 * are no queue discs, and devices do not push back on the stack: the queue of a device (SetQueue,
 * a DropTailQueue of 100 packets by default) is the only one, and the only place where a packet is
 * lost on an intact network.
 */
class CabledNetworkHelper : public PcapHelperForDevice, public AsciiTraceHelperForDevice
{
  public:
    /**
     * \name Attributes of all parts of one kind
     * \param name the attribute
     * \param value its value
     * \throws std::invalid_argument for a name that the kind does not have, or a value that the
     *         attribute does not take
     */
    ///@{
    void SetDeviceAttribute(const std::string& name, const AttributeValue& value);  //!< devices
    void SetChannelAttribute(const std::string& name, const AttributeValue& value); //!< cables
    void SetRoutingAttribute(const std::string& name, const AttributeValue& value); //!< routings

    ///@}

    /**
     * \param type the queue of every device
     * \param args names and values of its attributes
     */
    template <typename... Ts>
    void SetQueue(const std::string& type, Ts&&... args)
    {
        m_cables.SetQueue(type, std::forward<Ts>(args)...);
    }

    /** \return all nodes by number, servers first */
    const NodeContainer& GetNodes() const
    {
        return m_nodes;
    }

    NodeContainer GetServers() const;
    NodeContainer GetSwitches() const;

    /** \return the address of each server, by number */
    const std::vector<Ipv4Address>& GetAddresses() const
    {
        return m_addresses;
    }

    /** \return the two devices of every cable: 2c and 2c+1 are of cable c */
    const NetDeviceContainer& GetDevices() const
    {
        return m_devices;
    }

    /** \return all cables, in the order of GetDevices() */
    std::vector<Ptr<Channel>> GetCables() const;

  protected:
    /** \param routing the class of the topology's routing */
    explicit CabledNetworkHelper(const std::string& routing);

    /**
     * \param servers how many servers to create
     * \param switches how many switches
     * \param cables how many cables they will get
     * \throws std::logic_error the second time: a second network needs a second helper
     * \throws std::invalid_argument for a network that needs more memory than the machine has
     */
    void CreateNodes(uint32_t servers, uint32_t switches, uint32_t cables);

    /** Cable two nodes, by number: each gets its next port. */
    void AddCable(uint32_t a, uint32_t b);

    /** Gives some nodes IPv4 and the topology's routing. */
    void InstallRouting(const NodeContainer& nodes) const;

    /** Gives a node one address, on all its ports. */
    void AddAddress(uint32_t node,
                    uint32_t nPorts,
                    const Ipv4Address& address,
                    const Ipv4Mask& mask);

    /**
     * Builds a network in which servers and switches all run the topology's routing, whose header
     * stands between that of IPv4 and the payload. A device takes frames that are longer by it than
     * its attribute Mtu, so that an IPv4 packet of that size still goes in one piece, as over
     * Ethernet with frames of some bytes more. The Mtu itself is that of the loopback device, where
     * packets begin their way. Defined in address-routed-network.h.
     * \tparam Routing an AddressRouting with SetNode(topology, node)
     * \param topology the geometry: Dcell or Bcube
     */
    template <typename Routing, typename Topology>
    void CreateAddressRouted(const Topology& topology);

    /** \return the nodes from one number to before another */
    NodeContainer GetRange(uint32_t begin, uint32_t end) const;

  private:
    void EnablePcapInternal(std::string prefix,
                            Ptr<NetDevice> nd,
                            bool promiscuous,
                            bool explicitFilename) override;
    void EnableAsciiInternal(Ptr<OutputStreamWrapper> stream,
                             std::string prefix,
                             Ptr<NetDevice> nd,
                             bool explicitFilename) override;

    PointToPointHelper m_cables;          //!< makes cables and devices
    ObjectFactory m_routing;              //!< makes routings
    NodeContainer m_nodes;                //!< by number
    uint32_t m_nServers{0};               //!< the first of them
    NetDeviceContainer m_devices;         //!< two by two
    std::vector<Ipv4Address> m_addresses; //!< by server
};

} // namespace ns3::camcube

#endif /* CABLED_NETWORK_HELPER_H */
