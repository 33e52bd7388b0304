/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "camcube-channel.h"

#include "camcube-net-device.h"
#include "link-power.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(CamCubeChannel);

TypeId
CamCubeChannel::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::CamCubeChannel")
            .SetParent<Channel>()
            .SetGroupName("CamCube")
            .AddConstructor<CamCubeChannel>()
            .AddAttribute("Delay",
                          "Propagation delay (5 ns a metre in copper and fibre)",
                          TimeValue(NanoSeconds(100)),
                          MakeTimeAccessor(&CamCubeChannel::SetDelay, &CamCubeChannel::GetDelay),
                          MakeTimeChecker(Time(0)));
    return tid;
}

void
CamCubeChannel::DoDispose()
{
    m_ports = {};
    m_power = nullptr;
    m_up = false;
    Channel::DoDispose();
}

void
CamCubeChannel::Attach(Ptr<CamCubeNetDevice> port)
{
    if (m_ports[1])
    {
        throw std::logic_error("a cable has two ends, and both are taken");
    }
    if (!m_ports[0])
    {
        m_ports[0] = port;
        return;
    }
    m_ports[1] = port;
    m_ports[0]->SetPeer(PeekPointer(m_ports[1]));
    m_ports[1]->SetPeer(PeekPointer(m_ports[0]));
    UpdateDelay();
    UpdateCarrier();
}

std::size_t
CamCubeChannel::GetNDevices() const
{
    return std::count_if(m_ports.begin(), m_ports.end(), [](const auto& port) { return port; });
}

Ptr<NetDevice>
CamCubeChannel::GetDevice(std::size_t i) const
{
    return m_ports.at(i);
}

CamCubeNetDevice*
CamCubeChannel::GetPeer(const CamCubeNetDevice* port) const
{
    return PeekPointer(m_ports[PeekPointer(m_ports[0]) == port]);
}

void
CamCubeChannel::SetDelay(Time delay)
{
    m_delay = delay;
    UpdateDelay();
}

void
CamCubeChannel::UpdateDelay()
{
    if (m_ports[1])
    {
        m_ports[0]->SetPeerDelay(m_delay + m_ports[1]->GetProcessingDelay());
        m_ports[1]->SetPeerDelay(m_delay + m_ports[0]->GetProcessingDelay());
    }
}

Time
CamCubeChannel::GetDelay() const
{
    return m_delay;
}

void
CamCubeChannel::Cut()
{
    m_cut = true;
    UpdateCarrier();
}

void
CamCubeChannel::Mend()
{
    m_cut = false;
    UpdateCarrier();
}

void
CamCubeChannel::UpdateCarrier()
{
    // A service that is told may switch the link in answer: both ends learn of one change first.
    if (m_telling)
    {
        return;
    }
    m_telling = true;
    while (ShouldBeUp() != m_up)
    {
        m_up = !m_up;
        if (!m_up)
        {
            m_ports[0]->LoseFramesOnCable(*m_ports[1]);
            m_ports[1]->LoseFramesOnCable(*m_ports[0]);
        }
        if (m_power)
        {
            m_power->CarrierChanged(m_up);
        }
        for (const auto& port : m_ports)
        {
            port->CarrierChanged(m_up);
        }
    }
    m_telling = false;
}

bool
CamCubeChannel::ShouldBeUp() const
{
    return !m_cut && std::all_of(m_ports.begin(), m_ports.end(), [](const auto& port) {
        return port && port->IsActive();
    });
}

} // namespace ns3::camcube
