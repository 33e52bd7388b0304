/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "live-services.h"

#include "ns3/boolean.h"
#include "ns3/group-tree.h"
#include "ns3/host-questions.h"
#include "ns3/key-routing.h"
#include "ns3/live-groups.h"
#include "ns3/live-keys.h"
#include "ns3/live-naming.h"
#include "ns3/live-port-helper.h"
#include "ns3/live-port.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::camcube
{

void
LiveServices::SetKeepAlive(Time interval)
{
    // A neighbour is missed after 4 intervals, and a busy machine may keep routes from settling
    // for some ten times as long.
    const int64_t settled = 40;
    m_naming.SetAttribute("ExclusionTime", TimeValue(3 * settled * interval));
    m_naming.SetAttribute("ResendInterval", TimeValue(4 * interval));
    m_naming.SetAttribute("BackoffLimit", UintegerValue(16));
    m_naming.SetAttribute("RetryInterval", TimeValue(5 * interval));
    m_naming.SetAttribute("Timeout", TimeValue(9 * settled * interval));
    m_multicast.SetAttribute("KeepTime",
                             TimeValue(std::min<Time>(2 * settled * interval, Seconds(2))));
}

void
LiveServices::SetReturning()
{
    m_naming.SetAttribute("IsFirstLife", BooleanValue(false));
}

void
LiveServices::Install(const NodeContainer& servers) const
{
    ServiceHelper<KeyRouting>().Install(servers);
    ServiceHelper<GroupTree>().Install(servers);
    m_multicast.Install(servers);
    m_naming.Install(servers);
}

void
LiveServices::Bind(const Ptr<LivePort>& port, const Ptr<Node>& server)
{
    const auto questions = HostQuestions::Bind(port, LivePortHelper::SERVICE_ADDRESS);
    LiveNaming::AddTo(*questions, ServiceHelper<Naming>::Get(server));
    LiveGroups::AddTo(*questions,
                      ServiceHelper<GroupMulticast>::Get(server),
                      server->GetObject<Runtime>()->GetTorus());
    LiveKeys::AddTo(*questions,
                    ServiceHelper<KeyRouting>::Get(server),
                    MultiHopRoutingHelper::Get(server));
}

} // namespace ns3::camcube
