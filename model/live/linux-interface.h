/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINUX_INTERFACE_H
#define LINUX_INTERFACE_H

#include <cstdint>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What Linux says of one of its network interfaces at this moment.
 */
struct LinuxInterface
{
    /** The longest name, in bytes. */
    static constexpr uint32_t MAX_NAME = 15;

    int index{0};     //!< its number, another one if it was removed and made anew; 0 for none
    bool isUp{false}; //!< it is switched on, and has carrier
    uint32_t mtu{0};  //!< bytes behind the Ethernet header, at most

    /** \return what an interface is like in this process's network namespace, which may be gone */
    static LinuxInterface Look(const std::string& name);

    /** \return whether Linux takes it for a name */
    static bool IsName(const std::string& name);
};

} // namespace ns3::camcube

#endif /* LINUX_INTERFACE_H */
