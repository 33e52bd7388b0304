/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "worked-service.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3::camcube
{

WorkedService::WorkedService(uint16_t number, uint16_t version, Time work, Done done)
    : Service(number),
      m_version(version),
      m_work(work),
      m_done(std::move(done))
{
}

bool
WorkedService::IsBusy() const
{
    return !m_working.empty();
}

void
WorkedService::Placed()
{
    m_endpoint = GetRuntime().Require<MultiHopRouting>()->AddEndpoint(
        this,
        GetServiceId(),
        [this](FramePtr frame, const RoutingHeader&) {
            if (const auto request = ReadPacket<Request>(*frame->GetPayload()))
            {
                const uint64_t number = m_begun++;
                m_working[number] = Simulator::Schedule(m_work, [this, number, id = request->id] {
                    m_working.erase(number);
                    m_done(*this, id);
                });
            }
        });
}

void
WorkedService::Withdrawing()
{
    for (auto& [number, event] : std::exchange(m_working, {}))
    {
        event.Cancel();
    }
}

} // namespace ns3::camcube
