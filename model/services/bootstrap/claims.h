/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CLAIMS_H
#define CLAIMS_H

#include "bootstrap-state.h"

#include <algorithm>
#include <array>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Claims to coordinates nearby that rest on little evidence, as they spread from neighbour to
 * neighbour: who has the same coordinate hears of it. There are few, and when there is no more
 * room, further ones are left out.
 */
class Claims
{
  public:
    /** Adds a claim, or raises its weight. \return whether that is news */
    bool Add(const Claim& claim)
    {
        for (Claim& known : m_claims)
        {
            const bool isFree = known.server == 0;
            if (isFree || (known.server == claim.server && known.place == claim.place))
            {
                const bool isNews = isFree || known.weight < claim.weight;
                known = isNews ? claim : known;
                return isNews;
            }
        }
        return false;
    }

    /** \return the weight of the best claim to a place of others than a server; 0 without any */
    uint8_t GetWeight(const TorusCoordinate& place, uint64_t server) const
    {
        uint8_t weight = 0;
        for (const Claim& claim : m_claims)
        {
            const bool counts = claim.server != 0 && claim.server != server && claim.place == place;
            weight = std::max(weight, counts ? claim.weight : uint8_t{0});
        }
        return weight;
    }

    /** There are none. */
    void Clear()
    {
        m_claims = {};
    }

    /** Puts them into a message. */
    void Write(BootstrapState& state) const
    {
        for (std::size_t i = 0; i < m_claims.size(); ++i)
        {
            state.claimedPlaces[i] = m_claims[i].place;
            state.claimants[i] = m_claims[i].server;
            state.claimWeights[i] = m_claims[i].weight;
        }
    }

    /** \return those of a message */
    static std::array<Claim, BootstrapState::N_CLAIMS> Read(const BootstrapState& state)
    {
        std::array<Claim, BootstrapState::N_CLAIMS> claims;
        for (std::size_t i = 0; i < claims.size(); ++i)
        {
            claims[i] = {state.claimedPlaces[i], state.claimants[i], state.claimWeights[i]};
        }
        return claims;
    }

  private:
    std::array<Claim, BootstrapState::N_CLAIMS> m_claims; //!< those of server 0 are free
};

} // namespace ns3::camcube

#endif /* CLAIMS_H */
