/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BUCKET_SET_H
#define BUCKET_SET_H

#include <array>
#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A set of numbers below 64 to the power of DEPTH that knows its smallest one: a word for every 64
 * of them, a word for every 64 of those words, and so on up to one.
 */
template <uint32_t DEPTH>
class BucketSet
{
  public:
    static constexpr uint32_t SIZE = 64 * BucketSet<DEPTH - 1>::SIZE; //!< above all its numbers

    bool IsEmpty() const
    {
        return m_groups.IsEmpty();
    }

    /** \return the smallest number of a set that is not empty */
    uint32_t GetFirst() const
    {
        const uint32_t group = m_groups.GetFirst();
        return group * 64 + __builtin_ctzll(m_words[group]);
    }

    void Insert(uint32_t number)
    {
        m_words[number / 64] |= uint64_t{1} << number % 64;
        m_groups.Insert(number / 64);
    }

    void Remove(uint32_t number)
    {
        uint64_t& word = m_words[number / 64];
        word &= ~(uint64_t{1} << number % 64);
        if (word == 0)
        {
            m_groups.Remove(number / 64);
        }
    }

  private:
    BucketSet<DEPTH - 1> m_groups;             //!< the words that are not zero
    std::array<uint64_t, SIZE / 64> m_words{}; //!< bit i of word w stands for 64 w + i
};

/** \ingroup camcube \brief The top of a BucketSet: its one group 0, so only whether it is there. */
template <>
class BucketSet<0>
{
  public:
    static constexpr uint32_t SIZE = 1; //!< above all its numbers

    bool IsEmpty() const
    {
        return !m_some;
    }

    uint32_t GetFirst() const
    {
        return 0;
    }

    void Insert(uint32_t)
    {
        m_some = true;
    }

    void Remove(uint32_t)
    {
        m_some = false;
    }

  private:
    bool m_some{false}; //!< the set holds 0
};

} // namespace ns3::camcube

#endif /* BUCKET_SET_H */
