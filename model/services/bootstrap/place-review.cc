/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "place-review.h"

#include <utility>

namespace ns3::camcube
{

namespace
{

/** How far, in hops from the place, a review goes. */
constexpr uint32_t REVIEW_RADIUS = 2;
/** Cables whose ends fit that are enough without review. */
constexpr uint32_t STRONG_CABLES = 3;
/** What a place needs that is reviewed, and the server in one that is taken. */
constexpr uint32_t ENOUGH_TO_STAND = 3;
constexpr uint32_t ENOUGH_TO_HOLD = 6;
/** How much more must speak for a place than for others, and how much more of what is beyond doubt:
 *  one cable whose ends fit, and two. */
constexpr uint32_t LEAD = Neighborhood::FITTING_WEIGHT;
constexpr uint32_t SAFE_LEAD = 2 * Neighborhood::FITTING_WEIGHT;
/** A cube in which two wrong cables of a server agree so rarely that LEAD is enough. */
constexpr uint32_t MANY_SERVERS = 1000;

} // namespace

PlaceReview::PlaceReview(const Neighborhood& around)
    : m_around(around)
{
}

void
PlaceReview::Start(std::shared_ptr<const Torus> torus, uint64_t server)
{
    m_torus = std::move(torus);
    m_server = server;
}

PlaceReview::Evidence
PlaceReview::Weigh(const Placement& placement) const
{
    Evidence evidence;
    for (const auto& candidate : m_around.GetCandidates(*m_torus, placement.frame))
    {
        if (candidate.here == placement.here)
        {
            evidence.here = candidate.weight;
            evidence.fitting = candidate.CountFitting();
        }
        else if (candidate.weight > evidence.elsewhere && !IsTaken(placement.frame, candidate))
        {
            evidence.elsewhere = candidate.weight;
        }
    }
    return evidence;
}

bool
PlaceReview::IsOutvoted(const Placement& placement) const
{
    const Evidence evidence = Weigh(placement);
    return evidence.here < evidence.elsewhere;
}

bool
PlaceReview::IsStrong(const Placement& placement) const
{
    const Evidence evidence = Weigh(placement);
    return evidence.fitting >= STRONG_CABLES && evidence.here >= evidence.elsewhere + SAFE_LEAD;
}

bool
PlaceReview::IsCertain(const Placement& placement) const
{
    const Evidence evidence = Weigh(placement);
    if (evidence.here < ENOUGH_TO_STAND || evidence.here < evidence.elsewhere + LEAD)
    {
        return false;
    }
    // Of two servers that could each be where the other is, either may be wrong; hardly if all
    // other places that this one could have are taken, or if so many are that cables rarely agree
    // by chance.
    const bool isSafe = evidence.here >= 2 * LEAD &&
                        (m_torus->GetNServers() >= MANY_SERVERS || !HasOtherPlaces(placement));
    for (const ReviewedPlace& entry : m_reviewed.GetAll())
    {
        const bool isRival = m_frame == placement.frame && entry.server != 0 &&
                             entry.server != m_server && entry.place == placement.here &&
                             entry.GetWeight() >= Neighborhood::FITTING_WEIGHT;
        if (isRival && evidence.here < entry.GetWeight() + (isSafe ? LEAD : SAFE_LEAD) &&
            (!entry.IsElsewhere() || IsExchangedWith(entry.server, placement)))
        {
            return false;
        }
    }
    return true;
}

bool
PlaceReview::HasOtherPlaces(const Placement& placement) const
{
    for (const auto& candidate : m_around.GetCandidates(*m_torus, placement.frame))
    {
        if (candidate.here != placement.here && candidate.weight >= Neighborhood::FITTING_WEIGHT &&
            !IsTaken(placement.frame, candidate))
        {
            return true;
        }
    }
    return false;
}

bool
PlaceReview::IsExchangedWith(uint64_t server, const Placement& placement) const
{
    for (uint8_t port : m_around.GetKnown())
    {
        const BootstrapState& state = m_around.Get(port);
        const TorusCoordinate place = m_torus->GetStep(state.here, OppositePort(port));
        if (!m_around.IsConsistent(port) || !state.GetPlacement().IsIn(placement.frame) ||
            place == placement.here)
        {
            continue;
        }
        for (const ReviewedPlace& entry : ReviewedPlaces::Read(state))
        {
            if (entry.server == server && entry.place == place && !entry.IsElsewhere())
            {
                return true;
            }
        }
    }
    return false;
}

bool
PlaceReview::IsTaken(uint64_t frame, const Neighborhood::Candidate& candidate) const
{
    for (uint8_t port : m_around.GetKnown())
    {
        const BootstrapState& state = m_around.Get(port);
        if (!state.GetPlacement().IsIn(frame))
        {
            continue;
        }
        for (const ReviewedPlace& entry : ReviewedPlaces::Read(state))
        {
            if (entry.server != 0 && entry.server != m_server && entry.place == candidate.here &&
                entry.IsStanding() && entry.GetWeight() >= ENOUGH_TO_HOLD &&
                entry.GetWeight() >= candidate.weight + LEAD)
            {
                return true;
            }
        }
    }
    return false;
}

uint16_t
PlaceReview::FindCables(uint64_t frame, const TorusCoordinate& place) const
{
    uint16_t cables = 0;
    for (uint8_t port : m_around.GetKnown())
    {
        const BootstrapState& state = m_around.Get(port);
        const uint8_t farPort = m_around.GetFarPort(port);
        if (!state.GetPlacement().IsIn(frame))
        {
            continue;
        }
        if (m_torus->GetStep(state.here, OppositePort(port)) == place)
        {
            cables |= ReviewedPlace::BitOf(port, m_around.IsConsistent(port));
        }
        else if (m_torus->GetStep(state.here, farPort) == place)
        {
            cables |= ReviewedPlace::BitOf(OppositePort(farPort), false);
        }
    }
    return cables;
}

uint16_t
PlaceReview::FindCablesOf(uint8_t port,
                          const Placement& placement,
                          const TorusCoordinate& place) const
{
    const uint8_t farPort = m_around.GetFarPort(port);
    if (m_torus->GetStep(placement.here, port) == place)
    {
        return ReviewedPlace::BitOf(OppositePort(port), m_around.IsConsistent(port));
    }
    return m_torus->GetStep(placement.here, OppositePort(farPort)) == place
               ? ReviewedPlace::BitOf(farPort, false)
               : 0;
}

void
PlaceReview::Enter(uint64_t frame)
{
    if (m_frame != frame)
    {
        m_frame = frame;
        m_reviewed.Clear();
    }
}

void
PlaceReview::Ask(const Placement& placement)
{
    Enter(placement.frame);
    const uint32_t here = Weigh(placement).here;
    Add({placement.here, m_server, FindCables(placement.frame, placement.here)});
    AskWhere(placement.frame, here >= LEAD ? here - LEAD + 1 : 0);
}

void
PlaceReview::AskWhere(uint64_t frame, uint32_t least)
{
    Enter(frame);
    for (const auto& candidate : m_around.GetCandidates(*m_torus, frame))
    {
        if (candidate.weight >= least)
        {
            Add({candidate.here, m_server, FindCables(frame, candidate.here)});
        }
    }
}

void
PlaceReview::Hear(const Placement& placement, bool isFixed, PortSet spoken)
{
    if (!placement.IsKnown())
    {
        return;
    }
    Enter(placement.frame);
    for (uint8_t port : spoken)
    {
        const BootstrapState& state = m_around.Get(port);
        for (const ReviewedPlace& reviewed : ReviewedPlaces::Read(state))
        {
            if (reviewed.server != 0 && state.frame == m_frame)
            {
                HearOf(reviewed, placement, PortSet::Of(port));
            }
        }
    }
    const ReviewedPlaces::List all = m_reviewed.GetAll(); // as it is now: more may come
    for (const ReviewedPlace& reviewed : all)
    {
        if (reviewed.server != 0)
        {
            Testify(reviewed, placement);
        }
        if (isFixed && reviewed.server == m_server && reviewed.place == placement.here)
        {
            Add({placement.here, m_server, ReviewedPlace::STANDING});
        }
    }
}

void
PlaceReview::HearOf(const ReviewedPlace& reviewed, const Placement& placement, PortSet from)
{
    if (!m_torus->Contains(reviewed.place) ||
        m_torus->GetDistance(reviewed.place, placement.here) > REVIEW_RADIUS)
    {
        return;
    }
    Add(reviewed, from);
    if (reviewed.place == placement.here)
    {
        Add({placement.here, m_server, FindCables(m_frame, placement.here)});
    }
}

void
PlaceReview::Testify(const ReviewedPlace& reviewed, const Placement& placement)
{
    for (uint8_t port : m_around.GetKnown())
    {
        const BootstrapState& state = m_around.Get(port);
        const uint16_t cables = FindCablesOf(port, placement, reviewed.place);
        const bool isElsewhere = state.GetPlacement().IsIn(m_frame) && state.here != reviewed.place;
        const uint32_t bits = cables | (isElsewhere ? ReviewedPlace::ELSEWHERE : 0U);
        if (cables != 0 && state.server != reviewed.server && !(isElsewhere && state.isFixed))
        {
            Add({reviewed.place, state.server, static_cast<uint16_t>(bits)});
        }
    }
}

void
PlaceReview::Add(const ReviewedPlace& reviewed, PortSet knowing)
{
    if (const ReviewedPlace* news = m_reviewed.Add(reviewed))
    {
        const PortSet near = m_around.FindNear(*m_torus, m_frame, reviewed.place, REVIEW_RADIUS);
        m_toTell = m_toTell | (near - (news->cables == reviewed.cables ? knowing : PortSet()));
    }
}

PortSet
PlaceReview::TakeNews()
{
    return std::exchange(m_toTell, PortSet());
}

void
PlaceReview::Write(BootstrapState& state) const
{
    m_reviewed.Write(state);
}

} // namespace ns3::camcube
