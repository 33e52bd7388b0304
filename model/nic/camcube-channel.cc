/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "camcube-channel.h"

#include "camcube-net-device.h"

#include "ns3/node.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <stdexcept>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(CamCubeChannel);

class CamCubeChannel::Arrival : public EventImpl
{
  public:
    Arrival(CamCubeChannel* cable, Direction* way)
        : m_cable(cable),
          m_way(way)
    {
    }

    /** The cable is gone; an event still in the list does nothing. */
    void Disarm()
    {
        m_cable = nullptr;
    }

  private:
    void Notify() override
    {
        if (m_cable)
        {
            m_cable->Arrive(*m_way);
        }
    }

    CamCubeChannel* m_cable; //!< the cable, until it is disposed of
    Direction* m_way;        //!< the direction along it
};

TypeId
CamCubeChannel::GetTypeId()
{
    static TypeId tid = TypeId("ns3::CamCubeChannel")
                            .SetParent<Channel>()
                            .SetGroupName("CamCube")
                            .AddConstructor<CamCubeChannel>()
                            .AddAttribute("Delay",
                                          "Propagation delay (5 ns a metre in copper and fibre)",
                                          TimeValue(NanoSeconds(100)),
                                          MakeTimeAccessor(&CamCubeChannel::m_delay),
                                          MakeTimeChecker(Time(0)));
    return tid;
}

CamCubeChannel::CamCubeChannel()
{
    for (Direction& way : m_ways)
    {
        way.arrival = Ptr<Arrival>(new Arrival(this, &way), false);
    }
}

CamCubeChannel::~CamCubeChannel() = default;

void
CamCubeChannel::DoDispose()
{
    for (Direction& way : m_ways)
    {
        way.arrival->Disarm();
        way.inFlight.Clear();
        way.receiver = nullptr;
    }
    Channel::DoDispose();
}

void
CamCubeChannel::Attach(Ptr<CamCubeNetDevice> port)
{
    for (Direction& way : m_ways)
    {
        if (!way.receiver)
        {
            way.receiver = port;
            UpdateCarrier();
            return;
        }
    }
    throw std::logic_error("a cable has two ends, and both are taken");
}

std::size_t
CamCubeChannel::GetNDevices() const
{
    return std::count_if(m_ways.begin(), m_ways.end(), [](const Direction& way) {
        return way.receiver;
    });
}

Ptr<NetDevice>
CamCubeChannel::GetDevice(std::size_t i) const
{
    return m_ways.at(i).receiver;
}

CamCubeNetDevice*
CamCubeChannel::GetPeer(const CamCubeNetDevice* port) const
{
    return PeekPointer(m_ways[PeekPointer(m_ways[0].receiver) == port].receiver);
}

Time
CamCubeChannel::GetDelay() const
{
    return m_delay;
}

void
CamCubeChannel::Carry(const CamCubeNetDevice* sender, CamCubeFramePtr frame, int64_t sent)
{
    Direction& way = m_ways[PeekPointer(m_ways[0].receiver) == sender];
    // A delay that is lowered during a run must not let a frame overtake another.
    way.lastArrival =
        std::max(way.lastArrival,
                 sent + m_delay.GetTimeStep() + way.receiver->GetProcessingDelay().GetTimeStep());
    frame->m_arrival = way.lastArrival;
    const bool first = way.inFlight.IsEmpty();
    way.inFlight.Push(std::move(frame));
    if (first)
    {
        Schedule(way, way.lastArrival - Simulator::Now().GetTimeStep());
    }
}

void
CamCubeChannel::Schedule(Direction& way, int64_t delay)
{
    way.arrival->Ref(); // the simulator drops one reference when the event has run
    Simulator::ScheduleWithContext(way.receiver->GetNode()->GetId(),
                                   TimeStep(delay),
                                   PeekPointer(way.arrival));
}

void
CamCubeChannel::Arrive(Direction& way)
{
    // The event of a frame that was lost with the link may find none, or a later one.
    const int64_t now = Simulator::Now().GetTimeStep();
    if (way.inFlight.IsEmpty() || way.inFlight.Front()->m_arrival != now)
    {
        return;
    }
    CamCubeFramePtr frame = way.inFlight.Pop();
    if (!way.inFlight.IsEmpty())
    {
        Schedule(way, way.inFlight.Front()->m_arrival - now);
    }
    way.receiver->Receive(std::move(frame));
}

void
CamCubeChannel::Cut()
{
    m_cut = true;
    UpdateCarrier();
}

void
CamCubeChannel::Mend()
{
    m_cut = false;
    UpdateCarrier();
}

void
CamCubeChannel::UpdateCarrier()
{
    const bool up = !m_cut && std::all_of(m_ways.begin(), m_ways.end(), [](const Direction& way) {
        return way.receiver && way.receiver->IsActive();
    });
    if (up == m_up)
    {
        return;
    }
    m_up = up;
    for (Direction& way : m_ways)
    {
        if (!up)
        {
            DropInFlight(way);
        }
    }
    for (Direction& way : m_ways)
    {
        if (way.receiver)
        {
            way.receiver->CarrierChanged(up);
        }
    }
}

void
CamCubeChannel::DropInFlight(Direction& way)
{
    if (!way.receiver)
    {
        return;
    }
    // Frames whose last bit is in wait in the receiver for the processing delay; they are safe.
    const int64_t safe =
        Simulator::Now().GetTimeStep() + way.receiver->GetProcessingDelay().GetTimeStep();
    FrameFifo all;
    while (CamCubeFramePtr frame = way.inFlight.Pop())
    {
        if (frame->m_arrival <= safe)
        {
            all.Push(std::move(frame));
        }
        else
        {
            way.receiver->LostOnCable(std::move(frame));
        }
    }
    while (CamCubeFramePtr frame = all.Pop())
    {
        way.inFlight.Push(std::move(frame));
    }
    way.lastArrival = std::min(way.lastArrival, safe);
}

} // namespace ns3
