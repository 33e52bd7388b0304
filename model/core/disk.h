/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DISK_H
#define DISK_H

#include "ns3/data-rate.h"
#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <deque>
#include <functional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A server's disk: room for so many bytes, and so many bits a second, which reads and writes share
 * in the order in which they come. Seeks take no time, and it does not fail.
 */
class Disk
{
  public:
    /**
     * \param bandwidth of reads and writes together
     * \param size bytes that there is room for
     * \throws std::invalid_argument for a bandwidth of zero
     */
    Disk(DataRate bandwidth, uint64_t size);

    ~Disk()
    {
        Stop();
    }

    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;

    /**
     * Takes room for what is to be written.
     * \param bytes how much
     * \return false, and takes nothing, if there is not so much
     */
    bool Reserve(uint64_t bytes);

    /** \param bytes room given back: no more than was taken */
    void Release(uint64_t bytes);

    /**
     * Begins a read or a write, behind those that have begun.
     * \param bytes how much
     * \return the time from now to its end
     */
    Time Transfer(uint64_t bytes);

    /**
     * Reads or writes as Transfer() does.
     * \param bytes how much
     * \param done called at its end, but not after Stop()
     */
    void Access(uint64_t bytes, std::function<void()> done);

    /** Whoever waits for Access() is not called any more. */
    void Stop();

    /** \return bytes taken */
    uint64_t GetUsed() const
    {
        return m_used;
    }

    /** \return bytes that are not taken */
    uint64_t GetFree() const
    {
        return m_size - m_used;
    }

    /** \return bytes that there is room for */
    uint64_t GetSize() const
    {
        return m_size;
    }

  private:
    DataRate m_bandwidth;          //!< of reads and writes together
    uint64_t m_size;               //!< bytes there is room for
    uint64_t m_used{0};            //!< bytes taken
    Time m_busyUntil;              //!< end of the last read or write
    std::deque<EventId> m_pending; //!< ends of accesses, in order
};

} // namespace ns3::camcube

#endif /* DISK_H */
