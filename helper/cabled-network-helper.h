/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CABLED_NETWORK_HELPER_H
#define CABLED_NETWORK_HELPER_H

#include "ns3/channel.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What the helpers of fat-tree, DCell and BCube have in common: nodes, and stock point-to-point
 * cables between them.
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
    CabledNetworkHelper();

    /**
     * \param count how many nodes to create
     * \param cables how many cables they will get
     * \throws std::logic_error the second time: a second network needs a second helper
     * \throws std::invalid_argument for a network that needs more memory than the machine has
     */
    void CreateNodes(uint32_t count, uint32_t cables);

    /** Cable two nodes, by number: each gets its next port. */
    void AddCable(uint32_t a, uint32_t b);

    /** \return the nodes from one number to before another */
    NodeContainer GetRange(uint32_t begin, uint32_t end) const;

    std::vector<Ipv4Address> m_addresses; //!< by server

  private:
    void EnablePcapInternal(std::string prefix,
                            Ptr<NetDevice> nd,
                            bool promiscuous,
                            bool explicitFilename) override;
    void EnableAsciiInternal(Ptr<OutputStreamWrapper> stream,
                             std::string prefix,
                             Ptr<NetDevice> nd,
                             bool explicitFilename) override;

    PointToPointHelper m_cables;  //!< makes cables and devices
    NodeContainer m_nodes;        //!< by number
    NetDeviceContainer m_devices; //!< two by two
};

} // namespace ns3::camcube

#endif /* CABLED_NETWORK_HELPER_H */
