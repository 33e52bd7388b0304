/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "load-gossip.h"

#include "ns3/runtime.h"

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(LoadGossip);

TypeId
LoadGossip::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::LoadGossip")
                            .SetParent<LoadInformation>()
                            .SetGroupName("CamCube")
                            .AddConstructor<LoadGossip>();
    return tid;
}

void
LoadGossip::Placed()
{
    LoadInformation::Placed();
    m_heard = GetRouting().AddEndpoint(this, ENDPOINT, [this](FramePtr frame, const auto&) {
        Learn(*frame->GetPayload());
    });
    if (GetRuntime().GetTorus().GetNServers() > 1)
    {
        StartTicks(GetPeriod());
    }
}

void
LoadGossip::Tick()
{
    const Torus& torus = GetRuntime().GetTorus();
    const uint32_t others = torus.GetNServers() - 1;
    const uint32_t server =
        (GetNumber() + 1 + GetRandom().GetInteger(0, others - 1)) % torus.GetNServers();
    if (GetRouting().IsReachable(torus.GetCoordinate(server)))
    {
        GetRouting().Send(torus.GetCoordinate(server),
                          ENDPOINT,
                          Write(Choose(MultiHopRouting::GetMtu(GetRuntime().GetMtu()))));
    }
}

} // namespace ns3::camcube
