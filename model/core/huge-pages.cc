/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "huge-pages.h"

#include <algorithm>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace ns3
{

void*
HugePages::Take(std::size_t bytes)
{
    constexpr std::size_t PAGE = std::size_t{2} << 20;
    thread_local std::byte* next = nullptr;
    thread_local std::size_t left = 0;
    if (bytes > left)
    {
        left = std::max(PAGE, (bytes + PAGE - 1) / PAGE * PAGE);
        next = static_cast<std::byte*>(::operator new(left, std::align_val_t(PAGE)));
#ifdef MADV_HUGEPAGE
        madvise(next, left, MADV_HUGEPAGE); // a system that has none goes on without
#endif
    }
    void* memory = next;
    next += bytes;
    left -= bytes;
    return memory;
}

} // namespace ns3
