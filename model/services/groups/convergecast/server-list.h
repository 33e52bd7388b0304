/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SERVER_LIST_H
#define SERVER_LIST_H

#include "ns3/packet.h"
#include "ns3/torus.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Servers on the wire: a list of their numbers, three bytes each, or a bitmap of all servers,
 * whichever is shorter.
 *
 * | bytes | field                                                  |
 * |-------|--------------------------------------------------------|
 * | 0     | 1 if it is marked; 2 more if the servers are a bitmap  |
 * | 1-2   | bytes of the servers                                   |
 * | 3-    | the servers                                            |
 */
struct ServerList
{
    static constexpr uint32_t HEADER_BYTES = 3; //!< before the servers

    std::vector<uint32_t> servers; //!< their numbers, rising
    bool isMarked{false};          //!< what that means is a matter of who has written it

    /** \return its bytes */
    Ptr<Packet> Write(const Torus& torus) const;

    /** Takes one off the start of a packet. \return nothing if its bytes make no sense */
    static std::optional<ServerList> Take(const Torus& torus, Packet& packet);
};

} // namespace ns3::camcube

#endif /* SERVER_LIST_H */
