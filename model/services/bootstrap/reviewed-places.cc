/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "reviewed-places.h"

#include "neighborhood.h"

#include <bitset>

namespace ns3::camcube
{

namespace
{

/** From the bits of cables whose ends fit to those of others. */
constexpr uint32_t UNFITTING_SHIFT = N_TORUS_PORTS;

} // namespace

uint16_t
ReviewedPlace::BitOf(uint8_t way, bool isFitting)
{
    return static_cast<uint16_t>(1U << (isFitting ? way : way + UNFITTING_SHIFT));
}

uint32_t
ReviewedPlace::GetWeight() const
{
    const std::bitset<N_TORUS_PORTS> fitting = cables;
    const std::bitset<N_TORUS_PORTS> unfitting = cables >> UNFITTING_SHIFT;
    return static_cast<uint32_t>(Neighborhood::FITTING_WEIGHT * fitting.count() +
                                 Neighborhood::UNFITTING_WEIGHT * (unfitting & ~fitting).count());
}

const ReviewedPlace*
ReviewedPlaces::Add(const ReviewedPlace& reviewed)
{
    for (ReviewedPlace& known : m_list)
    {
        const bool isFree = known.server == 0;
        if (isFree || (known.server == reviewed.server && known.place == reviewed.place &&
                       known.IsElsewhere() == reviewed.IsElsewhere()))
        {
            const auto cables = static_cast<uint16_t>(known.cables | reviewed.cables);
            const bool isNews = isFree || cables != known.cables;
            known = {reviewed.place, reviewed.server, cables};
            return isNews ? &known : nullptr;
        }
    }
    return nullptr;
}

void
ReviewedPlaces::Write(BootstrapState& state) const
{
    for (std::size_t i = 0; i < m_list.size(); ++i)
    {
        state.reviewedPlaces[i] = m_list[i].place;
        state.reviewedServers[i] = m_list[i].server;
        state.reviewedCables[i] = m_list[i].cables;
    }
}

ReviewedPlaces::List
ReviewedPlaces::Read(const BootstrapState& state)
{
    List list;
    for (std::size_t i = 0; i < list.size(); ++i)
    {
        list[i] = {state.reviewedPlaces[i], state.reviewedServers[i], state.reviewedCables[i]};
    }
    return list;
}

} // namespace ns3::camcube
