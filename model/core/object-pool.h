/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OBJECT_POOL_H
#define OBJECT_POOL_H

#include "cache-line.h"
#include "huge-pages.h"

#include <cstddef>
#include <new>
#include <utility>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Memory for objects of one class, on cache lines of their own and on huge pages. What is given
 * back is used again, the last one first because it is still in the cache; the memory stays with
 * the pool. A class that inherits from Pooled<itself> has its objects there.
 */
template <typename T>
class ObjectPool
{
  public:
    static void* Take()
    {
        // One at a time, so that objects of all classes that are made together lie together.
        return m_unused ? std::exchange(m_unused, m_unused->next) : HugePages::Take(STRIDE);
    }

    static void GiveBack(void* memory)
    {
        m_unused = new (memory) Slot{m_unused};
    }

  private:
    /** From one object to the next. */
    static constexpr std::size_t STRIDE =
        (sizeof(T) + CACHE_LINE_BYTES - 1) / CACHE_LINE_BYTES * CACHE_LINE_BYTES;

    /** What is in the place of an object while it is not used. */
    struct Slot
    {
        Slot* next; //!< another unused one
    };

    static inline thread_local Slot* m_unused{nullptr}; //!< the first unused one
};

/**
 * \ingroup camcube
 *
 * Makes objects of a class, but not of classes derived from it, come from an ObjectPool.
 */
template <typename T>
class Pooled
{
#ifndef __SANITIZE_ADDRESS__ // which is to see every use of an object that is gone
  public:
    static void* operator new(std::size_t bytes)
    {
        return bytes == sizeof(T) ? ObjectPool<T>::Take() : ::operator new(bytes);
    }

    static void operator delete(void* memory, std::size_t bytes)
    {
        if (bytes == sizeof(T))
        {
            ObjectPool<T>::GiveBack(memory);
        }
        else
        {
            ::operator delete(memory);
        }
    }
#endif
};

} // namespace ns3::camcube

#endif /* OBJECT_POOL_H */
