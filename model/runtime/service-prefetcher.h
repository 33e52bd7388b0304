/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SERVICE_PREFETCHER_H
#define SERVICE_PREFETCHER_H

#include "ns3/cache-line.h"

#include <cstdint>

namespace ns3::camcube
{

class Frame;

/**
 * \ingroup camcube
 *
 * What a service may be besides that handles so many frames that waiting for memory is most of its
 * time: the runtime tells it which frame or turn is near.
 */
class ServicePrefetcher
{
  public:
    virtual ~ServicePrefetcher() = default;

    /** Cache lines of the service, from this interface on, that are fetched before it is asked. */
    static constexpr std::size_t N_HOT_LINES = 4;

    /**
     * A call of Receive or Poll is near: a chance to fetch what it will touch into the cache.
     * Nothing may change, for the call may never come.
     * \param frame the frame that comes in; null before a Poll
     * \param port the port
     * \param step which time this is, from 0 on; what was fetched in one is there in the next
     * \param time of the call, in time steps
     */
    virtual void Prefetch(const Frame* frame, uint8_t port, uint32_t step, int64_t time) const = 0;
};

} // namespace ns3::camcube

#endif /* SERVICE_PREFETCHER_H */
