/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "runtime.h"

#include "service-prefetcher.h"
#include "service.h"

#include "ns3/server-log.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("Runtime");

NS_OBJECT_ENSURE_REGISTERED(Runtime);

TypeId
Runtime::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::Runtime")
            .SetParent<Object>()
            .SetGroupName("CamCube")
            .AddConstructor<Runtime>()
            .AddTraceSource("UnknownService",
                            "The payload of a frame whose service is not deployed here, and the "
                            "port it came in by",
                            MakeTraceSourceAccessor(&Runtime::m_unknownService),
                            "ns3::camcube::Runtime::UnknownServiceCallback");
    return tid;
}

Runtime::Runtime() = default;

Runtime::~Runtime() = default;

void
Runtime::DoDispose()
{
    for (Ptr<CamCubeNetDevice>& device : m_devices)
    {
        if (device)
        {
            device->SetOwner(nullptr, 0);
            device = nullptr;
        }
    }
    m_registrations.clear();
    for (const Entry& entry : std::exchange(m_services, {}))
    {
        if (entry.service)
        {
            entry.service->m_runtime = nullptr;
        }
    }
    m_awaitingPlace.clear();
    m_takers.Clear();
    m_waker = nullptr;
    m_recent = Entry();
    Object::DoDispose();
}

void
Runtime::Place(std::shared_ptr<const Torus> torus, const TorusCoordinate& here)
{
    if (!torus || !torus->Contains(here))
    {
        throw std::invalid_argument(
            torus ? "a torus of " + torus->GetName() + " has no coordinate " + here.GetName()
                  : "a server was placed in no torus; give the geometry of its cube");
    }
    if (m_torus)
    {
        throw std::logic_error("server " + m_here.GetName() + " cannot be placed again, at " +
                               here.GetName());
    }
    m_torus = std::move(torus);
    m_here = here;
    NS_LOG_INFO("placed at " << here);
    // Those who are deployed by what others do now are told when that happens.
    const std::vector<Entry> told = m_services;
    for (const Entry& entry : told)
    {
        if (entry.service && PlaceOf(entry.service))
        {
            entry.service->Placed();
        }
    }
    while (!m_awaitingPlace.empty())
    {
        Service* service = m_awaitingPlace.front();
        m_awaitingPlace.erase(m_awaitingPlace.begin());
        service->Deploy();
    }
}

const Ptr<CamCubeNetDevice>&
Runtime::At(uint8_t port) const
{
    if (!m_all.Contains(port))
    {
        throw std::invalid_argument("this server has no port " + PortName(port) + " (number " +
                                    std::to_string(port) + ")");
    }
    return m_devices[port];
}

void
Runtime::RequireDeployed(const Service* service) const
{
    if (!service || !PlaceOf(service))
    {
        throw std::logic_error(service ? "service " + std::to_string(service->GetServiceId()) +
                                             " is not deployed on this server, and cannot send "
                                             "from it; deploy it first"
                                       : "no service was named that sends");
    }
}

std::optional<uint8_t>
Runtime::PlaceOf(const Service* service) const
{
    if (service && service == m_recent.service)
    {
        return m_recent.place;
    }
    const auto found = std::find_if(m_services.begin(), m_services.end(), [=](const Entry& entry) {
        return entry.service == service;
    });
    return found != m_services.end()
               ? std::optional<uint8_t>(static_cast<uint8_t>(found - m_services.begin()))
               : std::nullopt;
}

void
Runtime::RequireSendable(const FramePtr& frame)
{
    if (!frame)
    {
        throw std::invalid_argument("no frame was given to send; one that has been sent is gone");
    }
    if (!frame->GetPayload())
    {
        throw std::invalid_argument("a frame was given to send whose payload has been taken; give "
                                    "it another with SetPayload, or send a new frame");
    }
}

SendResult
Runtime::Send(const Service* from, uint8_t port, FramePtr& frame)
{
    RequireSendable(frame);
    RequireDeployed(from);
    At(port);
    return Send(from, port, frame, EventTime::Now());
}

SendResult
Runtime::Send(const Service* from, uint8_t port, FramePtr& frame, int64_t now)
{
    frame->SetService(from->GetServiceId());
    SendResult result = SendResult::BUSY;
    if (m_notPolling.Contains(port))
    {
        result = m_portStates[port].transmitter->Transmit(frame, now);
    }
    return result == SendResult::SENT ? result : NoteRefusal(from, port, result);
}

SendResult
Runtime::NoteRefusal(const Service* from, uint8_t port, SendResult result)
{
    if (result == SendResult::BUSY && !m_up.Contains(port))
    {
        return SendResult::DOWN;
    }
    if (result == SendResult::BUSY)
    {
        RequestPoll(from, PortSet::Of(port));
    }
    return result;
}

PortSet
Runtime::Broadcast(const Service* from, Ptr<const Packet> packet)
{
    RequireDeployed(from);
    if (!packet)
    {
        throw std::invalid_argument("no packet was given to send to the neighbours");
    }
    PortSet taken;
    for (uint8_t port : GetTorusPorts() & m_up)
    {
        auto frame = std::make_unique<Frame>(from->GetServiceId(), packet->Copy());
        if (Send(from, port, frame) == SendResult::SENT)
        {
            taken.Insert(port);
        }
    }
    return taken;
}

