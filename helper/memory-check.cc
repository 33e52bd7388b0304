/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "memory-check.h"

#include <cmath>
#include <stdexcept>
#include <unistd.h>

namespace ns3::camcube
{

void
CheckMemory(const std::string& network, double bytes)
{
    constexpr double GIB = 1 << 30;
    const double pages = sysconf(_SC_PHYS_PAGES);
    const double there = pages * sysconf(_SC_PAGESIZE);
    if (pages > 0 && bytes > there)
    {
        throw std::invalid_argument(
            "a network of " + network + " needs about " + std::to_string(std::lround(bytes / GIB)) +
            " GiB of memory, and this machine has " + std::to_string(std::lround(there / GIB)) +
            "; give a smaller one");
    }
}

} // namespace ns3::camcube
