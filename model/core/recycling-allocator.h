/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RECYCLING_ALLOCATOR_H
#define RECYCLING_ALLOCATOR_H

#include <array>
#include <cstddef>
#include <new>

namespace ns3::camcube
{

/**
 * Memory for powers of two of objects of one size: what is given back is used again, the last first
 * because it is warm.
 */
template <std::size_t SIZE>
class RecycledMemory
{
  public:
    static void* Take(std::size_t n)
    {
        const std::size_t power = PowerOf(n);
        if (power >= m_unused.size())
        {
            return ::operator new(n* SIZE);
        }
        if (Piece* piece = m_unused[power])
        {
            m_unused[power] = piece->next;
            return piece;
        }
        return ::operator new(SIZE << power);
    }

    static void GiveBack(void* memory, std::size_t n)
    {
        const std::size_t power = PowerOf(n);
        if (power >= m_unused.size())
        {
            ::operator delete(memory);
            return;
        }
        m_unused[power] = new (memory) Piece{m_unused[power]};
    }

  private:
    /** What is in memory that is not used. */
    struct Piece
    {
        Piece* next; //!< another piece of the same size
    };

    /** \return the power of two that holds so many objects, and at least a pointer */
    static std::size_t PowerOf(std::size_t n)
    {
        std::size_t power = SIZE >= sizeof(Piece) ? 0 : 3;
        while (std::size_t{1} << power < n)
        {
            ++power;
        }
        return power;
    }

    /** Pieces for fewer than 2^12 objects are kept, by power. */
    static inline thread_local std::array<Piece*, 12> m_unused{};
};

/**
 * \ingroup camcube
 *
 * For containers that grow and vanish again and again, at thousands of servers in turn: it keeps
 * them from taking the heap to pieces, and their memory in the cache.
 */
template <typename T>
struct RecyclingAllocator
{
    using value_type = T;

    RecyclingAllocator() = default;

    template <typename U>
    RecyclingAllocator(const RecyclingAllocator<U>&)
    {
    }

    T* allocate(std::size_t n)
    {
        static_assert(alignof(T) <= alignof(std::max_align_t));
#ifdef __SANITIZE_ADDRESS__ // which is to see every use of memory that is gone
        return static_cast<T*>(::operator new(n * sizeof(T)));
#else
        return static_cast<T*>(RecycledMemory<sizeof(T)>::Take(n));
#endif
    }

    void deallocate(T* memory, std::size_t n)
    {
#ifdef __SANITIZE_ADDRESS__
        (void)n;
        ::operator delete(memory);
#else
        RecycledMemory<sizeof(T)>::GiveBack(memory, n);
#endif
    }

    friend bool operator==(const RecyclingAllocator&, const RecyclingAllocator&)
    {
        return true;
    }

    friend bool operator!=(const RecyclingAllocator&, const RecyclingAllocator&)
    {
        return false;
    }
};

} // namespace ns3::camcube

#endif /* RECYCLING_ALLOCATOR_H */
