/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "packet-socket.h"

#include "ns3/frame.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/if_packet.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace ns3::camcube
{

PacketSocket::PacketSocket(int interface, const std::string& name, const Mac48Address& address)
    : m_socket(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
{
    if (m_socket < 0)
    {
        throw std::invalid_argument("frames cannot be sent on interface " + name + ": " +
                                    std::strerror(errno) +
                                    "; run as root, or with the capability CAP_NET_RAW");
    }
    // As large as may be before the first frame comes, which is when it is bound.
    const int bytes = BUFFER_BYTES;
    if (setsockopt(m_socket, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof(bytes)) < 0)
    {
        setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
    }
    sockaddr_ll where{};
    where.sll_family = AF_PACKET;
    where.sll_protocol = htons(Frame::ETHER_TYPE);
    where.sll_ifindex = interface;
    if (bind(m_socket, reinterpret_cast<const sockaddr*>(&where), sizeof(where)) < 0)
    {
        const std::string reason = std::strerror(errno);
        close(m_socket);
        throw std::invalid_argument("interface " + name + " takes no frames: " + reason +
                                    "; give one that there is");
    }
    // A NIC passes on what is for its own address; where it cannot listen to one more, the frames
    // of a veth pair come all the same.
    packet_mreq membership{};
    membership.mr_ifindex = interface;
    membership.mr_type = PACKET_MR_UNICAST;
    membership.mr_alen = 6;
    address.CopyTo(membership.mr_address);
    setsockopt(m_socket, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &membership, sizeof(membership));
}

PacketSocket::PacketSocket(int descriptor)
    : m_socket(descriptor)
{
    fcntl(m_socket, F_SETFL, fcntl(m_socket, F_GETFL) | O_NONBLOCK);
}

PacketSocket::~PacketSocket()
{
    close(m_socket);
}

bool
PacketSocket::Send(const uint8_t* bytes, std::size_t size) const
{
    ssize_t sent = -1;
    do
    {
        sent = send(m_socket, bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == static_cast<ssize_t>(size);
}

uint32_t
PacketSocket::TakeDrops() const
{
    tpacket_stats statistics{};
    socklen_t size = sizeof(statistics);
    return getsockopt(m_socket, SOL_PACKET, PACKET_STATISTICS, &statistics, &size) == 0
               ? statistics.tp_drops
               : 0;
}

} // namespace ns3::camcube
