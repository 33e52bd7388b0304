/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ADDRESS_GIVER_H
#define ADDRESS_GIVER_H

#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-interface-container.h"
#include "ns3/net-device.h"
#include "ns3/node.h"

#include <string>
#include <vector>

namespace ns3::camcube::python
{

/** \return a node as a message calls it */
std::string NameOf(const Ptr<Node>& node);

/**
 * An Ipv4AddressHelper that says what ns-3 ends the process for: an address that is given already,
 * or is none of the network. All functions throw pybind11::value_error.
 */
class AddressGiver
{
  public:
    /** \param network,mask,base as SetBase() takes them */
    AddressGiver(Ipv4Address network, Ipv4Mask mask, Ipv4Address base);

    /**
     * Goes on with another network.
     * \param network without ones outside the mask
     * \param mask not empty
     * \param base the first address within it
     */
    void SetBase(Ipv4Address network, Ipv4Mask mask, Ipv4Address base);

    /** Goes on with the next network of this mask. \return it */
    Ipv4Address NewNetwork();

    /** \return the next address, which is taken thereby */
    Ipv4Address NewAddress();

    /** Gives devices of nodes with TCP/IP one address each. \return their interfaces */
    Ipv4InterfaceContainer Assign(const std::vector<Ptr<NetDevice>>& devices);

  private:
    static void CheckDevice(const Ptr<NetDevice>& device);
    uint64_t GetRoom() const;
    void Take(uint64_t count);

    Ipv4AddressHelper m_helper; //!< gives them
    uint32_t m_network{0};      //!< as m_helper has it, which does not tell
    Ipv4Mask m_mask;            //!< the same
    uint64_t m_base{0};         //!< the first address of a network
    uint64_t m_next{0};         //!< the next one
};

} // namespace ns3::camcube::python

#endif /* ADDRESS_GIVER_H */
