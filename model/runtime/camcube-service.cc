/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "camcube-service.h"

#include "camcube-runtime.h"

#include "ns3/node.h"
#include "ns3/uinteger.h"

#include <stdexcept>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(CamCubeService);

TypeId
CamCubeService::GetTypeId()
{
    static TypeId tid = TypeId("ns3::CamCubeService")
                            .SetParent<Application>()
                            .SetGroupName("CamCube")
                            .AddAttribute("ServiceId",
                                          "The two-byte id that this service's frames carry; 0 for "
                                          "the one its class has",
                                          UintegerValue(0),
                                          MakeUintegerAccessor(&CamCubeService::SetServiceId,
                                                               &CamCubeService::GetServiceId),
                                          MakeUintegerChecker<uint16_t>())
                            .AddAttribute("Weight",
                                          "Frames that the service may send in one turn on a link "
                                          "that other services wait for",
                                          UintegerValue(1),
                                          MakeUintegerAccessor(&CamCubeService::m_weight),
                                          MakeUintegerChecker<uint16_t>(1));
    return tid;
}

CamCubeService::CamCubeService(uint16_t serviceId)
    : m_serviceId(serviceId)
{
}

void
CamCubeService::SetServiceId(uint16_t id)
{
    if (id != 0)
    {
        m_serviceId = id;
    }
}

bool
CamCubeService::IsUrgent() const
{
    return false;
}

CamCubeFramePtr
CamCubeService::Poll(uint8_t)
{
    return nullptr;
}

void
CamCubeService::Expect(const CamCubeFrame*, uint8_t, uint32_t, int64_t) const
{
}

bool
CamCubeService::IsWaitingFor(uint8_t) const
{
    return true;
}

uint32_t
CamCubeService::GetQueuedFrames(uint8_t) const
{
    return 0;
}

void
CamCubeService::LinkDown(uint8_t)
{
}

void
CamCubeService::LinkUp(uint8_t)
{
}

void
CamCubeService::LinkAsleep(uint8_t)
{
}

void
CamCubeService::LinkAwake(uint8_t)
{
}

void
CamCubeService::Deployed()
{
}

void
CamCubeService::Withdrawing()
{
}

void
CamCubeService::DoInitialize()
{
    // Frames may be sent by applications that start at time zero, in whatever order.
    if (m_startTime.IsZero())
    {
        StartApplication();
    }
    Application::DoInitialize();
}

void
CamCubeService::DoDispose()
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
CamCubeService::StartApplication()
{
    if (IsDeployed())
    {
        return;
    }
    Ptr<CamCubeRuntime> runtime = m_node->GetObject<CamCubeRuntime>();
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
CamCubeService::StopApplication()
{
    if (IsDeployed())
    {
        Withdrawing();
        m_runtime->Withdraw(this);
        m_runtime = nullptr;
    }
}

} // namespace ns3
