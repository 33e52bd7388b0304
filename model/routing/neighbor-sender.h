/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NEIGHBOR_SENDER_H
#define NEIGHBOR_SENDER_H

#include "ns3/frame-fifo.h"
#include "ns3/frame.h"
#include "ns3/torus-port.h"
#include "ns3/traced-callback.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace ns3::camcube
{

class Runtime;
class Service;

/**
 * \ingroup camcube
 *
 * Sends a routing protocol's frames to the neighbours of its server, and counts them. A frame that
 * finds its link busy waits in a queue of its own link, behind those that came before.
 */
class NeighborSender
{
  public:
    /** What a server has sent, and what it has refused. */
    struct Counters
    {
        uint64_t messages{0};  //!< frames sent, repetitions and confirmations among them
        uint64_t bytes{0};     //!< their bytes, Ethernet header included
        uint64_t entries{0};   //!< entries in them
        uint64_t repeated{0};  //!< frames sent again, of a protocol that does so
        uint64_t stale{0};     //!< frames of an earlier session, or that had come before
        uint64_t missing{0};   //!< frames after a lost one, of a protocol that numbers them
        uint64_t malformed{0}; //!< frames that make no sense
    };

    /** Called with the payload of each frame, and its port. */
    using Trace = TracedCallback<Ptr<const Packet>, uint8_t>;

    /**
     * \param service whose frames these are
     * \param sent called for each frame
     */
    NeighborSender(const Service& service, const Trace& sent)
        : m_service(service),
          m_sent(sent)
    {
    }

    /** \param runtime that of the server, which gives access to its links */
    void SetRuntime(Runtime& runtime)
    {
        m_runtime = &runtime;
    }

    /** \return the service id of the frames */
    uint16_t GetServiceId() const;

    /** \return what fits behind a frame's Ethernet header, in bytes */
    uint32_t GetMtu() const;

    /**
     * Sends a frame, now or when its link is free.
     * \param port the link
     * \param frame what to send
     * \param entries how many entries it carries
     */
    void Send(uint8_t port, FramePtr frame, std::size_t entries);

    /** The link at a port is free. \return the frame that has waited longest, null if none does */
    FramePtr Poll(uint8_t port)
    {
        if (port >= N_TORUS_PORTS)
        {
            return nullptr;
        }
        m_queues[port].size -= m_queues[port].size != 0;
        return m_queues[port].frames.Pop();
    }

    /** \return how many frames wait for a link */
    uint32_t GetQueued(uint8_t port) const
    {
        return port < N_TORUS_PORTS ? m_queues[port].size : 0;
    }

    /** Discards the frames that wait for a link. */
    void Clear(uint8_t port)
    {
        m_queues[port].frames.Clear();
        m_queues[port].size = 0;
    }

    Counters& GetCounters()
    {
        return m_counters;
    }

    const Counters& GetCounters() const
    {
        return m_counters;
    }

  private:
    /** Frames that wait for one link. */
    struct Queue
    {
        FrameFifo frames; //!< in order
        uint32_t size{0}; //!< how many
    };

    const Service& m_service;                  //!< whose frames these are
    Runtime* m_runtime{nullptr};               //!< its server's
    const Trace& m_sent;                       //!< called for each frame
    Counters m_counters;                       //!< what was sent and refused
    std::array<Queue, N_TORUS_PORTS> m_queues; //!< by port
};

} // namespace ns3::camcube

#endif /* NEIGHBOR_SENDER_H */
