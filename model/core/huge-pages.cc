/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "huge-pages.h"

#include <algorithm>
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

#if defined(__GLIBC__) && defined(MADV_HUGEPAGE) && !defined(__SANITIZE_ADDRESS__)
#define CAMCUBE_HEAP_CAN_BE_HUGE
#include <malloc.h>
#include <unistd.h>
#endif

namespace ns3::camcube
{

void*
HugePages::Take(std::size_t bytes)
{
    thread_local std::byte* next = nullptr;
    thread_local std::size_t left = 0;
    if (bytes > left)
    {
        left = std::max(PAGE_BYTES, (bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES);
        next = static_cast<std::byte*>(::operator new(left, std::align_val_t(PAGE_BYTES)));
#ifdef MADV_HUGEPAGE
        madvise(next, left, MADV_HUGEPAGE); // a system that has none goes on without
#endif
    }
    void* memory = next;
    next += bytes;
    left -= bytes;
    return memory;
}

void
HugePages::UseForHeap()
{
#ifdef CAMCUBE_HEAP_CAN_BE_HUGE
    // The heap is made longer once, by so much that it need not grow again soon, and what is behind
    // its end so far is named to the system before anything is there. Vectors are to lie in it too.
    constexpr int ROOM = 1 << 30;
    constexpr int DEFAULT_PAD = 128 << 10;
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    mallopt(M_TOP_PAD, ROOM);
    void* volatile first = std::malloc(PAGE_BYTES);
    mallopt(M_TOP_PAD, DEFAULT_PAD);
    const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0)) / PAGE_BYTES * PAGE_BYTES;
    const auto begin =
        (reinterpret_cast<std::uintptr_t>(first) + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
    if (first && begin < end)
    {
        madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
    }
    std::free(first);
#endif
}

} // namespace ns3::camcube
