/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torus-link-samples.h"

#include "ns3/camcube-net-device.h"
#include "ns3/cube-partition.h"
#include "ns3/process-group.h"
#include "ns3/torus-helper.h"
#include "ns3/torus-port.h"
#include "ns3/torus.h"
#include "ns3/uinteger.h"

namespace ns3::camcube
{

namespace
{

/** A sample on its way to the first rank. */
struct Counted
{
    uint32_t server;
    uint8_t port;
    uint64_t bytes;
    uint64_t packets;
    uint64_t bitRate;
};

} // namespace

std::vector<LinkSample>
SampleTorusLinks(const Torus& torus, const NodeContainer& servers)
{
    std::vector<Counted> counted;
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        if (CubePartition::IsElsewhere(servers.Get(i)))
        {
            continue;
        }
        for (uint8_t port : torus.GetPorts())
        {
            const Ptr<CamCubeNetDevice> device = TorusHelper::GetPort(servers.Get(i), port);
            const LinkCounters& counters = device->GetCounters();
            UintegerValue overhead;
            device->GetAttribute("LineOverhead", overhead);
            counted.push_back({i,
                               port,
                               counters.txBytes + counters.txFrames * overhead.Get(),
                               counters.txFrames,
                               device->GetDataRate().GetBitRate()});
        }
    }
    std::vector<LinkSample> samples;
    for (const Counted& link : ProcessGroup::Get().Gather(std::move(counted)))
    {
        samples.push_back({std::to_string(link.server) + PortName(link.port),
                           link.bytes,
                           link.packets,
                           DataRate(link.bitRate)});
    }
    return samples;
}

} // namespace ns3::camcube
