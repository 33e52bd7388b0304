/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DCELL_HELPER_H
#define DCELL_HELPER_H

#include "address-routed-network-helper.h"

#include "ns3/dcell-routing.h"
#include "ns3/dcell.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Builds a DCell of stock ns-3 parts: PointToPoint cables, and the Internet stack (IPv4) with
 * DcellRouting on servers and mini-switches.
 *
 * \code
 *   DcellHelper dcell(4, 2);
 *   dcell.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
 *   dcell.SetRoutingAttribute("Retries", UintegerValue(4));
 *   NodeContainer servers = dcell.Create();
 * \endcode
 */
class DcellHelper : public AddressRoutedNetworkHelper<Dcell, DcellRouting>
{
  public:
    /**
     * \param n ports of a mini-switch, from 2
     * \param k the level, from 0
     * \throws std::invalid_argument for an n or k that Dcell does not take
     */
    DcellHelper(uint32_t n, uint32_t k)
        : DcellHelper(Dcell(n, k))
    {
    }

    /** \param dcell the DCell to build, such as Dcell::SmallestFor() gives */
    explicit DcellHelper(const Dcell& dcell)
        : AddressRoutedNetworkHelper(dcell)
    {
    }

    /** \return the topology: numbers, tuples, routes */
    const Dcell& GetDcell() const
    {
        return GetTopology();
    }
};

} // namespace ns3::camcube

#endif /* DCELL_HELPER_H */
