/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "place-choice.h"

#include "place-review.h"

#include <utility>

namespace ns3::camcube
{

namespace
{

/** How far, in hops from the coordinate, a claim is told. */
constexpr uint32_t CLAIM_RADIUS = 2;
/** A server whose neighbours cannot agree for so long does not know its place. */
constexpr uint32_t MOST_CHANGES = 16;

} // namespace

PlaceChoice::PlaceChoice(const Neighborhood& around, const PlaceReview& review)
    : m_around(around),
      m_review(review)
{
}

Neighborhood::Proposal
PlaceChoice::Propose(Placement::Grade worst) const
{
    const uint64_t frame = m_around.GetBestFrame(worst).frame;
    return m_around.Propose(*m_torus, worst, [&](const Neighborhood::Candidate& candidate) {
        return worst == Placement::VOTES && m_review.IsTaken(frame, candidate);
    });
}

void
PlaceChoice::Start(std::shared_ptr<const Torus> torus, uint64_t server)
{
    m_torus = std::move(torus);
    m_server = server;
}

void
PlaceChoice::Begin(const Placement& placement)
{
    m_weight = UINT8_MAX;
    Change(placement, N_TORUS_PORTS);
}

void
PlaceChoice::SetSettled()
{
    m_placement.isSettled = true;
    for (uint8_t port : m_around.GetKnown()) // who knows needs not be told
    {
        if (!m_around.Get(port).isSettled || m_around.Get(port).frame != m_placement.frame)
        {
            m_toTell.Insert(port);
        }
    }
}

void
PlaceChoice::Consider(PortSet spoken)
{
    const uint32_t changes = m_changes;
    Choose();
    // What was claimed before this server came to the frame was not for it then.
    HearClaims(changes == m_changes ? spoken : m_around.GetKnown());
}

void
PlaceChoice::Choose()
{
    if (m_isFixed)
    {
        return;
    }
    const Neighborhood::Proposal voted = Propose(Placement::VOTES);
    if (m_placement.IsKnown() && !IsSupported(voted))
    {
        Unplace();
    }
    Weigh(voted);
    for (const auto grade : {Placement::CONFIRMED, Placement::SQUARE, Placement::VOTES})
    {
        if (!IsOpenTo(grade))
        {
            continue;
        }
        const auto proposal = grade == Placement::VOTES ? voted : Propose(grade);
        if (Adopt(proposal, grade == Placement::CONFIRMED ? UINT8_MAX : proposal.weight))
        {
            break;
        }
    }
}

bool
PlaceChoice::IsSupported(const Neighborhood::Proposal& voted) const
{
    if (m_parent == N_TORUS_PORTS && !m_placement.isSettled)
    {
        return true; // it began the frame, and counts its servers
    }
    if (m_review.IsOutvoted(m_placement))
    {
        return false;
    }
    if (m_parent == N_TORUS_PORTS)
    {
        return true;
    }
    if (m_weight != UINT8_MAX)
    {
        return voted.placement.IsKnown() && (voted.placement.frame != m_placement.frame ||
                                             voted.placement.here == m_placement.here);
    }
    if (!m_around.GetKnown().Contains(m_parent))
    {
        return false;
    }
    const BootstrapState& parent = m_around.Get(m_parent);
    return parent.grade != Placement::NONE &&
           (parent.frame != m_placement.frame ||
            m_torus->GetStep(parent.here, OppositePort(m_parent)) == m_placement.here);
}

void
PlaceChoice::Weigh(const Neighborhood::Proposal& voted)
{
    const bool isSame = m_placement.IsKnown() && voted.placement.frame == m_placement.frame &&
                        voted.placement.here == m_placement.here;
    if (isSame && m_weight != UINT8_MAX && voted.weight > m_weight)
    {
        m_weight = voted.weight;
        if (m_claims.GetWeight(m_placement.here, m_server) > 0)
        {
            AddClaim({m_placement.here, m_server, m_weight});
        }
    }
}

bool
PlaceChoice::IsOpenTo(Placement::Grade grade) const
{
    return grade <= m_worst || (m_placement.IsKnown() && grade < m_placement.grade);
}

bool
PlaceChoice::Adopt(const Neighborhood::Proposal& proposal, uint8_t weight)
{
    const Placement& placement = proposal.placement;
    if (!placement.IsBetterThan(m_placement))
    {
        return false;
    }
    if (weight > m_claims.GetWeight(placement.here, m_server))
    {
        m_weight = weight;
        Change(placement, proposal.parent);
        return true;
    }
    // Whoever has the place is told, so that of two with the same right none has it.
    if (!m_placement.IsKnown())
    {
        m_placement.frame = placement.frame;
    }
    if (m_placement.frame == placement.frame)
    {
        AddClaim({placement.here, m_server, weight});
    }
    return false;
}

bool
PlaceChoice::WantsLess() const
{
    return !m_isFixed && m_worst < Placement::VOTES &&
           Propose(Placement::VOTES).placement.IsBetterThan(m_placement);
}

void
PlaceChoice::AcceptLess()
{
    m_worst = m_worst == Placement::CONFIRMED ? Placement::SQUARE : Placement::VOTES;
}

void
PlaceChoice::Join(uint64_t frame)
{
    if (m_placement.IsKnown() || m_placement.frame != frame)
    {
        Placement placement;
        placement.frame = frame;
        Change(placement, N_TORUS_PORTS);
    }
}

void
PlaceChoice::GiveUp()
{
    m_isFixed = false;
    Unplace();
}

void
PlaceChoice::Doubt()
{
    m_isFixed = false;
    m_isDoubtful = true;
    m_hasNews = true;
}

PortSet
PlaceChoice::TakeNews()
{
    const PortSet some = std::exchange(m_toTell, PortSet());
    return std::exchange(m_hasNews, false) ? m_around.GetKnown() : some;
}

void
PlaceChoice::Unplace()
{
    Placement placement;
    placement.frame = m_placement.frame; // whose claims are remembered
    Change(placement, N_TORUS_PORTS);
}

void
PlaceChoice::Change(const Placement& placement, uint8_t parent)
{
    const bool isLost = ++m_changes > MOST_CHANGES;
    if (placement.frame != m_placement.frame)
    {
        m_claims.Clear();
    }
    m_isDoubtful = false;
    m_placement = isLost ? Placement() : placement;
    m_parent = isLost ? uint8_t{N_TORUS_PORTS} : parent;
    m_isFixed = m_isFixed || isLost;
    if (m_placement.IsKnown())
    {
        m_worst = Placement::CONFIRMED;
        if (IsDisputable())
        {
            AddClaim({m_placement.here, m_server, m_weight});
        }
    }
    m_hasNews = true;
}

void
PlaceChoice::AddClaim(const Claim& claim, PortSet from)
{
    if (m_claims.Add(claim))
    {
        const uint64_t frame = m_placement.frame;
        m_toTell =
            m_toTell | (m_around.FindNear(*m_torus, frame, claim.place, CLAIM_RADIUS) - from);
    }
}

void
PlaceChoice::HearClaims(PortSet ports)
{
    for (uint8_t port : ports)
    {
        const BootstrapState& state = m_around.Get(port);
        for (const Claim& claim : Claims::Read(state))
        {
            if (m_placement.IsKnown() && state.frame == m_placement.frame)
            {
                HearClaim(claim, PortSet::Of(port));
            }
        }
    }
}

void
PlaceChoice::HearClaim(const Claim& claim, PortSet from)
{
    if (claim.server == 0 || claim.server == m_server || !m_torus->Contains(claim.place) ||
        m_torus->GetDistance(claim.place, m_placement.here) > CLAIM_RADIUS)
    {
        return;
    }
    AddClaim(claim, from);
    if (claim.place != m_placement.here)
    {
        return;
    }
    AddClaim({m_placement.here, m_server, m_weight});
    if (!m_isFixed && m_weight <= claim.weight)
    {
        Unplace();
    }
}

void
PlaceChoice::Write(BootstrapState& state) const
{
    state.frame = m_placement.frame;
    state.here = m_placement.here;
    state.grade = m_placement.grade;
    state.isSettled = m_placement.isSettled;
    state.isFixed = m_isFixed;
    state.isDoubtful = m_isDoubtful;
    state.parent = m_parent;
    m_claims.Write(state);
}

} // namespace ns3::camcube
