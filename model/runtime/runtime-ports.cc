/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The ports of a server, and what is asked about their links.

#include "runtime.h"
#include "service.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::camcube
{

void
Runtime::AddPort(uint8_t port, Ptr<CamCubeNetDevice> device)
{
    if (port >= PortSet::MAX_PORTS || m_all.Contains(port))
    {
        throw std::invalid_argument("port " + std::to_string(port) +
                                    (port < PortSet::MAX_PORTS
                                         ? " is taken; choose another number"
                                         : " is too high; a server has at most " +
                                               std::to_string(PortSet::MAX_PORTS) + " ports"));
    }
    if (!device)
    {
        throw std::invalid_argument("no device was given for port " + std::to_string(port));
    }
    m_devices[port] = device;
    m_portStates[port].transmitter = &device->GetTransmitter();
    m_all.Insert(port);
    if (device->IsLinkUp())
    {
        m_portStates[port].receiver = m_portStates[port].transmitter->GetPeer();
        m_up.Insert(port);
    }
    device->SetOwner(this, port, &m_portStates[port].freeAt);
}

TorusCoordinate
Runtime::GetNeighbor(uint8_t port) const
{
    if (!GetTorus().GetPorts().Contains(port))
    {
        throw std::invalid_argument("port " + PortName(port) + " (number " + std::to_string(port) +
                                    ") leads to no server of this torus");
    }
    return m_torus->GetStep(m_here, port);
}

uint16_t
Runtime::GetMtu() const
{
    uint16_t mtu = NetDeviceBase::MAX_MTU;
    for (uint8_t port : GetTorusPorts())
    {
        mtu = std::min(mtu, m_devices[port]->GetMtu());
    }
    return mtu;
}

Ptr<CamCubeNetDevice>
Runtime::GetDevice(uint8_t port) const
{
    return port < m_devices.size() ? m_devices[port] : nullptr;
}

int32_t
Runtime::GetRoom(uint8_t port, const Frame& frame) const
{
    return static_cast<int32_t>(At(port)->GetMtu()) -
           static_cast<int32_t>(frame.GetMacPayloadSize());
}

Runtime::LinkStatistics
Runtime::GetLinkStatistics(uint8_t port) const
{
    const Ptr<CamCubeNetDevice> device = At(port);
    LinkStatistics statistics;
    statistics.counters = device->GetCounters();
    for (const Entry& entry : m_services)
    {
        statistics.queuedFrames += entry.service ? entry.service->GetQueuedFrames(port) : 0;
    }
    const int64_t now = Simulator::Now().GetTimeStep();
    statistics.utilization =
        now > 0 ? std::min(1.0, static_cast<double>(statistics.counters.busyTimeSteps) / now) : 0;
    return statistics;
}

void
Runtime::DeactivateLink(uint8_t port)
{
    At(port)->SetActive(false);
}

void
Runtime::ActivateLink(uint8_t port)
{
    At(port)->SetActive(true);
}

} // namespace ns3::camcube
