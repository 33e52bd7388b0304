/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "image-disk.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

ImageDisk::ImageDisk(DataRate rate, uint64_t size)
    : m_rate(rate),
      m_size(size)
{
}

bool
ImageDisk::Reserve(uint64_t bytes)
{
    const bool isFree = bytes <= GetFree();
    m_used += isFree ? bytes : 0;
    return isFree;
}

void
ImageDisk::Release(uint64_t bytes)
{
    m_used -= bytes;
}

void
ImageDisk::Access(uint64_t bytes, std::function<void()> done)
{
    const Time now = Simulator::Now();
    const double seconds = 8.0 * static_cast<double>(bytes) / m_rate.GetBitRate();
    m_freeAt = std::max(m_freeAt, now) + Seconds(seconds);
    m_pending.push_back(Simulator::Schedule(m_freeAt - now, [this, done = std::move(done)] {
        m_pending.pop_front();
        done();
    }));
}

void
ImageDisk::Stop()
{
    for (EventId& request : m_pending)
    {
        request.Cancel();
    }
    m_pending.clear();
}

} // namespace ns3::camcube
