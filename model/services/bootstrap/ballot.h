/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BALLOT_H
#define BALLOT_H

#include "neighborhood.h"

#include <algorithm>
#include <array>
#include <vector>

namespace ns3::camcube
{

/** \ingroup camcube \brief All the places that are spoken for: few, as there are six ports. */
class Ballot
{
  public:
    /**
     * A cable speaks for a place.
     * \param here the place
     * \param weight of that
     * \param grade of the placement that would come of it
     * \param port of the cable
     */
    void Add(const TorusCoordinate& here, uint8_t weight, Placement::Grade grade, uint8_t port)
    {
        const auto end = m_candidates.begin() + m_size;
        auto found = std::find_if(m_candidates.begin(), end, [&](const auto& candidate) {
            return candidate.here == here;
        });
        if (found == end)
        {
            *found = Neighborhood::Candidate{here};
            ++m_size;
        }
        found->weight += weight;
        ++found->cables;
        if (found->parent == N_TORUS_PORTS || grade < found->grade)
        {
            found->grade = grade;
            found->parent = port;
        }
    }

    /** Leaves out some places. */
    void Remove(const Neighborhood::Taken& isTaken)
    {
        const auto end =
            std::remove_if(m_candidates.begin(), m_candidates.begin() + m_size, isTaken);
        m_size = static_cast<uint32_t>(end - m_candidates.begin());
    }

    /** \return the one that outweighs all others, and has enough; null if there is none */
    const Neighborhood::Candidate* GetWinner(uint8_t enough) const
    {
        const Neighborhood::Candidate* best = nullptr;
        bool isTied = false;
        for (uint32_t i = 0; i < m_size; ++i)
        {
            const Neighborhood::Candidate& candidate = m_candidates[i];
            isTied = isTied || (best && candidate.weight == best->weight);
            if (!best || candidate.weight > best->weight)
            {
                best = &candidate;
                isTied = false;
            }
        }
        return best && !isTied && best->weight >= enough ? best : nullptr;
    }

    /** \return all of them */
    std::vector<Neighborhood::Candidate> GetAll() const
    {
        return {m_candidates.begin(), m_candidates.begin() + m_size};
    }

  private:
    /** In the order they came. */
    std::array<Neighborhood::Candidate, 2 * N_TORUS_PORTS> m_candidates;
    uint32_t m_size{0}; //!< how many
};

} // namespace ns3::camcube

#endif /* BALLOT_H */
