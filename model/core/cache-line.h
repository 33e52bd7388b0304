/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CACHE_LINE_H
#define CACHE_LINE_H

#include <cstddef>

namespace ns3::camcube
{

/** \ingroup camcube \brief Bytes that a processor fetches together. */
constexpr std::size_t CACHE_LINE_BYTES = 64;

/**
 * \ingroup camcube
 *
 * Has the processor fetch memory that will soon be read and written, without waiting for it.
 *
 * \param memory where; an address where nothing is does no harm
 * \param nLines how many cache lines from there on
 */
inline void
PrefetchLines(const void* memory, std::size_t nLines = 1)
{
    for (std::size_t i = 0; i < nLines; ++i)
    {
        __builtin_prefetch(static_cast<const std::byte*>(memory) + i * CACHE_LINE_BYTES, 1);
    }
#ifdef __GNUC__
    // A function that does no more than this would have no effect, and its calls be left out.
    asm volatile("");
#endif
}

} // namespace ns3::camcube

#endif /* CACHE_LINE_H */
