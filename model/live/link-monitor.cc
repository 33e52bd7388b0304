/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-monitor.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace ns3::camcube
{

LinkMonitor::LinkMonitor()
    : m_socket(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE))
{
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_LINK;
    if (m_socket < 0 ||
        bind(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) < 0)
    {
        const std::string reason = std::strerror(errno);
        close(m_socket);
        throw std::runtime_error("changes of network interfaces cannot be watched by netlink: " +
                                 reason);
    }
}

LinkMonitor::~LinkMonitor()
{
    close(m_socket);
}

bool
LinkMonitor::TakeChanges() const
{
    std::array<uint8_t, 8192> message;
    bool hasChanged = false;
    ssize_t size = 0;
    do
    {
        size = recv(m_socket, message.data(), message.size(), MSG_DONTWAIT);
        // What found no room is a change, too.
        hasChanged |= size >= 0 || errno == ENOBUFS;
    } while (size > 0 || (size < 0 && (errno == EINTR || errno == ENOBUFS)));
    return hasChanged;
}

} // namespace ns3::camcube
