/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "port-owner.h"

namespace ns3::camcube
{

void
PortOwner::Prefetch(const Frame*, uint8_t, uint32_t, int64_t) const
{
}

} // namespace ns3::camcube
