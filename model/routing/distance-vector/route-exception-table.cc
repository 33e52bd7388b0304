/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "route-exception-table.h"

namespace ns3::camcube
{

namespace
{
/** Bits that no route at rest has: it stands where the closed form holds. */
constexpr uint64_t ABSENT = (uint64_t{1} << 8 * CompactRoute::BYTES) - 1;
/** The array is given up when it holds one route for so many destinations. */
constexpr uint32_t SPARSE_BELOW = 16;
} // namespace

std::optional<CompactRoute>
RouteExceptionTable::Find(uint32_t destination) const
{
    if (!m_dense.empty())
    {
        const uint64_t bits = ToBits(m_dense[destination]);
        return bits == ABSENT ? std::nullopt : std::make_optional(CompactRoute(bits));
    }
    const Bytes* found = m_sparse.Find(destination);
    return found ? std::make_optional(CompactRoute(ToBits(*found))) : std::nullopt;
}

void
RouteExceptionTable::Set(uint32_t destination, CompactRoute route)
{
    if (m_dense.empty() && m_sparse.GetBytesAfterInsert() > m_destinations * sizeof(Bytes))
    {
        BecomeDense();
    }
    if (m_dense.empty())
    {
        m_sparse.Set(destination, ToBytes(route.GetBits()));
        return;
    }
    m_inDense += ToBits(m_dense[destination]) == ABSENT;
    m_dense[destination] = ToBytes(route.GetBits());
}

void
RouteExceptionTable::Erase(uint32_t destination)
{
    if (m_dense.empty())
    {
        m_sparse.Erase(destination);
        return;
    }
    m_inDense -= ToBits(m_dense[destination]) != ABSENT;
    m_dense[destination] = ToBytes(ABSENT);
    if (m_inDense * SPARSE_BELOW < m_destinations)
    {
        BecomeSparse();
    }
}

void
RouteExceptionTable::BecomeDense()
{
    m_dense.assign(m_destinations, ToBytes(ABSENT));
    m_sparse.ForEach(
        [this](uint32_t destination, const Bytes& bytes) { m_dense[destination] = bytes; });
    m_inDense = m_sparse.GetSize();
    m_sparse = FlatHashMap<Bytes>();
}

void
RouteExceptionTable::BecomeSparse()
{
    for (uint32_t destination = 0; destination < m_destinations; ++destination)
    {
        if (ToBits(m_dense[destination]) != ABSENT)
        {
            m_sparse.Set(destination, m_dense[destination]);
        }
    }
    m_dense = std::vector<Bytes>();
    m_inDense = 0;
}

} // namespace ns3::camcube
