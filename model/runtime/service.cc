/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "service.h"

#include "runtime.h"

#include "ns3/node.h"
#include "ns3/uinteger.h"

#include <stdexcept>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(Service);

TypeId
Service::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::Service")
            .SetParent<Application>()
            .SetGroupName("CamCube")
            .AddAttribute("ServiceId",
                          "The two-byte id that this service's frames carry; 0 for "
                          "the one its class has",
                          UintegerValue(0),
                          MakeUintegerAccessor(&Service::SetServiceId, &Service::GetServiceId),
                          MakeUintegerChecker<uint16_t>())
            .AddAttribute("Weight",
                          "Frames that the service may send in one turn on a link "
                          "that other services wait for",
                          UintegerValue(1),
                          MakeUintegerAccessor(&Service::m_weight),
                          MakeUintegerChecker<uint16_t>(1));
    return tid;
}

Service::Service(uint16_t serviceId)
    : m_serviceId(serviceId)
{
}

void
Service::SetServiceId(uint16_t id)
{
    if (id != 0)
    {
        m_serviceId = id;
    }
}

bool
Service::IsUrgent() const
{
    return false;
}

FramePtr
Service::Poll(uint8_t)
{
    return nullptr;
}

void
Service::Prefetch(const Frame*, uint8_t, uint32_t, int64_t) const
{
}

bool
Service::IsWaitingFor(uint8_t) const
{
    return true;
}

uint32_t
Service::GetQueuedFrames(uint8_t) const
{
    return 0;
}

void
Service::LinkDown(uint8_t)
{
}

void
Service::LinkUp(uint8_t)
{
}

void
Service::LinkAsleep(uint8_t)
{
}

void
Service::LinkAwake(uint8_t)
{
}

void
Service::Deployed()
{
}

void
Service::Withdrawing()
{
}

void
Service::DoInitialize()
{
    // Frames may be sent by applications that start at time zero, in whatever order.
    if (m_startTime.IsZero())
    {
        StartApplication();
    }
    Application::DoInitialize();
}

void
Service::DoDispose()
{
    // The server is being taken apart: there is nobody left to say good-bye to.
    if (IsDeployed())
    {
        m_runtime->Withdraw(this);
        m_runtime = nullptr;
    }
    Application::DoDispose();
}

void
Service::StartApplication()
{
    if (IsDeployed())
    {
        return;
    }
    Ptr<Runtime> runtime = m_node->GetObject<Runtime>();
    if (!runtime)
    {
        throw std::logic_error("a service was installed on node " +
                               std::to_string(m_node->GetId()) +
                               ", which has no CamCube runtime; create servers with TorusHelper");
    }
    runtime->Deploy(this);
    m_runtime = PeekPointer(runtime);
    Deployed();
}

void
Service::StopApplication()
{
    if (IsDeployed())
    {
        Withdrawing();
        m_runtime->Withdraw(this);
        m_runtime = nullptr;
    }
}

} // namespace ns3::camcube
