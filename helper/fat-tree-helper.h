/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAT_TREE_HELPER_H
#define FAT_TREE_HELPER_H

#include "cabled-network-helper.h"

#include "ns3/fat-tree.h"

namespace ns3::camcube
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
 */
class FatTreeHelper : public CabledNetworkHelper
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
     * Build nodes, cables, stacks and addresses, ready to use.
     *
     * \return the hosts, by number
     * \throws std::logic_error the second time: a second network needs a second helper
     */
    NodeContainer Create();

    /** \return the topology: numbers, places, distances */
    const FatTree& GetTree() const
    {
        return m_tree;
    }

    /** \return the servers, as the literature of fat-trees calls them */
    NodeContainer GetHosts() const
    {
        return GetServers();
    }

    NodeContainer GetEdgeSwitches() const;
    NodeContainer GetAggregationSwitches() const;
    NodeContainer GetCoreSwitches() const;

    /**
     * Fix the random streams of all switches.
     * \param stream the first
     * \return how many were used
     */
    int64_t AssignStreams(int64_t stream);

  private:
    void AddCables();    //!< so that the device with index p is port p
    void AddStacks();    //!< on all nodes
    void AddAddresses(); //!< and thereby routes

    FatTree m_tree; //!< the topology
};

} // namespace ns3::camcube

#endif /* FAT_TREE_HELPER_H */
