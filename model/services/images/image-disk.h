/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IMAGE_DISK_H
#define IMAGE_DISK_H

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
 * A disk: so many bytes, and a rate at which it reads and writes them, one request after the other.
 */
class ImageDisk
{
  public:
    /** \param rate at which it reads and writes \param size how many bytes it takes */
    ImageDisk(DataRate rate, uint64_t size);

    ~ImageDisk()
    {
        Stop();
    }

    ImageDisk(const ImageDisk&) = delete;
    ImageDisk& operator=(const ImageDisk&) = delete;

    /** Sets some bytes aside. \return false if they are not free */
    bool Reserve(uint64_t bytes);

    /** Sets bytes free that were set aside. */
    void Release(uint64_t bytes);

    /** Reads or writes some bytes, and calls \p done when it has; never after Stop(). */
    void Access(uint64_t bytes, std::function<void()> done);

    /** Does nothing any more of what it was asked to. */
    void Stop();

    /** \return bytes that are not set aside */
    uint64_t GetFree() const
    {
        return m_size - m_used;
    }

    /** \return bytes that are set aside */
    uint64_t GetUsed() const
    {
        return m_used;
    }

  private:
    DataRate m_rate;               //!< of reading and writing
    uint64_t m_size;               //!< of the disk, in bytes
    uint64_t m_used{0};            //!< bytes that are set aside
    Time m_freeAt;                 //!< when it has done what it was asked to
    std::deque<EventId> m_pending; //!< that, in order
};

} // namespace ns3::camcube

#endif /* IMAGE_DISK_H */
