/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STOCK_NETWORK_H
#define STOCK_NETWORK_H

#include "ns3/ipv4-address.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/workload.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace ns3::camcube
{

class FatTree;
class Torus;

/**
 * \ingroup camcube
 *
 * A network of stock ns-3 parts alone, to compare with: PointToPoint cables, the Internet stack
 * (IPv4) and nix-vector routing on every node.
 */
class StockNetwork
{
  public:
    /** Two nodes that a cable joins. */
    using Cable = std::pair<uint32_t, uint32_t>;

    /**
     * \param nNodes nodes, numbered from 0
     * \param cables what joins them; each has an IPv4 network of its own
     * \param delay of propagation on each; all have 1 Gbps
     */
    StockNetwork(uint32_t nNodes, const std::vector<Cable>& cables, Time delay);

    static std::vector<Cable> CablesOf(const Torus& torus);
    static std::vector<Cable> CablesOf(const FatTree& tree);

    const NodeContainer& GetNodes() const
    {
        return m_nodes;
    }

    /** \return one address of each node */
    const std::vector<Ipv4Address>& GetAddresses() const
    {
        return m_addresses;
    }

    const NetDeviceContainer& GetDevices() const
    {
        return m_devices;
    }

  private:
    NodeContainer m_nodes;                //!< by number
    NetDeviceContainer m_devices;         //!< two a cable
    std::vector<Ipv4Address> m_addresses; //!< by node
};

/**
 * Counts the frames that stock devices begin to send.
 * \param counter is raised for each; must live as long as the devices
 */
void CountTransmissions(const NetDeviceContainer& devices, uint64_t& counter);

/**
 * Has all routes of a workload computed, which nix-vector routing does on first use: sends one
 * datagram of each flow, to which the destination's stack answers that nobody listens there.
 */
void WarmUpRoutes(const Workload& workload,
                  const NodeContainer& nodes,
                  const std::vector<Ipv4Address>& addresses);

} // namespace ns3::camcube

#endif /* STOCK_NETWORK_H */
