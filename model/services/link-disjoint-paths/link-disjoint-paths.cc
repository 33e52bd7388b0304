/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-disjoint-paths.h"

#include "link-disjoint-forwarder.h"

#include "ns3/multi-hop-routing.h"
#include "ns3/runtime.h"
#include "ns3/uinteger.h"

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(LinkDisjointPaths);

TypeId
LinkDisjointPaths::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::LinkDisjointPaths")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddConstructor<LinkDisjointPaths>()
            .AddAttribute("Endpoint",
                          "The routing service's endpoint whose packets are spread over paths, the "
                          "same on all servers",
                          UintegerValue(ENDPOINT),
                          MakeUintegerAccessor(&LinkDisjointPaths::m_endpoint),
                          MakeUintegerChecker<uint16_t>());
    return tid;
}

LinkDisjointPaths::LinkDisjointPaths()
    : Service(SERVICE_ID)
{
}

LinkDisjointPaths::~LinkDisjointPaths() = default;

bool
LinkDisjointPaths::NeedsPlace() const
{
    return true;
}

void
LinkDisjointPaths::Placed()
{
    const Runtime& runtime = GetRuntime();
    m_forwarder = runtime.Require<MultiHopRouting>()->AddForwarder(
        this,
        m_endpoint,
        LinkDisjointForwarder(runtime.ShareTorus()));
}

} // namespace ns3::camcube
