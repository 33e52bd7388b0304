/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "service-chain.h"

#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::camcube
{

std::vector<ServiceChain>
ServiceChain::DrawSome(uint32_t servers,
                       uint32_t gateways,
                       uint32_t chains,
                       uint32_t length,
                       const Ptr<UniformRandomVariable>& random)
{
    if (length == 0 || gateways == 0 || gateways > servers)
    {
        throw std::invalid_argument("chains across " + std::to_string(length) + " servers with " +
                                    std::to_string(gateways) + " gateways of " +
                                    std::to_string(servers) +
                                    " servers are impossible; give at least 1 server to cross and "
                                    "1 gateway, and no more gateways than servers");
    }
    // Two gateways may belong to a chain, and it crosses neither.
    if (length + 2 > servers)
    {
        throw std::invalid_argument(
            "a chain across " + std::to_string(length) + " servers and its gateways does not fit " +
            std::to_string(servers) + " servers; give shorter chains or more servers");
    }
    std::vector<uint32_t> order(servers);
    std::iota(order.begin(), order.end(), 0);
    // Moves a random one of the places from first on to first.
    const auto draw = [&](uint32_t first) {
        std::swap(order[first], order[random->GetInteger(first, servers - 1)]);
        return order[first];
    };
    std::vector<uint32_t> doors;
    for (uint32_t i = 0; i < gateways; ++i)
    {
        doors.push_back(draw(i));
    }
    std::vector<ServiceChain> drawn(chains);
    for (ServiceChain& chain : drawn)
    {
        const uint32_t entry = doors[random->GetInteger(0, gateways - 1)];
        const uint32_t exit = doors[random->GetInteger(0, gateways - 1)];
        chain.servers.push_back(entry);
        for (uint32_t i = 0; chain.servers.size() <= length; ++i)
        {
            const uint32_t server = draw(i);
            if (server != entry && server != exit)
            {
                chain.servers.push_back(server);
            }
        }
        chain.servers.push_back(exit);
    }
    return drawn;
}

} // namespace ns3::camcube
