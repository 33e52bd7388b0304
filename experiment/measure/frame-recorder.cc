/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "frame-recorder.h"

#include "ns3/camcube-channel.h"
#include "ns3/camcube-net-device.h"
#include "ns3/ns3-release.h"
#include "ns3/simulator.h"
#include "ns3/torus-helper.h"

namespace ns3::camcube
{

FrameRecorder::FrameRecorder(std::size_t limit)
    : m_limit(limit)
{
}

void
FrameRecorder::Begin(const Torus& torus, const NodeContainer& servers)
{
    for (uint32_t from = 0; from < servers.GetN(); ++from)
    {
        for (uint8_t port : torus.GetPorts())
        {
            const Ptr<CamCubeNetDevice> device = TorusHelper::GetPort(servers.Get(from), port);
            const uint32_t to = torus.GetNeighbor(from, port);
            m_watches.push_back(
                {device,
                 MakeCallbackOf<Ptr<const Packet>>(
                     [this, from, to, port = PeekPointer(device)](Ptr<const Packet> packet) {
                         Record(from, to, *port, packet);
                     })});
            device->TraceConnectWithoutContext("PhyTxBegin", m_watches.back().callback);
        }
    }
}

void
FrameRecorder::Finish()
{
    for (const Watch& watch : m_watches)
    {
        watch.port->TraceDisconnectWithoutContext("PhyTxBegin", watch.callback);
    }
    m_watches.clear();
}

void
FrameRecorder::Record(uint32_t from,
                      uint32_t to,
                      const CamCubeNetDevice& port,
                      const Ptr<const Packet>& packet)
{
    if (m_frames.size() == m_limit)
    {
        ++m_leftOut;
        return;
    }
    const Time begin = Simulator::Now();
    const Time end = begin + TimeStep(port.GetTransmissionTime(packet->GetSize()));
    const Time delay = DynamicCast<CamCubeChannel>(port.GetChannel())->GetDelay();
    m_frames.push_back({from, to, begin, end, delay});
}

} // namespace ns3::camcube
