/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "event-prefetcher.h"

namespace ns3::camcube
{

// Constant-initialised, so that it is there before any class registers.
std::array<EventPrefetcher::Known, 3> EventPrefetcher::m_known;

bool
EventPrefetcher::Register(const std::type_info& type, Function function)
{
    for (Known& known : m_known)
    {
        if (!known.type)
        {
            known = {&type, function};
            return true;
        }
    }
    return false;
}

} // namespace ns3::camcube
