/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "control-hop.h"

#include "ns3/link-power.h"
#include "ns3/runtime.h"

#include <algorithm>

namespace ns3::camcube
{

namespace
{

/** Bytes of a frame with few entries. */
constexpr uint32_t SHORT_FRAME = 64;

} // namespace

ControlHop
ControlHop::Of(const Runtime& runtime)
{
    if (runtime.GetTorus().GetPorts().IsEmpty())
    {
        return {Time(), Time()};
    }
    ControlHop hop{Time::Max(), Time()};
    for (uint8_t port : runtime.GetTorus().GetPorts())
    {
        const Ptr<CamCubeNetDevice> device = runtime.GetDevice(port);
        const Ptr<CamCubeChannel> cable = DynamicCast<CamCubeChannel>(device->GetChannel());
        const Time delay = cable->GetDelay() + device->GetProcessingDelay();
        const Time wake = cable->GetPower() ? cable->GetPower()->GetWakeBound() : Time();
        const uint32_t full = device->GetMtu() + Frame::ETHERNET_HEADER_BYTES;
        hop.least = std::min(hop.least, TimeStep(device->GetTransmissionTime(SHORT_FRAME)) + delay);
        hop.most =
            std::max(hop.most, TimeStep(2 * device->GetTransmissionTime(full)) + delay + wake);
    }
    return hop;
}

} // namespace ns3::camcube
