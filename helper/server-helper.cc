/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "server-helper.h"

#include "attribute-check.h"

#include "ns3/camcube-net-device.h"
#include "ns3/failure-detection.h"
#include "ns3/lateness.h"
#include "ns3/real-nic.h"
#include "ns3/runtime.h"
#include "ns3/shared-clock.h"
#include "ns3/simulator.h"

#include <chrono>
#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

ServerHelper::ServerHelper(const Torus& torus, const TorusCoordinate& here)
    : m_torus(std::make_shared<Torus>(torus)),
      m_here(here)
{
    if (!torus.Contains(here))
    {
        throw std::invalid_argument("a torus of " + torus.GetName() + " has no coordinate " +
                                    here.GetName() + "; each counts from 0 to its side less 1");
    }
    m_deviceFactory.SetTypeId(CamCubeNetDevice::GetTypeId());
}

void
ServerHelper::SetDeviceAttribute(const std::string& name, const AttributeValue& value)
{
    CheckAttribute(m_deviceFactory.GetTypeId().GetName(), name, value);
    m_deviceFactory.Set(name, value);
}

Ptr<Node>
ServerHelper::Create(const std::vector<std::string>& interfaces,
                     std::shared_ptr<DescriptorWatch> watch)
{
    // The first of all events, before services are deployed: the simulator's clock has just begun.
    Simulator::ScheduleNow([] {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        SharedClock::Set(
            NanoSeconds(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()) -
            GetLateness());
    });
    m_server = CreateObject<Node>();
    Ptr<Runtime> runtime = CreateObject<Runtime>();
    runtime->Place(m_torus, m_here);
    for (uint8_t port : m_torus->GetPorts())
    {
        Ptr<CamCubeNetDevice> device = m_deviceFactory.Create<CamCubeNetDevice>();
        device->SetAddress(CamCubeNetDevice::GetAddressOf(m_here, port));
        m_server->AddDevice(device);
        runtime->AddPort(port, device);
    }
    m_server->AggregateObject(runtime);
    m_nic = std::make_shared<RealNic>(m_server, interfaces, std::move(watch));
    return m_server;
}

void
ServerHelper::InstallRouting(const RoutingProtocolHelper& routing) const
{
    routing.Install(NodeContainer(m_server));
    m_server->GetObject<Runtime>()->Require<FailureDetection>()->SetLateness(&GetLateness);
}

} // namespace ns3::camcube
