/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "place-finder.h"

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

/** How far, in hops from the coordinate, a claim is told. */
constexpr uint32_t CLAIM_RADIUS = 2;
/** A server whose neighbours cannot agree for so long does not know its place. */
constexpr uint32_t MOST_CHANGES = 16;

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
    const uint32_t changes = m_changes;
    Consider();
    // What was claimed before this server came to the frame was not for it then.
    for (uint8_t port : changes == m_changes ? PortSet::Of(in) : m_around.GetKnown())
    {
        HearClaims(m_around.Get(port));
    }
    Heard();
    return true;
}

void
PlaceFinder::NeighborLost(uint8_t port)
{
    m_around.Forget(port);
    Tell(GetPorts());
    Consider();
    Heard();
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
PlaceFinder::Consider()
{
    TellSquares();
    if (m_isFixed)
    {
        return;
    }
    if (m_placement.IsKnown() && !IsSupported())
    {
        NS_LOG_INFO("does not know its place any more");
        Unplace();
    }
    Weigh();
    for (const auto grade : {Placement::CONFIRMED, Placement::SQUARE, Placement::VOTES})
    {
        if (IsOpenTo(grade) && Adopt(grade))
        {
            break;
        }
    }
    BePatient();
}

void
PlaceFinder::Weigh()
{
    const Neighborhood::Proposal voted = m_around.Propose(*m_torus, Placement::VOTES);
    const bool isSame = m_placement.IsKnown() && voted.placement.frame == m_placement.frame &&
                        voted.placement.here == m_placement.here;
    if (isSame && m_weight != UINT8_MAX && voted.weight > m_weight)
    {
        m_weight = voted.weight;
        const bool isDisputed = m_claims.GetWeight(m_placement.here, GetServer()) > 0;
        if (isDisputed && m_claims.Add({m_placement.here, GetServer(), m_weight}))
        {
            Tell(GetPorts());
        }
    }
}

bool
PlaceFinder::IsOpenTo(Placement::Grade grade) const
{
    return grade <= m_worst || (m_placement.IsKnown() && grade < m_placement.grade);
}

bool
PlaceFinder::Adopt(Placement::Grade worst)
{
    const Neighborhood::Proposal proposal = m_around.Propose(*m_torus, worst);
    const uint8_t weight = worst == Placement::CONFIRMED ? UINT8_MAX : proposal.weight;
    if (!proposal.placement.IsBetterThan(m_placement))
    {
        return false;
    }
    if (weight <= m_claims.GetWeight(proposal.placement.here, GetServer()))
    {
        Contest(proposal.placement, weight);
        return false;
    }
    m_weight = weight;
    Change(proposal.placement, proposal.parent);
    return true;
}

void
PlaceFinder::Contest(const Placement& placement, uint8_t weight)
{
    // Whoever has the place is told, so that of two with the same right none has it.
    if (!m_placement.IsKnown())
    {
        m_placement.frame = placement.frame;
    }
    if (m_placement.frame == placement.frame && m_claims.Add({placement.here, GetServer(), weight}))
    {
        Tell(GetPorts());
    }
}

bool
PlaceFinder::IsSupported() const
{
    if (m_parent == N_TORUS_PORTS)
    {
        return true; // it began the frame
    }
    if (m_weight != UINT8_MAX)
    {
        const Placement voted = m_around.Propose(*m_torus, Placement::VOTES).placement;
        return voted.IsKnown() &&
               (voted.frame != m_placement.frame || voted.here == m_placement.here);
    }
    if (!m_around.GetKnown().Contains(m_parent))
    {
        return false;
    }
    const BootstrapState& parent = m_around.Get(m_parent);
    return parent.grade != Placement::NONE &&
           (parent.frame != m_placement.frame ||
            GetStep(*m_torus, parent.here, OppositePort(m_parent)) == m_placement.here);
}

void
PlaceFinder::BePatient()
{
    const Placement voted = m_around.Propose(*m_torus, Placement::VOTES).placement;
    if (voted.IsBetterThan(m_placement) && m_worst < Placement::VOTES && m_wait.IsExpired())
    {
        m_wait = Simulator::Schedule(m_patience, &PlaceFinder::LosePatience, this);
    }
}

void
PlaceFinder::LosePatience()
{
    m_worst = m_worst == Placement::CONFIRMED ? Placement::SQUARE : Placement::VOTES;
    Consider();
    for (uint8_t port : m_around.GetKnown())
    {
        HearClaims(m_around.Get(port));
    }
    Heard();
}

void
PlaceFinder::SetPlacement(const Placement& placement)
{
    m_weight = UINT8_MAX;
    Change(placement, N_TORUS_PORTS);
    Heard();
}

void
PlaceFinder::SetSettled()
{
    m_placement.isSettled = true;
    Tell(GetPorts());
}

void
PlaceFinder::Fix()
{
    m_isFixed = true;
    m_wait.Cancel();
}

void
PlaceFinder::Unplace()
{
    Placement placement;
    placement.frame = m_placement.frame; // whose claims are remembered
    Change(placement, N_TORUS_PORTS);
}

void
PlaceFinder::Change(const Placement& placement, uint8_t parent)
{
    const bool isLost = ++m_changes > MOST_CHANGES;
    if (placement.frame != m_placement.frame)
    {
        m_claims.Clear();
    }
    m_placement = isLost ? Placement() : placement;
    m_parent = isLost ? uint8_t{N_TORUS_PORTS} : parent;
    if (isLost)
    {
        Fix();
    }
    if (m_placement.IsKnown())
    {
        NS_LOG_LOGIC("may be at " << m_placement.here);
        m_worst = Placement::CONFIRMED;
        m_wait.Cancel();
        if (IsDisputable())
        {
            m_claims.Add({m_placement.here, GetServer(), m_weight});
        }
    }
    Tell(GetPorts());
}

void
PlaceFinder::HearClaims(const BootstrapState& state)
{
    for (const Claim& claim : Claims::Read(state))
    {
        const bool isHere = m_placement.IsKnown() && state.frame == m_placement.frame &&
                            claim.server != 0 && m_torus->Contains(claim.place);
        if (!isHere || claim.server == GetServer() ||
            m_torus->GetDistance(claim.place, m_placement.here) > CLAIM_RADIUS)
        {
            continue;
        }
        if (m_claims.Add(claim))
        {
            Tell(GetPorts());
        }
        if (claim.place == m_placement.here)
        {
            Dispute(claim);
        }
    }
}

void
PlaceFinder::Dispute(const Claim& claim)
{
    if (m_claims.Add({m_placement.here, GetServer(), m_weight}))
    {
        Tell(GetPorts());
    }
    if (!m_isFixed && m_weight <= claim.weight)
    {
        NS_LOG_INFO("somebody else claims " << m_placement.here);
        Unplace();
    }
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
    state.frame = m_placement.frame;
    state.here = m_placement.here;
    state.grade = m_placement.grade;
    state.isSettled = m_placement.isSettled;
    state.isFixed = m_isFixed;
    state.parent = m_parent;
    m_claims.Write(state);
    Write(state);
    return MakePacket(state);
}

} // namespace ns3::camcube
