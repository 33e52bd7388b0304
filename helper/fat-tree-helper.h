/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAT_TREE_HELPER_H
#define FAT_TREE_HELPER_H

#include "ns3/fat-tree-routing.h"
#include "ns3/fat-tree.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"
#include "ns3/point-to-point-helper.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup camcube
 *
 * Builds a fat-tree of stock ns-3 parts: PointToPoint cables, the Internet stack (IPv4) on hosts,
 * and IPv4 with FatTreeRouting on switches.
 *
 * \code
 *   FatTreeHelper fatTree(8);
 *   fatTree.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
 *   fatTree.SetChannelAttribute("Delay", StringValue("1us"));
 *   fatTree.SetRoutingAttribute("Mode", StringValue("Ecmp"));
 *   NodeContainer hosts = fatTree.Create();
 * \endcode
 *
 * Cables have 1 Gbps and 1 us unless an attribute or a Config::SetDefault says otherwise. There
 * are no queue discs, and devices do not push back on the stack: the queue of a device (SetQueue,
 * a DropTailQueue of 100 packets by default) is the only one, and the only place where a packet is
 * lost on an intact network.
 */
class FatTreeHelper : public PcapHelperForDevice, public AsciiTraceHelperForDevice
{
  public:
    /**
     * \param k ports of a switch: even, 2 to FatTree::MAX_K
     * \throws std::invalid_argument for any other k
     */
    explicit FatTreeHelper(uint32_t k);

    /** \param tree the fat-tree to build, such as FatTree::SmallestFor() gives */
    explicit FatTreeHelper(const FatTree& tree);

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
    void SetRoutingAttribute(const std::string& name, const AttributeValue& value); //!< switches

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

    /**
     * Build nodes, cables, stacks and addresses, ready to use.
     *
     * \return the hosts, by number
     * \throws std::logic_error the second time: a second network needs a second helper
     */
    NodeContainer Create();

    /** \return the structure: numbers, places, distances */
    const FatTree& GetTree() const
    {
        return m_tree;
    }

    /** \return hosts by number, then edge, aggregation and core switches: node numbers of FatTree
     */
    const NodeContainer& GetNodes() const
    {
        return m_nodes;
    }

    NodeContainer GetHosts() const;
    NodeContainer GetSwitches() const; //!< edge, aggregation and core
    NodeContainer GetEdgeSwitches() const;
    NodeContainer GetAggregationSwitches() const;
    NodeContainer GetCoreSwitches() const;

    /** \return the address of each host, by number */
    const std::vector<Ipv4Address>& GetAddresses() const
    {
        return m_addresses;
    }

    /** \return the two devices of every cable, the lower end first: 2c and 2c+1 are of cable c */
    const NetDeviceContainer& GetDevices() const
    {
        return m_devices;
    }

    /**
     * \param node a switch, by its node number
     * \return its routing
     */
    Ptr<FatTreeRouting> GetRouting(uint32_t node) const;

    /**
     * Fix the random streams of all switches.
     * \param stream the first
     * \return how many were used
     */
    int64_t AssignStreams(int64_t stream);

  private:
    void EnablePcapInternal(std::string prefix,
                            Ptr<NetDevice> nd,
                            bool promiscuous,
                            bool explicitFilename) override;
    void EnableAsciiInternal(Ptr<OutputStreamWrapper> stream,
                             std::string prefix,
                             Ptr<NetDevice> nd,
                             bool explicitFilename) override;

    /** \return the nodes from one number to before another */
    NodeContainer GetRange(uint32_t begin, uint32_t end) const;

    void AddCables();    //!< so that the device with index p is port p
    void AddStacks();    //!< on all nodes
    void AddAddresses(); //!< and thereby routes

    FatTree m_tree;                       //!< the structure
    PointToPointHelper m_cables;          //!< makes cables and devices
    ObjectFactory m_routing;              //!< makes the routing of switches
    NodeContainer m_nodes;                //!< by node number
    NetDeviceContainer m_devices;         //!< two by two
    std::vector<Ipv4Address> m_addresses; //!< by host
};

} // namespace ns3

#endif /* FAT_TREE_HELPER_H */
