/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SERVICE_CHAIN_H
#define SERVICE_CHAIN_H

#include "ns3/random-variable-stream.h"

#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A path through a data centre that runs network functions: traffic enters at a gateway, crosses
 * some servers one after the other, and leaves at a gateway (Trilogy2 deliverable D1.4, 2015,
 * section 3.1.3).
 */
struct ServiceChain
{
    std::vector<uint32_t> servers; //!< gateway, the servers crossed, gateway, by number

    /**
     * Random chains. Some random servers are gateways; each chain enters at a random one of these,
     * leaves at a random one, and crosses random other servers, none twice.
     *
     * \param servers servers that there are
     * \param gateways of these, how many are gateways
     * \param chains how many chains are wanted
     * \param length how many servers each crosses between its gateways
     * \param random the stream that decides
     * \throws std::invalid_argument for chains that cannot be, for too few servers as an example
     */
    static std::vector<ServiceChain> DrawSome(uint32_t servers,
                                              uint32_t gateways,
                                              uint32_t chains,
                                              uint32_t length,
                                              const Ptr<UniformRandomVariable>& random);
};

} // namespace ns3::camcube

#endif /* SERVICE_CHAIN_H */
