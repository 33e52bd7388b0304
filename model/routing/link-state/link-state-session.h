/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_STATE_SESSION_H
#define LINK_STATE_SESSION_H

#include "link-state-message.h"

#include "ns3/frame-fifo.h"
#include "ns3/torus.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One server's side of the talk with one neighbour: the session's number, what it began with, and
 * frames that wait for the link.
 *
 * Both ends count how often the link has come up, so messages of an earlier session are known by
 * their number.
 */
class LinkStateSession
{
  public:
    /** Bytes of a digest on the wire. */
    static constexpr uint32_t DIGEST_BYTES = 8;

    uint16_t GetNumber() const
    {
        return m_number;
    }

    /** \return how far a message's session is ahead of this one: negative if it is stale */
    int16_t GetLead(uint16_t session) const
    {
        return static_cast<int16_t>(session - m_number);
    }

    /** Begins a session. Nothing of the one before is left. */
    void Begin(uint16_t number)
    {
        m_number = number;
        m_queue.Clear();
        m_queued = 0;
    }

    /** \return what a frame tells, nothing of a hello; no value if it makes no sense */
    static std::optional<std::vector<LinkStateEntry>> Read(const Frame& frame,
                                                           const LinkStateMessage& message,
                                                           const Torus& torus);

    /**
     * Makes the message that begins the session.
     * \param service the service id
     * \param digest what all that is known here adds up to
     */
    FramePtr MakeHello(uint16_t service, uint64_t digest);

    /** \return whether a neighbour that greets knew just what was known here when it was greeted */
    bool Agrees(const Frame& hello) const;

    /**
     * Makes frames of entries, by server; one frame at least.
     * \param service the service id
     * \param mtu what fits behind a frame's Ethernet header, in bytes
     * \param isList whether these are all that is known here
     * \param entries what to tell
     */
    std::vector<FramePtr> Compose(uint16_t service,
                                  uint32_t mtu,
                                  bool isList,
                                  std::vector<LinkStateEntry> entries) const;

    /** Puts a frame behind those that wait for the link. */
    void Enqueue(FramePtr frame)
    {
        m_queue.Push(std::move(frame));
        ++m_queued;
    }

    /** \return the frame that has waited longest for the link, null if there is none */
    FramePtr Dequeue()
    {
        m_queued -= m_queued != 0;
        return m_queue.Pop();
    }

    /** \return frames that wait for the link */
    uint32_t GetQueued() const
    {
        return m_queued;
    }

  private:
    FrameFifo m_queue;         //!< frames that wait for the link
    uint32_t m_queued{0};      //!< how many
    uint16_t m_number{0};      //!< how often the link has come up
    uint64_t m_helloDigest{0}; //!< the digest that the session began with here
};

} // namespace ns3::camcube

#endif /* LINK_STATE_SESSION_H */
