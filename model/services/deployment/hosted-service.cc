/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "hosted-service.h"

#include "ns3/runtime.h"
#include "ns3/server-log.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("HostedService");

namespace
{

/** How often a version that is to be withdrawn is asked whether it still holds something. */
const Time DRAIN_CHECK = MicroSeconds(5);

} // namespace

HostedService::~HostedService()
{
    m_step.Cancel();
}

void
HostedService::Want(const ServiceImage* image)
{
    if (image == m_wanted)
    {
        return;
    }
    m_wanted = image;
    m_readyAt = Simulator::Now() + (image && image != m_running ? image->startUp : Time());
    StepSoon();
}

void
HostedService::StepSoon()
{
    m_step.Cancel();
    m_step = Simulator::ScheduleNow(&HostedService::Step, this);
}

void
HostedService::End()
{
    m_step.Cancel();
    m_wanted = nullptr;
    if (m_running)
    {
        Withdraw();
    }
    Release();
}

void
HostedService::Step()
{
    const bool isReady = Simulator::Now() >= m_readyAt;
    if (m_running && (m_isDraining || (m_running != m_wanted && isReady)) && !IsDrained())
    {
        m_step = Simulator::Schedule(DRAIN_CHECK, &HostedService::Step, this);
    }
    else if (m_running == m_wanted)
    {
        Release();
    }
    else if (!isReady)
    {
        m_step = Simulator::Schedule(m_readyAt - Simulator::Now(), &HostedService::Step, this);
    }
    else
    {
        Start(); // by which it steps again
    }
}

bool
HostedService::IsDrained()
{
    const Ptr<Service> service = m_made.at(m_running->version);
    if (!m_isDraining && service->IsDeployed())
    {
        m_isDraining = true;
        m_drainUntil = Simulator::Now() + m_host.drainTime;
        service->GetRuntime().Suspend(PeekPointer(service));
        for (uint16_t endpoint : m_running->endpoints)
        {
            m_host.routing->ReleaseEndpoint(endpoint);
        }
    }
    if (service->IsBusy() && Simulator::Now() < m_drainUntil)
    {
        return false;
    }
    Withdraw();
    return true;
}

void
HostedService::Withdraw()
{
    const ServiceImage& image = *std::exchange(m_running, nullptr);
    const Ptr<Service> service = m_made.at(image.version);
    m_isDraining = false;
    m_replaced = m_wanted ? &image : nullptr;
    m_host.counters.cutShort += service->IsBusy();
    service->Withdraw();
    m_host.ended(image);
}

void
HostedService::Start()
{
    const ServiceImage& image = *m_wanted;
    try
    {
        Deploy(image);
    }
    catch (const std::exception& error) // of whoever wrote the service, or for want of room
    {
        NS_LOG_WARN("version " << image.version << " of " << image.name
                               << " could not be started: " << error.what());
        ++m_host.counters.failed;
        m_failed = &image;
        m_wanted = m_replaced != &image ? std::exchange(m_replaced, nullptr) : nullptr;
        StepSoon();
        return;
    }
    m_running = &image;
    m_replaced = nullptr;
    m_failed = nullptr;
    StepSoon(); // it may have ordered otherwise
    m_host.started(image);
}

void
HostedService::Deploy(const ServiceImage& image)
{
    if (const auto made = m_made.find(image.version); made != m_made.end())
    {
        made->second->Deploy();
        return;
    }
    const Ptr<Service> service = image.make();
    if (!service)
    {
        throw std::logic_error("its image has made no service");
    }
    service->SetStartTime(Time());
    service->SetNode(m_host.node);
    service->Deploy(); // before the server has it, for one that cannot be deployed
    m_made[image.version] = service;
    m_host.node->AddApplication(service);
    service->Initialize(); // so that ns-3 does not deploy it again if it is withdrawn at once
}

void
HostedService::Release()
{
    for (Held& held : std::exchange(m_held, {}))
    {
        const Ptr<Service> service = m_running ? m_made.at(m_running->version) : nullptr;
        if (held.port == PortSet::MAX_PORTS)
        {
            m_host.routing->Redeliver(std::move(held.frame));
        }
        else if (service && service->IsDeployed())
        {
            service->Receive(std::move(held.frame), held.port);
        }
        else
        {
            ++m_host.counters.refused;
        }
    }
}

bool
HostedService::Hold(FramePtr& frame, uint8_t port)
{
    const bool hasRoom = IsAwaited() && m_held.size() < m_host.holdLimit;
    if (hasRoom)
    {
        m_held.push_back({std::move(frame), port});
    }
    return hasRoom;
}

} // namespace ns3::camcube
