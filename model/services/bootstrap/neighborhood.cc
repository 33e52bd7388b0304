/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "neighborhood.h"

#include "ballot.h"

#include <algorithm>

namespace ns3::camcube
{

namespace
{

/** What the word of a neighbour weighs whose cable closes squares. */
constexpr uint8_t SQUARE_WEIGHT = 5;
/** What a placement needs: no single cable without squares is enough. */
constexpr uint8_t ENOUGH = 3;
/** By how many cables a group must be larger than another for its server not to be torn. */
constexpr uint32_t CLEAR_MAJORITY = 2;

} // namespace

bool
Neighborhood::Learn(uint8_t port, uint8_t farPort, const BootstrapState& state, bool isLoop)
{
    const bool isNews = m_known.Contains(port) == isLoop || m_loops.Contains(port) != isLoop ||
                        m_states[port].server != state.server || m_farPorts[port] != farPort;
    m_known.Remove(port);
    m_loops.Remove(port);
    (isLoop ? m_loops : m_known).Insert(port);
    m_farPorts[port] = farPort;
    m_states[port] = state;
    Grade();
    return isNews;
}

void
Neighborhood::Forget(uint8_t port)
{
    m_known.Remove(port);
    m_loops.Remove(port);
    Grade();
}

uint64_t
Neighborhood::GetServerBeyond(uint8_t port, uint8_t next) const
{
    const BootstrapState& state = m_states[port];
    return IsConsistent(port) && state.neighborPorts[next] == OppositePort(next)
               ? state.neighbors[next]
               : 0;
}

bool
Neighborhood::IsClosed(uint8_t port, uint8_t other) const
{
    const uint64_t corner = GetServerBeyond(port, other);
    return AxisOfPort(port) != AxisOfPort(other) && corner != 0 &&
           corner == GetServerBeyond(other, port) &&
           m_states[port].server != m_states[other].server;
}

void
Neighborhood::Grade()
{
    for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
    {
        m_closed[port] = PortSet();
        for (uint8_t other = 0; other < N_TORUS_PORTS; ++other)
        {
            if (IsClosed(port, other))
            {
                m_closed[port].Insert(other);
            }
        }
    }
    for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
    {
        m_grades[port] = FindGrade(port);
    }
}

bool
Neighborhood::IsTorn(uint8_t port) const
{
    // Cables that close squares with each other agree on where this server is.
    uint32_t mine = 0;
    uint32_t most = 0;
    for (PortSet left = m_known; !left.IsEmpty();)
    {
        PortSet group = PortSet::Of(left.GetFirst());
        for (PortSet added = group; !added.IsEmpty();)
        {
            PortSet reached;
            for (uint8_t member : added)
            {
                reached = reached | m_closed[member];
            }
            added = reached - group;
            group = group | added;
        }
        left = left - group;
        uint32_t& size = group.Contains(port) ? mine : most;
        size = std::max<uint32_t>(size, group.GetSize());
    }
    return most > 1 && mine < most + CLEAR_MAJORITY;
}

Placement::Grade
Neighborhood::FindGrade(uint8_t port) const
{
    if (!IsConsistent(port))
    {
        return Placement::NONE;
    }
    if (IsTorn(port))
    {
        return Placement::VOTES;
    }
    uint8_t confirming = 0;
    for (uint8_t other : m_closed[port])
    {
        confirming += m_states[other].squares[port] >= 2;
    }
    return confirming >= 2         ? Placement::CONFIRMED
           : GetSquares(port) >= 2 ? Placement::SQUARE
                                   : Placement::VOTES;
}

PortSet
Neighborhood::FindNear(const Torus& torus,
                       uint64_t frame,
                       const TorusCoordinate& place,
                       uint32_t radius) const
{
    PortSet near;
    for (uint8_t port : m_known)
    {
        const BootstrapState& state = m_states[port];
        if (!state.GetPlacement().IsIn(frame) || !state.isFixed ||
            torus.GetDistance(state.here, place) <= radius)
        {
            near.Insert(port);
        }
    }
    return near;
}

Placement
Neighborhood::GetBestFrame(Placement::Grade worst) const
{
    Placement best;
    for (uint8_t port : m_known)
    {
        const Placement placement = m_states[port].GetPlacement();
        const bool counts =
            worst == Placement::VOTES || (IsConsistent(port) && GetGrade(port) <= worst);
        if (counts && placement.IsKnown() && (!best.IsKnown() || placement.GoesBefore(best)))
        {
            best = placement;
        }
    }
    return best;
}

Neighborhood::Proposal
Neighborhood::Propose(const Torus& torus, Placement::Grade worst, const Taken& isTaken) const
{
    const Placement best = GetBestFrame(worst);
    Ballot ballot;
    for (uint8_t port : m_known)
    {
        const BootstrapState& state = m_states[port];
        const Placement::Grade cable = GetGrade(port);
        if (state.grade == Placement::NONE || state.frame != best.frame)
        {
            continue;
        }
        if (cable == Placement::NONE && worst == Placement::VOTES)
        {
            // One of its ends is in a wrong port; nobody knows which.
            ballot.Add(torus.GetStep(state.here, OppositePort(port)),
                       UNFITTING_WEIGHT,
                       Placement::VOTES,
                       port);
            ballot.Add(torus.GetStep(state.here, m_farPorts[port]),
                       UNFITTING_WEIGHT,
                       Placement::VOTES,
                       port);
        }
        else if (cable != Placement::NONE && cable <= worst)
        {
            ballot.Add(torus.GetStep(state.here, OppositePort(port)),
                       cable == Placement::VOTES ? FITTING_WEIGHT : SQUARE_WEIGHT,
                       std::max(cable, state.grade),
                       port);
        }
    }
    ballot.Remove(isTaken);
    const Neighborhood::Candidate* winner = ballot.GetWinner(ENOUGH);
    if (!winner)
    {
        return {};
    }
    return {Placement{best.frame, winner->here, winner->grade, best.isSettled},
            winner->parent,
            winner->weight};
}

std::vector<Neighborhood::Candidate>
Neighborhood::GetCandidates(const Torus& torus, uint64_t frame) const
{
    Ballot ballot;
    for (uint8_t port : m_known)
    {
        const BootstrapState& state = m_states[port];
        if (!state.GetPlacement().IsIn(frame))
        {
            continue;
        }
        const uint8_t weight = IsConsistent(port) ? FITTING_WEIGHT : UNFITTING_WEIGHT;
        ballot.Add(torus.GetStep(state.here, OppositePort(port)), weight, state.grade, port);
        if (!IsConsistent(port))
        {
            ballot.Add(torus.GetStep(state.here, m_farPorts[port]), weight, state.grade, port);
        }
    }
    return ballot.GetAll();
}

} // namespace ns3::camcube
