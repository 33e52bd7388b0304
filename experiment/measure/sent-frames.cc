/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "sent-frames.h"

#include "ns3/camcube-net-device.h"

namespace ns3::camcube
{

uint64_t
CountSentFrames(const NodeContainer& servers)
{
    uint64_t frames = 0;
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        for (uint32_t i = 0; i < (*server)->GetNDevices(); ++i)
        {
            if (const auto port = DynamicCast<CamCubeNetDevice>((*server)->GetDevice(i)))
            {
                frames += port->GetCounters().txFrames;
            }
        }
    }
    return frames;
}

} // namespace ns3::camcube
