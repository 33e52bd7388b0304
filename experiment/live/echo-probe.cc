/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "echo-probe.h"

#include "ns3/event-time.h"
#include "ns3/header-fields.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::camcube
{

namespace
{

/** A question, or its echo. */
struct EchoMessage
{
    bool isEcho{false}; //!< which
    int64_t sent{0};    //!< when the question was, by the clock of who asks

    static constexpr auto FIELDS = HeaderFields(&EchoMessage::isEcho, &EchoMessage::sent);
};

} // namespace

EchoProbe::EchoProbe(Ptr<Node> server)
    : m_routing(MultiHopRoutingHelper::Get(server))
{
    const Ptr<Runtime> runtime = server->GetObject<Runtime>();
    m_torus = runtime->ShareTorus();
    m_self = m_torus->GetServer(runtime->GetCoordinate());
    m_registration = m_routing->AddEndpoint(
        nullptr,
        ENDPOINT,
        [this](FramePtr frame, const RoutingHeader& header) { Receive(*frame, header); });
}

EchoProbe::~EchoProbe()
{
    m_ask.Cancel();
}

void
EchoProbe::Ask(Time begin, Time interval)
{
    const int64_t others = std::max<int64_t>(1, m_torus->GetNServers() - 1);
    const Time pause = std::max(TimeStep(1), TimeStep(interval.GetTimeStep() / others));
    m_ask = Simulator::Schedule(begin, &EchoProbe::AskNext, this, pause);
}

void
EchoProbe::AskNext(Time pause)
{
    m_ask = Simulator::Schedule(pause, &EchoProbe::AskNext, this, pause);
    m_next = (m_next + 1) % m_torus->GetNServers();
    if (m_next == m_self)
    {
        m_next = (m_next + 1) % m_torus->GetNServers();
    }
    if (m_next != m_self && m_routing->IsDeployed())
    {
        ++m_echoes[m_next].sent;
        m_routing->Send(m_torus->GetCoordinate(m_next),
                        ENDPOINT,
                        MakePacket(EchoMessage{false, EventTime::Now()}));
    }
}

void
EchoProbe::Receive(const Frame& frame, const RoutingHeader& header)
{
    const auto message = ReadPacket<EchoMessage>(*frame.GetPayload());
    if (!message)
    {
        return;
    }
    if (!message->isEcho)
    {
        m_routing->Send(header.source, ENDPOINT, MakePacket(EchoMessage{true, message->sent}));
        return;
    }
    const auto found = m_echoes.find(m_torus->GetServer(header.source));
    const Time now = Simulator::Now();
    if (found == m_echoes.end() || message->sent < 0 || message->sent > now.GetTimeStep())
    {
        return; // of nothing that was asked here
    }
    Echoes& echoes = found->second;
    const Time roundTrip = now - TimeStep(message->sent);
    if (echoes.answered == 0)
    {
        echoes.leastRoundTrip = roundTrip;
        echoes.leastHops = header.hops;
        echoes.first = now;
    }
    else
    {
        echoes.longestGap = std::max(echoes.longestGap, now - echoes.last);
    }
    ++echoes.answered;
    echoes.leastRoundTrip = std::min(echoes.leastRoundTrip, roundTrip);
    echoes.leastHops = std::min<uint32_t>(echoes.leastHops, header.hops);
    echoes.last = now;
}

uint32_t
EchoProbe::CountAnswering() const
{
    return static_cast<uint32_t>(
        std::count_if(m_echoes.begin(), m_echoes.end(), [](const auto& server) {
            return server.second.answered > 0;
        }));
}

} // namespace ns3::camcube