void
Runtime::RequestPoll(const Service* from, PortSet ports)
{
    const std::optional<uint8_t> place = from ? PlaceOf(from) : std::nullopt;
    if (!place)
    {
        RequireDeployed(from); // which it is not
        return;
    }
    for (uint8_t port : ports& m_up)
    {
        m_portStates[port].turns.Insert(*place, from->IsUrgent());
        // A link that is up and never free has a turn coming.
        if (m_notPolling.Contains(port) && m_portStates[port].freeAt != PortTransmitter::NEVER)
        {
            m_portStates[port].transmitter->RequestTurn();
        }
    }
    if (!(ports & m_asleep).IsEmpty())
    {
        WakeFor(from, ports & m_up);
    }
}

void
Runtime::WakeFor(const Service* from, PortSet ports)
{
    if (m_waker)
    {
        m_waker(from, ports);
        return;
    }
    const PortSet asleep = ports & m_asleep;
    for (uint8_t port : asleep)
    {
        m_portStates[port].transmitter->RequestTurn();
    }
}

void
Runtime::FrameArrived(FramePtr frame, uint8_t port)
{
    // Most frames are for the same service as the one before.
    if ((m_recent.id == frame->GetService() && m_recent.service) || FindReceiver(frame, port))
    {
        m_recent.service->Receive(std::move(frame), port);
    }
}

[[gnu::noinline]] bool
Runtime::FindReceiver(FramePtr& frame, uint8_t port)
{
    const uint16_t id = frame->GetService();
    const auto found = std::find_if(m_services.begin(), m_services.end(), [id](const Entry& entry) {
        return entry.id == id && entry.service && !entry.isSuspended;
    });
    if (found != m_services.end())
    {
        m_recent = *found;
        return true;
    }
    m_recent = Entry();
    bool isTaken = false;
    m_takers.Visit(0, [&](const UnknownServiceTaker& taker) {
        isTaken = taker(frame, port);
        if (!isTaken && !frame)
        {
            throw std::logic_error("a taker of frames of unknown services has taken one and "
                                   "answered false; answer true, or leave the frame");
        }
        return !isTaken;
    });
    if (isTaken)
    {
        return false;
    }
    NS_LOG_INFO("frame for service " << id << " at " << PortName(port) << ", which is not here");
    ++m_unknownServiceDrops;
    m_unknownService(frame->GetPayload(), port);
    return false;
}

void
Runtime::Prefetch(const Frame* frame, uint8_t port, uint32_t step, int64_t time) const
{
    // Most frames are for the same service as the one before.
    if (!m_recent.prefetcher)
    {
        return;
    }
    if (step == 1)
    {
        PrefetchLines(m_recent.prefetcher, ServicePrefetcher::N_HOT_LINES);
    }
    else
    {
        m_recent.prefetcher->Prefetch(frame, port, step - 2, time);
    }
}

void
Runtime::SlotFree(uint8_t port)
{
    // Services may be deployed or withdrawn by what they do here.
    PortState& state = m_portStates[port];
    const auto weightOf = [this](uint8_t place) { return EntryAt(place).service->GetWeight(); };
    const int64_t now = EventTime::Now();
    while (!state.turns.IsEmpty() && state.freeAt <= now)
    {
        const uint8_t place = state.turns.Next(weightOf);
        const Entry entry = EntryAt(place);
        // Out of the turns first, so that what it requests while it is asked counts.
        state.turns.Remove(place);
        m_notPolling.Remove(port);
        FramePtr frame = entry.service->Poll(port);
        m_notPolling.Insert(port);
        if (!frame)
        {
            continue;
        }
        const bool urgent = entry.service->IsUrgent();
        if (!urgent)
        {
            state.turns.Spend();
        }
        if (EntryAt(place).service == entry.service && entry.service->IsWaitingFor(port))
        {
            state.turns.Insert(place, urgent);
        }
        frame->SetService(entry.id);
        if (state.transmitter->Transmit(frame, now) != SendResult::SENT)
        {
            // The service has switched the link off meanwhile, or the frame exceeds the MTU.
            ++m_lostPolledFrames;
        }
    }
    if (!state.turns.IsEmpty())
    {
        state.transmitter->RequestTurn();
    }
}

void
Runtime::LinkChanged(uint8_t port, bool up)
{
    NS_LOG_INFO("link at " << PortName(port) << (up ? " up" : " down"));
    m_asleep.Remove(port);
    if (up)
    {
        m_portStates[port].receiver = m_portStates[port].transmitter->GetPeer();
        m_up.Insert(port);
    }
    else
    {
        m_up.Remove(port);
    }
    for (std::size_t place = 0; place < m_services.size(); ++place)
    {
        Service* service = m_services[place].service;
        if (service && up)
        {
            service->LinkUp(port);
        }
        else if (service)
        {
            service->LinkDown(port);
        }
    }
    if (up && !m_portStates[port].turns.IsEmpty())
    {
        m_portStates[port].transmitter->RequestTurn();
    }
}

void
Runtime::SleepChanged(uint8_t port, bool asleep)
{
    if (asleep)
    {
        m_asleep.Insert(port);
    }
    else
    {
        m_asleep.Remove(port);
    }
    for (std::size_t place = 0; place < m_services.size(); ++place)
    {
        if (Service* service = m_services[place].service)
        {
            asleep ? service->LinkAsleep(port) : service->LinkAwake(port);
        }
    }
    if (!asleep && !m_portStates[port].turns.IsEmpty())
    {
        m_portStates[port].transmitter->RequestTurn();
    }
}

} // namespace ns3::camcube
