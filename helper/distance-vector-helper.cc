/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "distance-vector-helper.h"

#include "ns3/pointer.h"

namespace ns3::camcube
{

DistanceVectorHelper::DistanceVectorHelper()
{
    m_timingFactory.SetTypeId(DistanceVectorTiming::GetTypeId());
}

void
DistanceVectorHelper::SetTimingAttribute(const std::string& name, const AttributeValue& value)
{
    Set(m_timingFactory, name, value);
}

void
DistanceVectorHelper::Prepare(Ptr<DistanceVector> service)
{
    service->SetAttribute("Timing", PointerValue(m_timingFactory.Create<DistanceVectorTiming>()));
}

} // namespace ns3::camcube
