/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "live-testbed.h"

#include "live-services.h"

#include "ns3/multi-hop-routing-helper.h"

#include <filesystem>

namespace ns3::camcube
{

LiveTestbed::LiveTestbed(const LiveOptions& options)
    : m_torus(options.GetTorus()),
      m_ports(m_torus.GetTorus())
{
    m_torus.SetDeviceAttribute("DataRate", DataRateValue(options.linkRate));
    m_torus.SetDeviceAttribute("ProcessingDelay", TimeValue(options.processing));
    m_torus.SetChannelAttribute("Delay", TimeValue(options.delay));
    m_servers = m_torus.Create();
    MultiHopRoutingHelper().Install(m_servers);
    MultiHopRoutingHelper::AssignStreams(m_servers, 1);
    options.protocol.MakeHelper().Install(m_servers);
    LiveServices().Install(m_servers);
    if (!options.failFile.empty())
    {
        m_lastFailure = m_failures.ReadFile(options.failFile, m_servers);
    }
    if (!options.pcap.empty())
    {
        m_torus.EnablePcap((std::filesystem::path(options.pcap) / "cube").string(), m_servers);
    }
}

} // namespace ns3::camcube
