/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "disk.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

Disk::Disk(DataRate bandwidth, uint64_t size)
    : m_bandwidth(bandwidth),
      m_size(size)
{
    if (bandwidth.GetBitRate() == 0)
    {
        throw std::invalid_argument("a disk of 0 bits a second would never end a write; give a "
                                    "rate above 0, such as 4Gbps");
    }
}

bool
Disk::Reserve(uint64_t bytes)
{
    const bool fits = bytes <= GetFree();
    m_used += fits ? bytes : 0;
    return fits;
}

void
Disk::Release(uint64_t bytes)
{
    m_used -= std::min(bytes, m_used);
}

Time
Disk::Transfer(uint64_t bytes)
{
    const Time begin = std::max(m_busyUntil, Simulator::Now());
    m_busyUntil = begin + Seconds(8.0 * bytes / m_bandwidth.GetBitRate());
    return m_busyUntil - Simulator::Now();
}

void
Disk::Access(uint64_t bytes, std::function<void()> done)
{
    m_pending.push_back(Simulator::Schedule(Transfer(bytes), [this, done = std::move(done)] {
        m_pending.pop_front();
        done();
    }));
}

void
Disk::Stop()
{
    for (EventId& access : m_pending)
    {
        access.Cancel();
    }
    m_pending.clear();
}

} // namespace ns3::camcube
