/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FRAME_POOL_H
#define FRAME_POOL_H

#include <cstddef>
#include <new>

namespace ns3
{

/**
 * \ingroup camcube
 *
 * Memory for objects of one type, on cache lines of their own. What is given back is used again,
 * the last one first because it is still in the cache; the memory stays with the pool.
 */
template <typename T>
class FramePool
{
  public:
    static void* Take()
    {
        if (!m_unused)
        {
            Grow();
        }
        Slot* slot = m_unused;
        m_unused = slot->next;
        return slot;
    }

    static void GiveBack(void* memory)
    {
        m_unused = new (memory) Slot{m_unused};
    }

  private:
    static constexpr std::size_t N_AT_ONCE = 64; //!< objects that memory is asked for at a time

    /** What is in the place of an object while it is not used. */
    struct Slot
    {
        Slot* next; //!< another unused one
    };

    static void Grow()
    {
        auto memory = static_cast<std::byte*>(
            ::operator new(N_AT_ONCE * sizeof(T), std::align_val_t(alignof(T))));
        for (std::size_t i = N_AT_ONCE; i-- > 0;)
        {
            GiveBack(memory + i * sizeof(T));
        }
    }

    static inline thread_local Slot* m_unused{nullptr}; //!< the first unused one
};

} // namespace ns3

#endif /* FRAME_POOL_H */
