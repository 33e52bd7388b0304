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
 * Items that are due together, when the first of them is.
 */
template <typename T>
class DelayedBatch
{
  public:
    using Items = std::vector<T, RecyclingAllocator<T>>;

    /**
     * \param item what to do
     * \param at when the batch is due, in time steps, if this is its first item
     */
    void Add(const T& item, int64_t at)
    {
        m_due = m_items.empty() ? at : m_due;
        m_items.push_back(item);
    }

    /** \return the items if they are due, which are then removed */
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

    /** \return when the items are due, Route::NEVER if there are none */
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
    Items m_items;               //!< the batch
    int64_t m_due{Route::NEVER}; //!< when it is due
};

} // namespace ns3::camcube

#endif /* DELAYED_BATCH_H */
