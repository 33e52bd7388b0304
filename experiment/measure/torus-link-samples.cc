/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torus-link-samples.h"

#include "ns3/camcube-net-device.h"
#include "ns3/torus-helper.h"
#include "ns3/torus-port.h"
#include "ns3/torus.h"
#include "ns3/uinteger.h"

namespace ns3::camcube
{

std::vector<LinkSample>
SampleTorusLinks(const Torus& torus, const NodeContainer& servers)
{
    std::vector<LinkSample> samples;
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        for (uint8_t port : torus.GetPorts())
        {
            const Ptr<CamCubeNetDevice> device = TorusHelper::GetPort(servers.Get(i), port);
            const LinkCounters& counters = device->GetCounters();
            UintegerValue overhead;
            device->GetAttribute("LineOverhead", overhead);
            samples.push_back({std::to_string(i) + PortName(port),
                               counters.txBytes + counters.txFrames * overhead.Get(),
                               counters.txFrames,
                               device->GetDataRate()});
        }
    }
    return samples;
}

} // namespace ns3::camcube
