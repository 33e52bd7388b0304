/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "remote-cable.h"

#include "rank-link.h"

#include "ns3/camcube-channel.h"
#include "ns3/event-time.h"
#include "ns3/node.h"
#include "ns3/remote-frame.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::camcube
{

RemoteCable::RemoteCable(Ptr<CamCubeNetDevice> port,
                         Ptr<CamCubeNetDevice> standIn,
                         uint8_t number,
                         RankLink& link)
    : m_port(port),
      m_standIn(standIn),
      m_link(link),
      m_node(standIn->GetNode()->GetId()),
      m_number(number)
{
    m_port->SetFarEnd(this, number);
}

RemoteCable::~RemoteCable()
{
    m_port->SetFarEnd(nullptr, m_number);
}

int64_t
RemoteCable::GetLatency(uint32_t frameBytes) const
{
    const Time after = DynamicCast<CamCubeChannel>(m_port->GetChannel())->GetDelay() +
                       m_standIn->GetProcessingDelay();
    return m_port->GetTransmissionTime(frameBytes) + after.GetTimeStep();
}

void
RemoteCable::Carry(FramePtr frame, int64_t arrival)
{
    const auto losses = static_cast<uint32_t>(m_safe.size());
    m_link.Send({m_node, m_number, losses, arrival, std::move(frame)});
}

void
RemoteCable::Receive(FramePtr frame, int64_t arrival, uint32_t losses)
{
    const bool isLost = std::any_of(m_safe.begin() + losses, m_safe.end(), [arrival](int64_t safe) {
        return arrival > safe;
    });
    if (isLost)
    {
        m_port->LostOnCable(std::move(frame));
    }
    else
    {
        m_port->CarryFromFarEnd(std::move(frame), arrival);
    }
}

void
RemoteCable::FrameArrived(FramePtr, uint8_t)
{
    throw std::logic_error("a frame has reached the stand-in for a port of another rank");
}

void
RemoteCable::SlotFree(uint8_t)
{
}

void
RemoteCable::LinkChanged(uint8_t, bool up)
{
    if (!up)
    {
        m_safe.push_back(EventTime::Now() + m_port->GetProcessingDelay().GetTimeStep());
    }
}

} // namespace ns3::camcube
