/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tun-device.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <sched.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ns3::camcube
{

namespace
{

/** A descriptor that is closed at the end of a block, unless it is released. */
class Descriptor
{
  public:
    Descriptor(const char* path, int flags)
        : m_number(open(path, flags | O_CLOEXEC))
    {
    }

    ~Descriptor()
    {
        if (m_number >= 0)
        {
            close(m_number);
        }
    }

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int Get() const
    {
        return m_number;
    }

    int Release()
    {
        const int number = m_number;
        m_number = -1;
        return number;
    }

  private:
    int m_number;
};

[[noreturn]] void
Throw(const std::string& what, const std::string& remedy)
{
    throw std::invalid_argument(what + ": " + std::strerror(errno) + "; " + remedy);
}

/** For as long as it lives, this thread is in a network namespace. */
class NamespaceVisit
{
  public:
    explicit NamespaceVisit(const std::string& name)
        : m_home("/proc/thread-self/ns/net", O_RDONLY)
    {
        const Descriptor there(("/run/netns/" + name).c_str(), O_RDONLY);
        if (there.Get() < 0)
        {
            Throw("the network namespace " + name + " cannot be opened",
                  "./camcube live makes those that it needs");
        }
        if (m_home.Get() < 0 || setns(there.Get(), CLONE_NEWNET) != 0)
        {
            Throw("the network namespace " + name + " cannot be entered", "become root");
        }
    }

    ~NamespaceVisit()
    {
        static_cast<void>(!setns(m_home.Get(), CLONE_NEWNET));
    }

  private:
    Descriptor m_home; //!< where it came from
};

void
SetMtu(const std::string& device, const std::string& where, uint16_t mtu)
{
    ifreq request{};
    device.copy(request.ifr_name, sizeof(request.ifr_name) - 1);
    request.ifr_mtu = mtu;
    const int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const bool isSet = any >= 0 && ioctl(any, SIOCSIFMTU, &request) == 0;
    const int error = errno;
    close(any);
    if (!isSet)
    {
        errno = error;
        Throw("the device " + device + where + " cannot have an MTU of " + std::to_string(mtu),
              "become root");
    }
}

int
OpenHere(const std::string& device, const std::string& where, uint16_t mtu)
{
    // Attaching to a name that is not there would make a device of that name.
    if (if_nametoindex(device.c_str()) == 0)
    {
        Throw("there is no device " + device + where,
              "make it: ip tuntap add dev " + device + " mode tun");
    }
    Descriptor tun("/dev/net/tun", O_RDWR | O_NONBLOCK);
    if (tun.Get() < 0)
    {
        Throw("/dev/net/tun cannot be opened",
              "become root, and see that the kernel has its module tun");
    }
    ifreq request{};
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    device.copy(request.ifr_name, sizeof(request.ifr_name) - 1);
    if (ioctl(tun.Get(), TUNSETIFF, &request) != 0)
    {
        Throw("the device " + device + where + " cannot be taken",
              errno == EBUSY ? "end the process that has it" : "see that it is a TUN device");
    }
    if (mtu != 0)
    {
        SetMtu(device, where, mtu);
    }
    return tun.Release();
}

} // namespace

int
OpenTunDevice(const std::string& device, const std::string& networkNamespace, uint16_t mtu)
{
    if (networkNamespace.empty())
    {
        return OpenHere(device, "", mtu);
    }
    const NamespaceVisit visit(networkNamespace);
    return OpenHere(device, " in the network namespace " + networkNamespace, mtu);
}

} // namespace ns3::camcube
