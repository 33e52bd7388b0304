/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bootstrap-trial.h"

#include "ns3/bootstrap.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

namespace ns3::camcube
{

BootstrapTrial::BootstrapTrial(const Torus& torus,
                               const WiringFaults& faults,
                               RandomStreams& streams,
                               const std::function<void(const NodeContainer&)>& install)
    : m_faults(faults),
      m_torus(torus)
{
    m_torus.SetPlaced(false);
    m_torus.AssignStreams(streams.Take(1));
    m_torus.SetWiring(m_faults.GetWiring());
    m_servers = m_torus.Create();
    m_faults.Cut(m_torus);
    if (install)
    {
        install(m_servers);
    }
    ServiceHelper<Bootstrap> bootstrap;
    bootstrap.SetAttribute("Sides", StringValue(torus.GetName()));
    bootstrap.Install(m_servers);
    ServiceHelper<Bootstrap>::AssignStreams(m_servers, streams.Take(m_servers.GetN()));
    for (uint32_t server = 0; server < m_servers.GetN(); ++server)
    {
        ServiceHelper<Bootstrap>::Get(m_servers.Get(server))
            ->TraceConnectWithoutContext("Identified",
                                         MakeCallback(&BootstrapTrial::Identified, this));
    }
}

void
BootstrapTrial::Run()
{
    Simulator::Stop(MilliSeconds(LIMIT_MS));
    Simulator::Run();
}

void
BootstrapTrial::Identified(const TorusCoordinate&)
{
    ++m_identified;
    m_last = Simulator::Now();
}

} // namespace ns3::camcube
