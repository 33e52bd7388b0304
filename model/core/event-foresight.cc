/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "event-foresight.h"

namespace ns3
{

// Constant-initialised, so that it is there before any class registers.
std::array<EventForesight::Known, 3> EventForesight::m_known;

bool
EventForesight::Register(const std::type_info& type, Function function)
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

} // namespace ns3
