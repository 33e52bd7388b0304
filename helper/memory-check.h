/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MEMORY_CHECK_H
#define MEMORY_CHECK_H

#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Throws unless a network fits into the memory of this machine, where that can be told.
 *
 * \param network what it is made of, such as "64 servers"
 * \param bytes about what it takes
 * \throws std::invalid_argument with both sizes
 */
void CheckMemory(const std::string& network, double bytes);

} // namespace ns3::camcube

#endif /* MEMORY_CHECK_H */
