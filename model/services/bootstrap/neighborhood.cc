/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "neighborhood.h"

#include <algorithm>

namespace ns3::camcube
{

namespace
{

/** What the word of a neighbour weighs whose cable closes squares. */
constexpr uint8_t SQUARE_WEIGHT = 5;
/** The same of other cables between ports that fit. */
constexpr uint8_t FITTING_WEIGHT = 2;
/** The same of one of whose ends nobody knows which is in a wrong port, for either case. */
constexpr uint8_t UNFITTING_WEIGHT = 1;
/** What a placement needs: no single cable without squares is enough. */
constexpr uint8_t ENOUGH = 3;

/** Those who speak for one coordinate. */
struct Candidate
{
    TorusCoordinate here;                     //!< the coordinate
    uint8_t weight{0};                        //!< of all who speak for it
    Placement::Grade grade{Placement::VOTES}; //!< of the best of them
    uint8_t parent{N_TORUS_PORTS};            //!< the port of that one
};

/** All that is spoken for: few, as there are six ports. */
class Ballot
{
  public:
    void Add(const TorusCoordinate& here, uint8_t weight, Placement::Grade grade, uint8_t port)
    {
        const auto end = m_candidates.begin() + m_size;
        auto found = std::find_if(m_candidates.begin(), end, [&](const Candidate& candidate) {
            return candidate.here == here;
        });
        if (found == end)
        {
            *found = Candidate{here};
            ++m_size;
        }
        found->weight += weight;
        if (found->parent == N_TORUS_PORTS || grade < found->grade)
        {
            found->grade = grade;
            found->parent = port;
        }
    }

    /** \return the one that outweighs all others, and enough; null if there is none */
    const Candidate* GetWinner() const
    {
        const Candidate* best = nullptr;
        bool isTied = false;
        for (uint32_t i = 0; i < m_size; ++i)
        {
            const Candidate& candidate = m_candidates[i];
            isTied = best && candidate.weight == best->weight ? true : isTied;
            if (!best || candidate.weight > best->weight)
            {
                best = &candidate;
                isTied = false;
            }
        }
        return best && !isTied && best->weight >= ENOUGH ? best : nullptr;
    }

  private:
    std::array<Candidate, 2 * N_TORUS_PORTS> m_candidates; //!< in the order they came
    uint32_t m_size{0};                                    //!< how many
};

} // namespace

bool
Neighborhood::Learn(uint8_t port, uint8_t farPort, const BootstrapState& state, bool isLoop)
{
    const bool isNews = m_known.Contains(port) == isLoop || m_loops.Contains(port) != isLoop ||
                        m_states[port].server != state.server || m_farPorts[port] != farPort;
    Forget(port);
    (isLoop ? m_loops : m_known).Insert(port);
    m_farPorts[port] = farPort;
    m_states[port] = state;
    return isNews;
}

void
Neighborhood::Forget(uint8_t port)
{
    m_known.Remove(port);
    m_loops.Remove(port);
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

uint8_t
Neighborhood::GetSquares(uint8_t port) const
{
    uint8_t squares = 0;
    for (uint8_t other = 0; other < N_TORUS_PORTS; ++other)
    {
        squares += IsClosed(port, other);
    }
    return squares;
}

Placement::Grade
Neighborhood::GetGrade(uint8_t port) const
{
    if (!IsConsistent(port))
    {
        return Placement::NONE;
    }
    uint8_t confirming = 0;
    for (uint8_t other = 0; other < N_TORUS_PORTS; ++other)
    {
        confirming += IsClosed(port, other) && m_states[other].squares[port] >= 2;
    }
    return confirming >= 2         ? Placement::CONFIRMED
           : GetSquares(port) >= 2 ? Placement::SQUARE
                                   : Placement::VOTES;
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
Neighborhood::Propose(const Torus& torus, Placement::Grade worst) const
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
    const Candidate* winner = ballot.GetWinner();
    if (!winner)
    {
        return {};
    }
    return {Placement{best.frame, winner->here, winner->grade, best.isSettled},
            winner->parent,
            winner->weight};
}

} // namespace ns3::camcube
