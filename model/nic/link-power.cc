/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-power.h"

#include "camcube-channel.h"
#include "camcube-net-device.h"

#include "ns3/double.h"
#include "ns3/simulator.h"

#include <stdexcept>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(LinkPower);

namespace
{
/** A port has not let the link sleep. */
constexpr int64_t NOT = INT64_MIN;
} // namespace

TypeId
LinkPower::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::LinkPower")
            .SetParent<Object>()
            .SetGroupName("CamCube")
            .AddConstructor<LinkPower>()
            .AddAttribute("SleepTime",
                          "Time to fall asleep (1000BASE-T: 182 us)",
                          TimeValue(MicroSeconds(182)),
                          MakeTimeAccessor(&LinkPower::m_sleepTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("WakeTime",
                          "Time to wake, the cable's delay not counted (1000BASE-T: 16.5 us)",
                          TimeValue(NanoSeconds(16500)),
                          MakeTimeAccessor(&LinkPower::m_wakeTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("IdlePower",
                          "Power of a link, both ports together, that is awake and sends nothing, "
                          "in watts",
                          DoubleValue(1.0),
                          MakeDoubleAccessor(&LinkPower::m_idlePower),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("SendPower",
                          "Power of a link that sends both ways, in watts; half of what it has "
                          "beyond IdlePower counts if it sends one way",
                          DoubleValue(1.0),
                          MakeDoubleAccessor(&LinkPower::m_sendPower),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("SleepPower",
                          "Power of a link that sleeps or is without carrier, in watts",
                          DoubleValue(0.05),
                          MakeDoubleAccessor(&LinkPower::m_sleepPower),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("TransitionPower",
                          "Power of a link that falls asleep or wakes, in watts",
                          DoubleValue(1.0),
                          MakeDoubleAccessor(&LinkPower::m_transitionPower),
                          MakeDoubleChecker<double>(0))
            .AddTraceSource("State",
                            "The state has changed: the old one and the new one",
                            MakeTraceSourceAccessor(&LinkPower::m_stateChanged),
                            "ns3::camcube::LinkPower::StateCallback")
            .AddTraceSource("Energy",
                            "What the link has used in the state that has just ended",
                            MakeTraceSourceAccessor(&LinkPower::m_energyUsed),
                            "ns3::camcube::LinkPower::EnergyCallback");
    return tid;
}

LinkPower::LinkPower()
    : m_letAt{NOT, NOT}
{
}

LinkPower::~LinkPower() = default;

void
LinkPower::DoDispose()
{
    m_next.Cancel();
    m_ports = {};
    Object::DoDispose();
}

void
LinkPower::Attach(Ptr<CamCubeChannel> cable)
{
    if (cable->GetNDevices() != 2 || cable->GetPower())
    {
        throw std::invalid_argument(cable->GetPower()
                                        ? "a cable has one power state, and this one has it "
                                          "already; install power states once"
                                        : "a cable that is not plugged in at both ends has no "
                                          "power state; plug it in first");
    }
    for (std::size_t end = 0; end < m_ports.size(); ++end)
    {
        m_ports[end] = PeekPointer(DynamicCast<CamCubeNetDevice>(cable->GetDevice(end)));
    }
    m_cable = PeekPointer(cable);
    m_state = cable->IsUp() ? AWAKE : DOWN;
    m_since = Simulator::Now();
    m_busySince = GetBusyTime();
    cable->SetPower(this);
    cable->AggregateObject(this);
}

void
LinkPower::LetSleep(const NetDevice* port)
{
    const Time now = Simulator::Now();
    const std::size_t end = m_ports[1] == port;
    m_letAt[end] = now.GetTimeStep();
    const int64_t other = m_letAt[1 - end];
    if (m_state != AWAKE || other == NOT || now - TimeStep(other) > m_sleepTime)
    {
        return;
    }
    m_letAt.fill(NOT);
    for (CamCubeNetDevice* device : m_ports)
    {
        if (!device->GetTransmitter().IsIdle(now.GetTimeStep()))
        {
            return; // somebody has changed his mind
        }
    }
    m_next = Simulator::Schedule(m_sleepTime, &LinkPower::Enter, this, ASLEEP);
    Enter(FALLING_ASLEEP);
}

void
LinkPower::Wake()
{
    m_letAt.fill(NOT);
    if (m_state == FALLING_ASLEEP || m_state == ASLEEP)
    {
        m_next.Cancel();
        m_next = Simulator::Schedule(GetWakeBound(), &LinkPower::Enter, this, AWAKE);
        Enter(WAKING);
    }
}

void
LinkPower::CarrierChanged(bool up)
{
    m_next.Cancel();
    m_letAt.fill(NOT);
    Enter(up ? AWAKE : DOWN);
}

void
LinkPower::Enter(State state)
{
    const LinkEnergy used = GetUsed();
    const State old = m_state;
    m_energy += used;
    m_state = state;
    m_since = Simulator::Now();
    m_busySince = GetBusyTime();
    m_energyUsed(used);
    m_stateChanged(old, state);
    // The ports hear of the carrier from the cable.
    if (old == DOWN || state == DOWN || (old == AWAKE) == (state == AWAKE))
    {
        return;
    }
    for (CamCubeNetDevice* port : m_ports)
    {
        port->SetAsleep(state != AWAKE);
    }
    for (CamCubeNetDevice* port : m_ports)
    {
        port->SleepChanged(state != AWAKE);
    }
}

Time
LinkPower::GetWakeBound() const
{
    return m_wakeTime + m_cable->GetDelay();
}

int64_t
LinkPower::GetBusyTime() const
{
    const int64_t now = Simulator::Now().GetTimeStep();
    return m_ports[0]->GetTransmitter().GetBusyTime(now) +
           m_ports[1]->GetTransmitter().GetBusyTime(now);
}

LinkEnergy
LinkPower::GetUsed() const
{
    if (!m_ports[0])
    {
        return {}; // all has been taken apart
    }
    const double seconds = (Simulator::Now() - m_since).GetSeconds();
    LinkEnergy used;
    switch (m_state)
    {
    case AWAKE: {
        const double sending = TimeStep(GetBusyTime() - m_busySince).GetSeconds() / 2;
        used.sending = {sending, sending * m_sendPower};
        used.idle = {seconds - sending, (seconds - sending) * m_idlePower};
        break;
    }
    case ASLEEP:
        used.asleep = {seconds, seconds * m_sleepPower};
        break;
    case DOWN:
        used.down = {seconds, seconds * m_sleepPower};
        break;
    default:
        used.transition = {seconds, seconds * m_transitionPower};
    }
    return used;
}

LinkEnergy
LinkPower::GetEnergy() const
{
    LinkEnergy energy = m_energy;
    energy += GetUsed();
    return energy;
}

} // namespace ns3::camcube
