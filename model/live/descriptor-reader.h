/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DESCRIPTOR_READER_H
#define DESCRIPTOR_READER_H

#include "packet-ring.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

namespace ns3::camcube
{

class DescriptorWatch;

/**
 * \ingroup camcube
 *
 * Reads packets from a descriptor in the thread of a DescriptorWatch, into a ring from which the
 * simulation's thread takes them. When the ring is full nothing is read, until Resume(). It lives
 * until no event of the simulation runs any more.
 */
class DescriptorReader
{
  public:
    /** What the thread of the watch calls; it may schedule events, and nothing else. */
    struct Hooks
    {
        std::function<void()> arrived; //!< a packet is in the ring
        std::function<void()> failed;  //!< the descriptor has an error, or has ended
    };

    /**
     * \param watch tells when there is something to read
     * \param limit packets that may wait, at least 1
     * \param mostBytes of a packet; longer ones are cut to one byte more
     * \param hooks told of what comes
     */
    DescriptorReader(std::shared_ptr<DescriptorWatch> watch,
                     uint32_t limit,
                     uint32_t mostBytes,
                     Hooks hooks);
    ~DescriptorReader();

    DescriptorReader(const DescriptorReader&) = delete;
    DescriptorReader& operator=(const DescriptorReader&) = delete;

    /**
     * Reads from a descriptor from now on, which remains the caller's and must not block.
     * \throws std::runtime_error if it cannot be watched
     */
    void Open(int descriptor);

    /** Reads nothing any more; what is in the ring stays. */
    void Close();

    /** \return what has come; the simulation's thread reads from it */
    PacketRing& GetRing()
    {
        return m_ring;
    }

    /** Reads again, should the ring have been full; from the simulation's thread. */
    void Resume();

  private:
    void Read();

    static constexpr int NONE = -1; //!< no descriptor

    const std::shared_ptr<DescriptorWatch> m_watch; //!< tells when there is something to read
    PacketRing m_ring;                              //!< packets read
    const Hooks m_hooks;                            //!< told of what comes
    int m_descriptor{NONE};                         //!< whence they come
    std::atomic<bool> m_isPaused{false};            //!< there was no room for more
};

} // namespace ns3::camcube

#endif /* DESCRIPTOR_READER_H */
