/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "linux-interface.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ns3::camcube
{

static_assert(LinuxInterface::MAX_NAME == IFNAMSIZ - 1, "a name has room in a request");

bool
LinuxInterface::IsName(const std::string& name)
{
    return !name.empty() && name.size() <= MAX_NAME && name != "." && name != ".." &&
           std::all_of(name.begin(), name.end(), [](unsigned char c) {
               return c != '/' && c != ':' && std::isspace(c) == 0 && c != 0;
           });
}

LinuxInterface
LinuxInterface::Look(const std::string& name)
{
    LinuxInterface found;
    const int socket = IsName(name) ? ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0) : -1;
    if (socket < 0)
    {
        return found;
    }
    ifreq request{};
    std::copy(name.begin(), name.end(), request.ifr_name);
    // It may go between two questions: then it is gone.
    if (ioctl(socket, SIOCGIFFLAGS, &request) == 0)
    {
        found.isUp = (request.ifr_flags & IFF_UP) && (request.ifr_flags & IFF_RUNNING);
        found.mtu = ioctl(socket, SIOCGIFMTU, &request) == 0 ? request.ifr_mtu : 0;
        found.index = ioctl(socket, SIOCGIFINDEX, &request) == 0 ? request.ifr_ifindex : 0;
    }
    close(socket);
    return found.index != 0 ? found : LinuxInterface();
}

} // namespace ns3::camcube
