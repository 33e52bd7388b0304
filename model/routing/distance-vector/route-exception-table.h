/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTE_EXCEPTION_TABLE_H
#define ROUTE_EXCEPTION_TABLE_H

#include "compact-route.h"

#include "ns3/flat-hash-map.h"

#include <array>
#include <cstring>
#include <optional>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The routes at rest that differ from the closed form. While they are few they stand in a hash
 * table; when an array over all destinations takes less room, in an array of 5 bytes each.
 */
class RouteExceptionTable
{
  public:
    /** \param destinations how many there are */
    explicit RouteExceptionTable(uint32_t destinations)
        : m_destinations(destinations)
    {
    }

    uint32_t GetSize() const
    {
        return m_dense.empty() ? m_sparse.GetSize() : m_inDense;
    }

    /** \return a route, or nothing where the closed form holds */
    std::optional<CompactRoute> Find(uint32_t destination) const;

    void Set(uint32_t destination, CompactRoute route);

    void Erase(uint32_t destination);

    /** Has a route fetched into the cache, because it will be asked for soon. */
    void Prefetch(uint32_t destination) const
    {
        if (!m_dense.empty())
        {
            __builtin_prefetch(&m_dense[destination], 1);
        }
    }

    /** \return bytes on the heap */
    std::size_t GetBytes() const
    {
        return m_sparse.GetBytes() + m_dense.capacity() * sizeof(Bytes);
    }

  private:
    using Bytes = std::array<uint8_t, CompactRoute::BYTES>;

    static_assert(CompactRoute::BYTES == sizeof(uint32_t) + 1);

    static Bytes ToBytes(uint64_t bits)
    {
        Bytes bytes;
        const auto low = static_cast<uint32_t>(bits);
        std::memcpy(bytes.data(), &low, sizeof(low));
        bytes.back() = static_cast<uint8_t>(bits >> 32);
        return bytes;
    }

    static uint64_t ToBits(const Bytes& bytes)
    {
        uint32_t low;
        std::memcpy(&low, bytes.data(), sizeof(low));
        return low | uint64_t{bytes.back()} << 32;
    }

    void BecomeDense();
    void BecomeSparse();

    FlatHashMap<Bytes> m_sparse; //!< the routes, while they are few
    std::vector<Bytes> m_dense;  //!< by destination, or empty
    uint32_t m_destinations;     //!< how many destinations there are
    uint32_t m_inDense{0};       //!< routes in m_dense
};

} // namespace ns3::camcube

#endif /* ROUTE_EXCEPTION_TABLE_H */
