/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "routes-trial.h"

#include "ns3/route-dump.h"
#include "ns3/simulator.h"

namespace ns3::camcube
{

RoutesTrial::RoutesTrial(const Plan& plan, StatusLine& status)
    : m_plan(plan)
{
    m_cube = std::make_unique<RoutedCube>(plan.torus, plan.protocol, status, plan.keepAlive);
    m_events = m_cube->Schedule(m_plan.failures);
}

RoutesTrial::~RoutesTrial()
{
    Simulator::Destroy();
}

RoutesTrial::Outcome
RoutesTrial::Run()
{
    Outcome outcome;
    outcome.events = m_events;
    outcome.servers = m_cube->GetServers().GetN();
    outcome.setupSeconds = m_setup.GetSeconds();

    const WallClock run;
    m_cube->Settle(m_plan.settle);
    outcome.runSeconds = run.GetSeconds();
    const CubeRouting& routing = m_cube->GetRouting();
    outcome.cost = routing.GetCost();
    outcome.stateBytes = routing.GetStateBytes();
    outcome.settled = routing.HasSettled();
    outcome.convergenceUs = m_cube->GetConvergence().GetNanoSeconds() * 1e-3;
    return outcome;
}

void
RoutesTrial::WriteLinks(std::ostream& os) const
{
    camcube::WriteLinks(os, m_cube->GetTorus(), m_cube->GetServers());
}

void
RoutesTrial::WriteRoutes(std::ostream& os,
                         uint32_t destinations,
                         const std::function<void(uint64_t done, uint64_t all)>& tell)
{
    const NodeContainer& servers = m_cube->GetServers();
    const auto to =
        DrawDestinations(servers.GetN(), destinations, m_cube->GetStreams().MakeUniform());
    const uint64_t all = uint64_t(servers.GetN()) * to.size();
    camcube::WriteRoutes(os,
                         m_cube->GetTorus(),
                         servers,
                         m_cube->GetFailures(),
                         to,
                         [&](uint32_t server) { tell(uint64_t(server) * to.size(), all); });
}

} // namespace ns3::camcube
