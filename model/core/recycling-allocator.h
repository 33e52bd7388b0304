/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RECYCLING_ALLOCATOR_H
#define RECYCLING_ALLOCATOR_H

#include <array>
#include <cstddef>
#include <new>

namespace ns3
{

/** Memory in powers of two: what is given back is used again, the last first because it is warm. */
class RecycledMemory
{
  public:
    static void* Take(std::size_t bytes)
    {
        const std::size_t power = PowerOf(bytes);
        if (power >= m_unused.size())
        {
            return ::operator new(bytes);
        }
        if (Piece* piece = m_unused[power])
        {
            m_unused[power] = piece->next;
            return piece;
        }
        return ::operator new (std::size_t{1} << power);
    }

    static void GiveBack(void* memory, std::size_t bytes)
    {
        const std::size_t power = PowerOf(bytes);
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

    /** \return the power of two that holds so many bytes, and at least a pointer */
    static std::size_t PowerOf(std::size_t bytes)
    {
        return bytes <= sizeof(Piece) ? 3
                                      : 64 - static_cast<std::size_t>(__builtin_clzll(bytes - 1));
    }

    /** Pieces below 2^16 bytes are kept, by power. */
    static inline thread_local std::array<Piece*, 16> m_unused{};
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
        return static_cast<T*>(RecycledMemory::Take(n * sizeof(T)));
#endif
    }

    void deallocate(T* memory, std::size_t n)
    {
#ifdef __SANITIZE_ADDRESS__
        (void)n;
        ::operator delete(memory);
#else
        RecycledMemory::GiveBack(memory, n * sizeof(T));
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

} // namespace ns3

#endif /* RECYCLING_ALLOCATOR_H */
