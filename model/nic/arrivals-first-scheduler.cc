/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "arrivals-first-scheduler.h"

#include "port-receiver.h"

#include "ns3/global-value.h"
#include "ns3/type-id.h"

#include <algorithm>
#include <tuple>
#include <typeinfo>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(ArrivalsFirstScheduler);

TypeId
ArrivalsFirstScheduler::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::ArrivalsFirstScheduler")
                            .SetParent<TimingWheelScheduler>()
                            .SetGroupName("CamCube")
                            .AddConstructor<ArrivalsFirstScheduler>();
    return tid;
}

bool
ArrivalsFirstScheduler::IsChosen()
{
    TypeIdValue chosen;
    GlobalValue::GetValueByName("SchedulerType", chosen);
    return chosen.Get() == GetTypeId();
}

Scheduler::Event
ArrivalsFirstScheduler::RemoveNext()
{
    Event first = TimingWheelScheduler::RemoveNext();
    const Event* second = PeekPresent();
    if (!second || second->key.m_ts != first.key.m_ts || first.key.m_ts == m_settled)
    {
        return first;
    }
    PutBack();
    SettleTies();
    return TimingWheelScheduler::RemoveNext();
}

void
ArrivalsFirstScheduler::SettleTies()
{
    Event* const begin = PeekPresent();
    m_settled = begin->key.m_ts;
    m_arrivals.clear();
    m_others.clear();
    for (Event* event = begin; event != EndOfPresent() && event->key.m_ts == m_settled; ++event)
    {
        const EventImpl& impl = *event->impl;
        (typeid(impl) == typeid(PortReceiver) ? m_arrivals : m_others).push_back(*event);
    }
    const auto placeOf = [](const Event& event) {
        return std::tuple(event.key.m_context,
                          static_cast<const PortReceiver*>(event.impl)->GetNumber());
    };
    std::sort(m_arrivals.begin(), m_arrivals.end(), [&](const Event& a, const Event& b) {
        return placeOf(a) < placeOf(b);
    });
    Event* to = begin;
    for (Event& arrival : m_arrivals)
    {
        arrival.key.m_uid = 0;
        *to++ = arrival;
    }
    std::copy(m_others.begin(), m_others.end(), to);
}

} // namespace ns3::camcube
