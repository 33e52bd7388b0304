/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "distance-vector-helper.h"

#include "ns3/object.h"
#include "ns3/pointer.h"

namespace ns3::camcube
{

DistanceVectorHelper::DistanceVectorHelper()
    : RoutingProtocolHelper("ns3::camcube::DistanceVector")
{
    m_timingFactory.SetTypeId("ns3::camcube::DistanceVectorTiming");
}

void
DistanceVectorHelper::SetTimingAttribute(const std::string& name, const AttributeValue& value)
{
    Set(m_timingFactory, name, value);
}

void
DistanceVectorHelper::Prepare(Ptr<RoutingProtocol> service) const
{
    service->SetAttribute("Timing", PointerValue(m_timingFactory.Create<Object>()));
}

} // namespace ns3::camcube
