/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAST_RANDOM_H
#define FAST_RANDOM_H

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A generator for decisions taken at every hop, where an ns-3 random variable would cost more than
 * the rest of the hop. Its seed comes from an ns-3 stream, so that seed and run number still
 * decide everything. Source: Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators,
 * OOPSLA 2014 (SplitMix64).
 */
class FastRandom
{
  public:
    explicit FastRandom(uint64_t seed = 0)
        : m_state(seed)
    {
    }

    /** \return 64 well mixed bits of a number */
    static uint64_t Mix(uint64_t z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }

    /** \return 64 random bits */
    uint64_t Next()
    {
        m_state += 0x9e3779b97f4a7c15U;
        return Mix(m_state);
    }

    /**
     * \param n a number from 1 to 65536
     * \return 0 to n - 1, each as likely to within n / 2^32
     */
    uint32_t Below(uint32_t n)
    {
        return static_cast<uint32_t>(((Next() >> 32) * n) >> 32);
    }

  private:
    uint64_t m_state; //!< where the sequence stands
};

} // namespace ns3::camcube

#endif /* FAST_RANDOM_H */
