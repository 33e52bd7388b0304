/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STRUCTURE_ADDRESS_H
#define STRUCTURE_ADDRESS_H

#include <cstdint>
#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * The IPv4 addresses of DCell and BCube, in host byte order: a node's number plus one, in
 * 10.0.0.0/9 for servers and in 10.128.0.0/9 for switches, which are numbered behind them.
 */
struct StructureAddress
{
    static constexpr uint32_t NETWORK = 10U << 24;       //!< 10.0.0.0
    static constexpr uint32_t SWITCH_NETWORK = 1U << 23; //!< the bit that tells switches

    /** \return the address of that node of a structure of so many servers */
    static uint32_t Get(uint32_t node, uint32_t servers)
    {
        return node < servers ? NETWORK + node + 1 : NETWORK + SWITCH_NETWORK + node - servers + 1;
    }

    /** \return the server of that address, if one of so many has it */
    static std::optional<uint32_t> FindServer(uint32_t address, uint32_t servers)
    {
        const uint32_t server = address - NETWORK - 1;
        return server < servers ? std::make_optional(server) : std::nullopt;
    }
};

} // namespace ns3::camcube

#endif /* STRUCTURE_ADDRESS_H */
