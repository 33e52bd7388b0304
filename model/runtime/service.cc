/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "service.h"

#include "runtime.h"

#include "ns3/node.h"
#include "ns3/server-log.h"
#include "ns3/simulator.h"
#include "ns3/torus-port.h"
#include "ns3/uinteger.h"

#include <stdexcept>

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("Service");

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

Service::~Service()
{
    Leave();
}

void
Service::SetServiceId(uint16_t id)
{
    if (id != 0 && id != m_serviceId)
    {
        if (IsDeployed())
        {
            throw std::logic_error("the ServiceId of a deployed service cannot become " +
                                   std::to_string(id) + ", since frames with " +
                                   std::to_string(m_serviceId) +
                                   " are on their way; withdraw it first");
        }
        m_serviceId = id;
    }
}

bool
Service::IsUrgent() const
{
    return false;
}

void
Service::Receive(FramePtr, uint8_t in)
{
    NS_LOG_INFO("service " << m_serviceId << " takes no frames, and drops one from "
                           << PortName(in));
}

bool
Service::NeedsPlace() const
{
    return false;
}

FramePtr
Service::Poll(uint8_t)
{
    return nullptr;
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

bool
Service::IsBusy() const
{
    uint32_t frames = 0;
    for (uint8_t port : m_runtime ? m_runtime->GetPorts() : PortSet())
    {
        frames += GetQueuedFrames(port);
    }
    return frames > 0;
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
Service::Placed()
{
}

void
Service::DoInitialize()
{
    // Frames may be sent by applications that start at time zero, in whatever order.
    if (m_startTime.IsZero())
    {
        Deploy();
    }
    Application::DoInitialize();
    if (!m_stopTime.IsZero() && !Simulator::Now().IsZero())
    {
        StopAt(m_stopTime); // ns-3 counts from now
    }
}

void
Service::DoDispose()
{
    // The server is being taken apart: there is nobody left to say good-bye to.
    Leave();
    Application::DoDispose();
}

void
Service::StartApplication()
{
    Deploy();
}

void
Service::StopApplication()
{
    Withdraw();
}

void
Service::Deploy()
{
    if (IsDeployed())
    {
        return;
    }
    const Ptr<Runtime> runtime = RequireRuntime();
    if (NeedsPlace() && !runtime->IsPlaced())
    {
        runtime->DeployWhenPlaced(this);
        return;
    }
    runtime->Deploy(this);
    m_runtime = PeekPointer(runtime);
    NS_LOG_INFO("service " << m_serviceId << " deployed");
    try
    {
        Deployed();
        if (IsDeployed() && m_runtime->IsPlaced())
        {
            Placed();
        }
    }
    catch (...)
    {
        Leave();
        throw;
    }
}

void
Service::Leave()
{
    const Ptr<Runtime> runtime = m_runtime ? Ptr<Runtime>(m_runtime)
                                 : m_node  ? m_node->GetObject<Runtime>()
                                           : nullptr;
    if (runtime)
    {
        runtime->Withdraw(this);
    }
    m_runtime = nullptr;
}

Ptr<Runtime>
Service::RequireRuntime() const
{
    Ptr<Runtime> runtime = m_node ? m_node->GetObject<Runtime>() : nullptr;
    if (!runtime)
    {
        throw std::logic_error(m_node ? "a service was installed on node " +
                                            std::to_string(m_node->GetId()) +
                                            ", which has no CamCube runtime; create servers with "
                                            "TorusHelper"
                                      : "a service was deployed that is on no node; install it on "
                                        "one with ServiceHelper or Node::AddApplication");
    }
    return runtime;
}

Registration::List&
Service::GetRegistrations() const
{
    return RequireRuntime()->GetRegistrations(this);
}

void
Service::Withdraw()
{
    if (m_isWithdrawing)
    {
        return;
    }
    if (IsDeployed())
    {
        m_isWithdrawing = true;
        try
        {
            Withdrawing();
        }
        catch (...)
        {
            m_isWithdrawing = false;
            Leave();
            throw;
        }
        m_isWithdrawing = false;
        NS_LOG_INFO("service " << m_serviceId << " withdrawn");
    }
    Leave();
}

void
Service::SetStopTime(Time stop)
{
    Application::SetStopTime(stop);
    if (IsInitialized() && m_node)
    {
        StopAt(stop);
    }
}

void
Service::StopAt(Time stop)
{
    m_stopEvent.Cancel();
    m_stopEvent =
        Simulator::Schedule(Max(stop - Simulator::Now(), Time()), &Service::Withdraw, this);
}

void
Service::ThrowNotDeployed() const
{
    throw std::logic_error("service " + std::to_string(m_serviceId) +
                           " is not deployed, and has no runtime; wait for Deployed(), and do "
                           "nothing after Withdrawing()");
}

} // namespace ns3::camcube
