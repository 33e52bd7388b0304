/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HUGE_PAGES_H
#define HUGE_PAGES_H

#include <cstddef>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Memory that lies together, on huge pages where the system has them: a large simulation touches
 * more pages in turn than a processor remembers the places of.
 */
class HugePages
{
  public:
    /**
     * \param bytes a multiple of 64
     * \return memory on a cache line of its own, which is never given back
     */
    static void* Take(std::size_t bytes);

    /**
     * Has the first GiB of what the C library allocates from now on lie there too: ns-3's own
     * objects and packets. For a program to call at its start; nothing is taken before it is used.
     */
    static void UseForHeap();

  private:
    static constexpr std::size_t PAGE_BYTES = std::size_t{2} << 20; //!< of one such page
};

} // namespace ns3::camcube

#endif /* HUGE_PAGES_H */
