/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "multi-hop-routing-helper.h"

namespace ns3::camcube
{

uint64_t
MultiHopRoutingHelper::CountForwarded(const NodeContainer& servers)
{
    uint64_t forwarded = 0;
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        if (Ptr<MultiHopRouting> service = Get(*server))
        {
            forwarded += service->GetCounters().forwarded;
        }
    }
    return forwarded;
}

} // namespace ns3::camcube
