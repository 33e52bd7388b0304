/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DISJOINT_SETS_H
#define DISJOINT_SETS_H

#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Disjoint sets of numbers, united two at a time (Tarjan, J. ACM 1975). Boost's own cannot be
 * instantiated where its compressed graph is included: the two headers clash.
 */
class DisjointSets
{
  public:
    /** \param n the numbers 0 to n-1, each in a set of its own */
    explicit DisjointSets(uint32_t n)
        : m_parents(n),
          m_sizes(n, 1)
    {
        std::iota(m_parents.begin(), m_parents.end(), 0);
    }

    /** \return the number that stands for the set of a number */
    uint32_t Find(uint32_t number)
    {
        while (m_parents[number] != number)
        {
            m_parents[number] = m_parents[m_parents[number]];
            number = m_parents[number];
        }
        return number;
    }

    /** Unites two different sets. \param a stands for one \param b stands for the other */
    void Unite(uint32_t a, uint32_t b)
    {
        if (m_sizes[a] < m_sizes[b])
        {
            std::swap(a, b);
        }
        m_parents[b] = a;
        m_sizes[a] += m_sizes[b];
    }

  private:
    std::vector<uint32_t> m_parents; //!< by number, one nearer to what stands for the set
    std::vector<uint32_t> m_sizes;   //!< by what stands for a set, how many numbers it has
};

} // namespace ns3::camcube

#endif /* DISJOINT_SETS_H */
