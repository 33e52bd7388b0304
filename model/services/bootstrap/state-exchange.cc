/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "state-exchange.h"

#include "ns3/header-fields.h"
#include "ns3/runtime.h"
#include "ns3/server-log.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <utility>

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("StateExchange");
NS_OBJECT_ENSURE_REGISTERED(StateExchange);

namespace
{

/** Before a state, or nothing: an answer. */
struct ExchangeHeader
{
    uint32_t session{0};      //!< of the sender
    uint16_t serial{0};       //!< of the state; of an answer, of the last one that was sent
    uint32_t heardSession{0}; //!< of the receiver; 0 if it has not been heard
    uint16_t heard{0};        //!< the last serial from it
    uint8_t port{0};          //!< of the sender, by its label
    bool hasState{false};     //!< whether a state follows, which is to be acknowledged
    static constexpr auto FIELDS = HeaderFields(&ExchangeHeader::session,
                                                &ExchangeHeader::serial,
                                                &ExchangeHeader::heardSession,
                                                &ExchangeHeader::heard,
                                                &ExchangeHeader::port,
                                                &ExchangeHeader::hasState);
};

} // namespace

TypeId
StateExchange::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::StateExchange")
            .SetParent<QueuedService>()
            .SetGroupName("CamCube")
            .AddAttribute("Hold",
                          "From a change of the state until it is sent; changes meanwhile go along",
                          TimeValue(MicroSeconds(10)),
                          MakeTimeAccessor(&StateExchange::m_hold),
                          MakeTimeChecker(Time(0)))
            .AddAttribute(
                "RetryTime",
                "Until a state is sent again that was not acknowledged; doubled each time",
                TimeValue(MicroSeconds(100)),
                MakeTimeAccessor(&StateExchange::m_retryTime),
                MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("Tries",
                          "How often a state is sent before a neighbour counts as silent",
                          UintegerValue(10),
                          MakeUintegerAccessor(&StateExchange::m_maxTries),
                          MakeUintegerChecker<uint32_t>(1, 30));
    return tid;
}

StateExchange::StateExchange(uint16_t serviceId)
    : QueuedService(serviceId),
      m_random(CreateObject<UniformRandomVariable>())
{
}

StateExchange::~StateExchange() = default;

void
StateExchange::DoDispose()
{
    QueuedService::DoDispose();
    m_random = nullptr;
}

int64_t
StateExchange::AssignStreams(int64_t stream)
{
    m_random->SetStream(stream);
    return 1;
}

double
StateExchange::Draw()
{
    return m_random->GetValue(0, 1);
}

void
StateExchange::Deployed()
{
    m_session = 1 + m_random->GetInteger(0, UINT32_MAX - 2);
    Tell(GetRuntime().GetTorusPorts() & GetRuntime().GetUpPorts());
}

void
StateExchange::Withdrawing()
{
    QueuedService::Withdrawing();
    for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
    {
        Forget(port);
    }
    m_due.Cancel();
    m_toTell = PortSet();
    m_toAnswer = PortSet();
}

void
StateExchange::LinkUp(uint8_t port)
{
    if (port < N_TORUS_PORTS)
    {
        Tell(PortSet::Of(port));
    }
}

void
StateExchange::LinkDown(uint8_t port)
{
    QueuedService::LinkDown(port);
    if (port < N_TORUS_PORTS)
    {
        Forget(port);
    }
}

void
StateExchange::Forget(uint8_t port)
{
    Line& line = m_lines[port];
    line.retry.Cancel();
    const bool wasHeard = line.session != 0;
    line = Line();
    m_toTell.Remove(port);
    m_toAnswer.Remove(port);
    if (wasHeard)
    {
        NeighborLost(port);
    }
}

void
StateExchange::Tell(PortSet ports)
{
    m_toTell = m_toTell | (ports & GetRuntime().GetUpPorts());
    if (!(m_toTell | m_toAnswer).IsEmpty() && m_due.IsExpired())
    {
        m_due = Simulator::Schedule(m_hold, &StateExchange::SendDue, this);
    }
}

void
StateExchange::SendDue()
{
    const PortSet told = std::exchange(m_toTell, PortSet());
    const PortSet answered = std::exchange(m_toAnswer, PortSet()) - told;
    for (uint8_t port : told)
    {
        Line& line = m_lines[port];
        line.retry.Cancel();
        ++line.serial;
        line.tries = 0;
        SendTo(port, true);
    }
    for (uint8_t port : answered)
    {
        SendTo(port, false);
    }
}

void
StateExchange::SendTo(uint8_t port, bool withState)
{
    Line& line = m_lines[port];
    auto frame =
        std::make_unique<Frame>(GetServiceId(), withState ? MakeState(port) : Create<Packet>());
    frame->SetHeader(
        ExchangeHeader{m_session, line.serial, line.session, line.heard, port, withState});
    Enqueue(port, std::move(frame));
    m_toAnswer.Remove(port);
    if (!withState)
    {
        ++m_counters.answers;
        return;
    }
    ++m_counters.states;
    m_counters.repeats += line.tries > 0;
    ++line.tries;
    if (line.tries < m_maxTries)
    {
        const Time wait = m_retryTime * static_cast<int64_t>(1U << (line.tries - 1));
        line.retry = Simulator::Schedule(wait, &StateExchange::Retry, this, port);
    }
}

void
StateExchange::Retry(uint8_t port)
{
    if (!m_toTell.Contains(port))
    {
        SendTo(port, true);
    }
}

void
StateExchange::Receive(FramePtr frame, uint8_t in)
{
    const ExchangeHeader* header = frame->PeekHeader<ExchangeHeader>();
    if (!header || in >= N_TORUS_PORTS || header->session == 0 || header->port >= N_TORUS_PORTS)
    {
        ++m_counters.malformed;
        return;
    }
    Line& line = m_lines[in];
    if (header->session != line.session)
    {
        if (line.session != 0)
        {
            Forget(in);
            Tell(PortSet::Of(in));
        }
        line.session = header->session;
        line.heard = static_cast<uint16_t>(header->serial - 1);
    }
    if (header->heardSession == m_session && header->heard == line.serial)
    {
        line.retry.Cancel();
    }
    if (!header->hasState)
    {
        return;
    }
    const bool isNew = static_cast<int16_t>(header->serial - line.heard) > 0;
    if (isNew && !StateHeard(in, header->port, frame->GetPayload()))
    {
        ++m_counters.malformed;
        return;
    }
    if (!IsDeployed())
    {
        return;
    }
    if (isNew)
    {
        m_lines[in].heard = header->serial;
    }
    m_toAnswer.Insert(in);
    Tell(PortSet());
}

} // namespace ns3::camcube
