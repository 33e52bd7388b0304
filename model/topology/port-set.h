/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PORT_SET_H
#define PORT_SET_H

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A set of a server's ports, as the bits of one word: next hops, links that are free, links that
 * wait. Holds port numbers 0 to 15.
 */
class PortSet
{
  public:
    /** The number of ports a server can have at most. */
    static constexpr uint8_t MAX_PORTS = 16;

    constexpr PortSet() = default;

    /** \param bits bit i stands for port i */
    explicit constexpr PortSet(uint16_t bits)
        : m_bits(bits)
    {
    }

    /**
     * \param port a port number; MAX_PORTS to 63, and 255, are no port and give the empty set
     * \return the set that holds just this port
     */
    static constexpr PortSet Of(uint8_t port)
    {
        return PortSet(BitOf(port));
    }

    constexpr uint16_t GetBits() const
    {
        return m_bits;
    }

    constexpr bool IsEmpty() const
    {
        return m_bits == 0;
    }

    constexpr bool Contains(uint8_t port) const
    {
        return port < MAX_PORTS && ((m_bits >> port) & 1U);
    }

    constexpr uint8_t GetSize() const
    {
        return static_cast<uint8_t>(__builtin_popcount(m_bits));
    }

    /** \return whether the set holds one port, and no more */
    constexpr bool IsOne() const
    {
        return m_bits != 0 && (m_bits & (m_bits - 1)) == 0;
    }

    /** \return the lowest port; of none, MAX_PORTS, which is no port */
    constexpr uint8_t GetFirst() const
    {
        return static_cast<uint8_t>(__builtin_ctz(m_bits | 1U << MAX_PORTS));
    }

    constexpr void Insert(uint8_t port)
    {
        m_bits |= BitOf(port);
    }

    constexpr void Remove(uint8_t port)
    {
        m_bits &= static_cast<uint16_t>(~BitOf(port));
    }

    friend constexpr PortSet operator&(PortSet a, PortSet b)
    {
        return PortSet(a.m_bits & b.m_bits);
    }

    friend constexpr PortSet operator|(PortSet a, PortSet b)
    {
        return PortSet(a.m_bits | b.m_bits);
    }

    /** \return the ports of one set that are not in another */
    friend constexpr PortSet operator-(PortSet a, PortSet b)
    {
        return PortSet(a.m_bits & static_cast<uint16_t>(~b.m_bits));
    }

    friend constexpr bool operator==(PortSet a, PortSet b)
    {
        return a.m_bits == b.m_bits;
    }

    friend constexpr bool operator!=(PortSet a, PortSet b)
    {
        return a.m_bits != b.m_bits;
    }

    /** Visits the ports of a set in rising order: for (uint8_t port : set). */
    class Iterator
    {
      public:
        explicit constexpr Iterator(uint16_t bits)
            : m_rest(bits)
        {
        }

        constexpr uint8_t operator*() const
        {
            return static_cast<uint8_t>(__builtin_ctz(m_rest));
        }

        constexpr Iterator& operator++()
        {
            m_rest &= static_cast<uint16_t>(m_rest - 1);
            return *this;
        }

        friend constexpr bool operator!=(Iterator a, Iterator b)
        {
            return a.m_rest != b.m_rest;
        }

      private:
        uint16_t m_rest; //!< the ports not visited yet
    };

    constexpr Iterator begin() const
    {
        return Iterator(m_bits);
    }

    constexpr Iterator end() const
    {
        return Iterator(0);
    }

  private:
    /** \return the bit of a port, none of what is no port; as cheap as a shift is */
    static constexpr uint16_t BitOf(uint8_t port)
    {
        return static_cast<uint16_t>(uint64_t{1} << (port & 63U));
    }

    uint16_t m_bits{0}; //!< bit i is set if port i is in the set
};

} // namespace ns3::camcube

#endif /* PORT_SET_H */
