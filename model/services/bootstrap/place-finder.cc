/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "place-finder.h"

#include "contradictions.h"

#include "ns3/runtime.h"
#include "ns3/server-log.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/text-parsing.h"

#include <stdexcept>

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("PlaceFinder");
NS_OBJECT_ENSURE_REGISTERED(PlaceFinder);

namespace
{

/** \return the geometry for some sides, one for all servers that have it */
std::shared_ptr<const Torus>
ShareTorus(const std::string& sides)
{
    static std::weak_ptr<const Torus> latest;
    std::shared_ptr<const Torus> torus = latest.lock();
    const std::optional<Torus> wanted = Torus::FromSides(sides);
    if (!wanted)
    {
        throw std::invalid_argument("\"" + Abridge(sides) +
                                    "\" are no sides of a cube; give three from 1 to " +
                                    std::to_string(Torus::MAX_SIDE) + ", such as 8x8x8");
    }
    if (!torus || torus->GetName() != wanted->GetName())
    {
        torus = std::make_shared<const Torus>(*wanted);
        latest = torus;
    }
    return torus;
}

} // namespace

TypeId
PlaceFinder::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::PlaceFinder")
            .SetParent<StateExchange>()
            .SetGroupName("CamCube")
            .AddAttribute("Sides",
                          "Servers along each axis of the cube, such as 8x8x8",
                          StringValue(),
                          MakeStringAccessor(&PlaceFinder::SetSides, &PlaceFinder::GetSides),
                          MakeStringChecker())
            .AddAttribute("Patience",
                          "How long a server waits for better evidence of its place before less "
                          "is enough",
                          TimeValue(MilliSeconds(1)),
                          MakeTimeAccessor(&PlaceFinder::m_patience),
                          MakeTimeChecker(NanoSeconds(1)));
    return tid;
}

PlaceFinder::PlaceFinder(uint16_t serviceId)
    : StateExchange(serviceId)
{
}

void
PlaceFinder::DoDispose()
{
    StateExchange::DoDispose();
    m_torus = nullptr;
}

void
PlaceFinder::Deployed()
{
    m_choice.Start(m_torus, GetServer());
    m_review.Start(m_torus, GetServer());
    StateExchange::Deployed();
}

void
PlaceFinder::Withdrawing()
{
    StateExchange::Withdrawing();
    m_wait.Cancel();
}

std::string
PlaceFinder::GetSides() const
{
    return m_torus ? m_torus->GetName() : "";
}

void
PlaceFinder::SetSides(std::string sides)
{
    if (IsDeployed())
    {
        throw std::logic_error("the sides of the cube cannot become \"" + Abridge(sides) +
                               "\" while Bootstrap is deployed; withdraw it first");
    }
    m_torus = sides.empty() ? nullptr : ShareTorus(sides);
}

uint64_t
PlaceFinder::GetServer() const
{
    uint8_t bytes[6];
    const Address address = GetRuntime().GetDevice(GetPorts().GetFirst())->GetAddress();
    Mac48Address::ConvertFrom(address).CopyTo(bytes);
    uint64_t server = 0;
    for (uint8_t byte : bytes)
    {
        server = server << 8 | byte;
    }
    return server;
}

PortSet
PlaceFinder::GetPorts() const
{
    return GetRuntime().GetTorusPorts();
}

bool
PlaceFinder::StateHeard(uint8_t in, uint8_t farPort, Ptr<const Packet> payload)
{
    const std::optional<BootstrapState> state = ReadPacket<BootstrapState>(*payload);
    if (!state || state->server == 0 || state->grade > Placement::VOTES ||
        !m_torus->Contains(state->here))
    {
        return false;
    }
    if (m_around.Learn(in, farPort, *state, state->server == GetServer()))
    {
        Tell(GetPorts());
    }
    Consider(PortSet::Of(in));
    return true;
}

void
PlaceFinder::NeighborLost(uint8_t port)
{
    m_around.Forget(port);
    Tell(GetPorts());
    Consider(PortSet());
}

void
PlaceFinder::TellSquares()
{
    std::array<uint8_t, N_TORUS_PORTS> squares;
    for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
    {
        squares[port] = m_around.GetSquares(port);
    }
    if (squares != m_squares)
    {
        m_squares = squares;
        Tell(GetPorts());
    }
}

void
PlaceFinder::Consider(PortSet spoken)
{
    TellSquares();
    const uint32_t changes = m_choice.GetChanges();
    m_choice.Consider(spoken);
    m_review.Hear(m_choice.GetPlacement(), m_choice.IsFixed(), spoken);
    if (changes != m_choice.GetChanges())
    {
        NS_LOG_LOGIC("believes in another place now");
        m_wait.Cancel();
    }
    if (m_choice.WantsLess() && m_wait.IsExpired())
    {
        m_wait = Simulator::Schedule(m_patience, &PlaceFinder::LosePatience, this);
    }
    TellNews();
    Heard();
}

void
PlaceFinder::LosePatience()
{
    m_choice.AcceptLess();
    Consider(m_around.GetKnown());
}

void
PlaceFinder::TellNews()
{
    const PortSet toTell = m_choice.TakeNews() | m_review.TakeNews();
    if (!toTell.IsEmpty())
    {
        Tell(toTell);
    }
}

void
PlaceFinder::Begin(const Placement& placement)
{
    m_choice.Begin(placement);
    m_wait.Cancel();
    TellNews();
    Heard();
}

void
PlaceFinder::SetSettled()
{
    m_choice.SetSettled();
    TellNews();
}

void
PlaceFinder::Fix()
{
    m_choice.Fix();
    m_review.Hear(GetPlacement(), true, PortSet());
    TellNews();
    m_wait.Cancel();
}

void
PlaceFinder::Ask()
{
    m_review.Ask(GetPlacement());
    TellNews();
}

void
PlaceFinder::AskWhere(uint32_t least)
{
    const uint64_t frame = m_around.GetBestFrame(Placement::VOTES).frame;
    if (!GetPlacement().IsIn(frame))
    {
        m_choice.Join(frame);
    }
    m_review.AskWhere(frame, least);
    TellNews();
}

void
PlaceFinder::Doubt()
{
    m_choice.Doubt();
    TellNews();
}

void
PlaceFinder::GiveUp()
{
    m_choice.GiveUp();
    Consider(m_around.GetKnown());
}

Ptr<Packet>
PlaceFinder::MakeState(uint8_t)
{
    BootstrapState state;
    state.server = GetServer();
    for (uint8_t port : m_around.GetKnown())
    {
        state.neighbors[port] = m_around.Get(port).server;
        state.neighborPorts[port] = m_around.GetFarPort(port);
    }
    state.squares = m_squares;
    m_choice.Write(state);
    m_review.Write(state);
    state.contradictions = FindContradictions(*m_torus, m_around, GetPlacement());
    Write(state);
    return MakePacket(state);
}

} // namespace ns3::camcube
