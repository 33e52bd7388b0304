/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "server-failures.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(ServerFailures);

TypeId
ServerFailures::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::ServerFailures")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddConstructor<ServerFailures>()
            .AddAttribute("ConfirmTime",
                          "How long a server is out of reach before anybody is told: as long as "
                          "routes take to settle when many change at once",
                          TimeValue(MilliSeconds(1)),
                          MakeTimeAccessor(&ServerFailures::m_confirm),
                          MakeTimeChecker(Time()))
            .AddTraceSource("Reported",
                            "Those who watch a server are told that it cannot be reached",
                            MakeTraceSourceAccessor(&ServerFailures::m_reported),
                            "ns3::camcube::ServerFailures::ReportedCallback");
    return tid;
}

ServerFailures::ServerFailures()
    : Service(SERVICE_ID)
{
}

bool
ServerFailures::NeedsPlace() const
{
    return true;
}

void
ServerFailures::Placed()
{
    m_routing = GetRuntime().Require<MultiHopRouting>();
    m_routesChanged = m_routing->OnRoutesChanged(this, [this] { LookAtAll(); });
    if (m_routing->IsDeployed())
    {
        LookAtAll(); // those who have watched before
    }
}

void
ServerFailures::DoDispose()
{
    Withdrawing();
    m_watches.Clear();
    Service::DoDispose();
}

void
ServerFailures::Withdrawing()
{
    for (auto& [server, timer] : std::exchange(m_suspicions, {}))
    {
        timer.Cancel();
    }
    m_routing = nullptr;
}

Registration
ServerFailures::Watch(Service* owner, const TorusCoordinate& server, Receiver receiver)
{
    if (!m_routing)
    {
        throw std::logic_error("a server was to be watched while ServerFailures is not deployed; "
                               "install it to start no later than its users");
    }
    m_routing->IsReachable(server); // refuses what is no server
    const uint32_t number = GetRuntime().GetTorus().GetServer(server);
    if (!m_watches.Has(number))
    {
        Forget(number); // nobody has looked whether it has returned
    }
    Registration watch = m_watches.Add(GetRegistrations(owner), number, std::move(receiver));
    Look(number);
    return watch;
}

bool
ServerFailures::IsReachable(uint32_t server) const
{
    return m_routing->IsReachable(GetRuntime().GetTorus().GetCoordinate(server));
}

void
ServerFailures::LookAtAll()
{
    m_watches.Visit([this](uint32_t server) { Look(server); });
}

void
ServerFailures::Forget(uint32_t server)
{
    const auto suspicion = m_suspicions.find(server);
    if (suspicion != m_suspicions.end())
    {
        suspicion->second.Cancel();
        m_suspicions.erase(suspicion);
    }
}

void
ServerFailures::Look(uint32_t server)
{
    if (IsReachable(server))
    {
        Forget(server);
    }
    else if (m_suspicions.count(server) == 0)
    {
        m_suspicions[server] =
            Simulator::Schedule(m_confirm, &ServerFailures::Confirm, this, server);
    }
}

void
ServerFailures::Confirm(uint32_t server)
{
    m_suspicions.erase(server);
    // While routes change, what they say is not sure; they are looked at again when they settle.
    if (m_watches.Has(server) && m_routing->IsDeployed() && !IsReachable(server) &&
        m_routing->GetTable().IsSettled())
    {
        m_reported(GetRuntime().GetTorus().GetCoordinate(server));
        m_watches.Tell(server);
    }
}

} // namespace ns3::camcube
