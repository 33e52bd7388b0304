/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BCUBE_HELPER_H
#define BCUBE_HELPER_H

#include "cabled-network-helper.h"

#include "ns3/bcube.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Builds a BCube of stock ns-3 parts: PointToPoint cables, and the Internet stack (IPv4) with
 * BcubeRouting on servers and switches.
 *
 * \code
 *   BcubeHelper bcube(8, 1);
 *   bcube.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
 *   bcube.SetRoutingAttribute("AdaptInterval", StringValue("5ms"));
 *   NodeContainer servers = bcube.Create();
 * \endcode
 */
class BcubeHelper : public CabledNetworkHelper
{
  public:
    /**
     * \param n ports of a switch, from 2
     * \param k the level, from 0
     * \throws std::invalid_argument for an n or k that Bcube does not take
     */
    BcubeHelper(uint32_t n, uint32_t k);

    /** \param bcube the BCube to build, such as Bcube::SmallestFor() gives */
    explicit BcubeHelper(const Bcube& bcube);

    /**
     * Build nodes, cables, stacks and addresses, ready to use.
     *
     * \return the servers, by number
     * \throws std::logic_error the second time: a second network needs a second helper
     * \throws std::invalid_argument for a network that needs more memory than the machine has
     */
    NodeContainer Create();

    /** \return the topology: numbers, digits, paths */
    const Bcube& GetBcube() const
    {
        return m_bcube;
    }

    /**
     * Fix the random streams of all servers.
     * \param stream the first
     * \return how many were used
     */
    int64_t AssignStreams(int64_t stream);

  private:
    Bcube m_bcube; //!< the topology
};

} // namespace ns3::camcube

#endif /* BCUBE_HELPER_H */
