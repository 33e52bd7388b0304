/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DELAYED_BATCH_H
#define DELAYED_BATCH_H

#include "route.h"

#include "ns3/recycling-allocator.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Things to do together at one time: the one for which the first of them was put down.
 */
template <typename T>
class DelayedBatch
{
  public:
    using Items = std::vector<T, RecyclingAllocator<T>>;

    /**
     * \param item what to do
     * \param at when, in time steps, if it is the first
     */
    void Add(const T& item, int64_t at)
    {
        m_due = m_items.empty() ? at : m_due;
        m_items.push_back(item);
    }

    /** \return what is due now, which is then no more to be done */
    Items Take(int64_t now)
    {
        Items taken;
        if (m_due <= now)
        {
            taken.swap(m_items);
            m_due = Route::NEVER;
        }
        return taken;
    }

    /** \return when there will be something to do, Route::NEVER if there is nothing */
    int64_t GetDue() const
    {
        return m_due;
    }

    /** \return bytes on the heap */
    std::size_t GetBytes() const
    {
        return m_items.capacity() * sizeof(T);
    }

  private:
    Items m_items;               //!< what is to be done
    int64_t m_due{Route::NEVER}; //!< when
};

} // namespace ns3::camcube

#endif /* DELAYED_BATCH_H */
