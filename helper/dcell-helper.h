/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DCELL_HELPER_H
#define DCELL_HELPER_H

#include "cabled-network-helper.h"

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
class DcellHelper : public CabledNetworkHelper
{
  public:
    /**
     * \param n ports of a mini-switch, from 2
     * \param k the level, from 0
     * \throws std::invalid_argument for an n or k that Dcell does not take
     */
    DcellHelper(uint32_t n, uint32_t k);

    /** \param dcell the DCell to build, such as Dcell::SmallestFor() gives */
    explicit DcellHelper(const Dcell& dcell);

    /**
     * Build nodes, cables, stacks and addresses, ready to use.
     *
     * \return the servers, by number
     * \throws std::logic_error the second time: a second network needs a second helper
     * \throws std::invalid_argument for a network that needs more memory than the machine has
     */
    NodeContainer Create();

    /** \return the topology: numbers, tuples, routes */
    const Dcell& GetDcell() const
    {
        return m_dcell;
    }

  private:
    Dcell m_dcell; //!< the topology
};

} // namespace ns3::camcube

#endif /* DCELL_HELPER_H */
