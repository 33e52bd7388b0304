/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "load-polling.h"

#include "ns3/runtime.h"

#include <algorithm>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(LoadPolling);

TypeId
LoadPolling::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::LoadPolling")
                            .SetParent<LoadInformation>()
                            .SetGroupName("CamCube")
                            .AddConstructor<LoadPolling>();
    return tid;
}

void
LoadPolling::Placed()
{
    LoadInformation::Placed();
    m_requests =
        std::make_unique<RequestClient>(Ptr<MultiHopRouting>(&GetRouting()), this, ENDPOINT);
    m_requests->SetTries(1, GetPeriod()); // the next period is the next try
    m_requests->Serve([this](const auto&, const auto&) { return MakePacket(Measure()); });
    const int64_t others = GetRuntime().GetTorus().GetNServers() - 1;
    if (others > 0)
    {
        StartTicks(std::max(TimeStep(1), GetPeriod() / others));
    }
}

void
LoadPolling::Tick()
{
    const Torus& torus = GetRuntime().GetTorus();
    m_next = m_next % (torus.GetNServers() - 1) + 1;
    const uint32_t server = (GetNumber() + m_next) % torus.GetNServers();
    m_requests->Request(torus.GetCoordinate(server),
                        Create<Packet>(),
                        [this, server](const std::optional<Ptr<Packet>>& reply) {
                            const auto record =
                                reply ? ReadPacket<LoadRecord>(**reply) : std::nullopt;
                            if (record && record->server == server)
                            {
                                Learn(*record);
                            }
                            else if (reply)
                            {
                                NoteMalformed();
                            }
                        });
}

} // namespace ns3::camcube
