/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLAT_HASH_MAP_H
#define FLAT_HASH_MAP_H

#include "ns3/recycling-allocator.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A hash table from destinations to values, without a pointer in it: open addressing, linear
 * probing, and erasure by shifting back, so that it holds no tombstones. It gives its memory back
 * as it empties. References are valid until the next insertion or erasure.
 */
template <typename T>
class FlatHashMap
{
  public:
    bool IsEmpty() const
    {
        return m_size == 0;
    }

    uint32_t GetSize() const
    {
        return m_size;
    }

    /** \return bytes on the heap */
    std::size_t GetBytes() const
    {
        return m_slots.capacity() * sizeof(Slot);
    }

    /** \return bytes on the heap after one more insertion */
    std::size_t GetBytesAfterInsert() const
    {
        return (MustGrow() ? GetGrown() : m_slots.size()) * sizeof(Slot);
    }

    const T* Find(uint32_t destination) const
    {
        if (m_size == 0)
        {
            return nullptr;
        }
        const Slot& slot = m_slots[Locate(destination)];
        return slot.key == destination ? &slot.value : nullptr;
    }

    /** Has the place of a value fetched into the cache. */
    void Prefetch(uint32_t destination) const
    {
        if (m_size != 0)
        {
            __builtin_prefetch(&m_slots[Home(destination)], 1);
        }
    }

    /** Inserts a value, or replaces the one that is there. */
    void Set(uint32_t destination, const T& value)
    {
        if (m_slots.empty())
        {
            m_slots.resize(SMALLEST);
        }
        uint32_t place = Locate(destination);
        if (m_slots[place].key != destination)
        {
            if (MustGrow())
            {
                Resize(GetGrown());
                place = Locate(destination);
            }
            m_slots[place].key = destination;
            ++m_size;
        }
        m_slots[place].value = value;
    }

    /** Takes a value out, if it is there. */
    void Erase(uint32_t destination)
    {
        if (m_size == 0)
        {
            return;
        }
        uint32_t hole = Locate(destination);
        if (m_slots[hole].key != destination)
        {
            return;
        }
        // Whoever stands behind and would rather stand in the hole moves into it.
        for (uint32_t next = Behind(hole); m_slots[next].key != NONE; next = Behind(next))
        {
            const uint32_t home = Home(m_slots[next].key);
            if (((next - home) & Mask()) >= ((next - hole) & Mask()))
            {
                m_slots[hole] = m_slots[next];
                hole = next;
            }
        }
        m_slots[hole].key = NONE;
        --m_size;
        if (m_size == 0)
        {
            m_slots = Slots();
        }
        else if (m_slots.size() > SMALLEST && m_size < m_slots.size() / 8)
        {
            Resize(m_slots.size() / 4);
        }
    }

    /** Calls a function of destination and value for each; it must not change the map. */
    template <typename F>
    void ForEach(F function) const
    {
        for (const Slot& slot : m_slots)
        {
            if (slot.key != NONE)
            {
                function(slot.key, slot.value);
            }
        }
    }

  private:
    static constexpr uint32_t NONE = UINT32_MAX; //!< the key of an empty slot
    static constexpr uint32_t SMALLEST = 8;      //!< slots of the smallest table

    struct Slot
    {
        uint32_t key{NONE}; //!< the destination
        T value{};          //!< what is known about it
    };

    using Slots = std::vector<Slot, RecyclingAllocator<Slot>>;

    uint32_t Mask() const
    {
        return static_cast<uint32_t>(m_slots.size() - 1);
    }

    uint32_t Home(uint32_t destination) const
    {
        // Fibonacci hashing: the high bits of the product are well mixed.
        return static_cast<uint32_t>(destination * 0x9e3779b97f4a7c15ULL >> 32) & Mask();
    }

    uint32_t Behind(uint32_t place) const
    {
        return (place + 1) & Mask();
    }

    /** \return the slot of a destination, or the empty one where it would be put */
    uint32_t Locate(uint32_t destination) const
    {
        uint32_t place = Home(destination);
        while (m_slots[place].key != destination && m_slots[place].key != NONE)
        {
            place = Behind(place);
        }
        return place;
    }

    bool MustGrow() const
    {
        return m_size + 1 > m_slots.size() - m_slots.size() / 4;
    }

    std::size_t GetGrown() const
    {
        return m_slots.empty() ? SMALLEST : 2 * m_slots.size();
    }

    void Resize(std::size_t slots)
    {
        Slots old(slots);
        old.swap(m_slots);
        for (const Slot& slot : old)
        {
            if (slot.key != NONE)
            {
                m_slots[Locate(slot.key)] = slot;
            }
        }
    }

    Slots m_slots;      //!< a power of two, or none
    uint32_t m_size{0}; //!< slots in use
};

} // namespace ns3::camcube

#endif /* FLAT_HASH_MAP_H */
