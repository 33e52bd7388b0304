/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "port-owner.h"

namespace ns3
{

void
PortOwner::Expect(const CamCubeFrame*, uint8_t, uint32_t, int64_t) const
{
}

} // namespace ns3
