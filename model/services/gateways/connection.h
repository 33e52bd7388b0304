/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONNECTION_H
#define CONNECTION_H

#include "ns3/ipv4-address.h"
#include "ns3/packet.h"

#include <cstdint>
#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What a packet from outside says of the connection that it belongs to: addresses, protocol, and
 * the ports of TCP and UDP.
 */
struct Connection
{
    /**
     * \param packet from its IPv4 header on
     * \return nothing for bytes that are too few for what their headers say, another protocol, or
     *         a fragment, which has no ports
     */
    static std::optional<Connection> Of(const Packet& packet);

    /** \return 64 mixed bits of it, by which servers are chosen */
    uint64_t GetHash() const;

    friend bool operator<(const Connection& a, const Connection& b)
    {
        return a.GetKey() < b.GetKey();
    }

    Ipv4Address client;     //!< the source
    Ipv4Address address;    //!< the destination, a virtual address
    uint16_t clientPort{0}; //!< of the source
    uint16_t port{0};       //!< of the destination
    uint8_t protocol{0};    //!< TCP or UDP
    bool isOpening{false}; //!< whether a server that does not know it may take it: all but TCP that
                           //!< is no SYN

  private:
    std::pair<uint64_t, uint64_t> GetKey() const
    {
        return {uint64_t{client.Get()} << 32 | address.Get(),
                uint64_t{clientPort} << 24 | uint64_t{port} << 8 | protocol};
    }
};

} // namespace ns3::camcube

#endif /* CONNECTION_H */
