/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_STATE_SESSION_H
#define LINK_STATE_SESSION_H

#include "link-state-message.h"

#include "ns3/frame.h"
#include "ns3/torus.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One server's side of the session with one neighbour: the session's number, the digest with which
 * it began, and the form of its messages.
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

    /** Begins a session. */
    void Begin(uint16_t number)
    {
        m_number = number;
    }

    /** \return the entries that fit a frame, behind whose Ethernet header there are mtu bytes */
    static uint32_t GetRoom(uint32_t mtu)
    {
        return (mtu - Frame::SERVICE_ID_BYTES - LinkStateMessage::WIRE_BYTES) /
               LinkStateEntry::WIRE_BYTES;
    }

    /** \return the entries of a frame, none of a hello; no value if it makes no sense */
    static std::optional<std::vector<LinkStateEntry>> Read(const Frame& frame,
                                                           const LinkStateMessage& message,
                                                           const Torus& torus);

    /**
     * Makes the message that begins the session.
     * \param service the service id
     * \param digest that of all reports known here
     */
    FramePtr MakeHello(uint16_t service, uint64_t digest);

    /** \return whether the digest of a neighbour's hello is that of the hello sent to it */
    bool Agrees(const Frame& hello) const;

    /**
     * Makes frames of entries, by server; one frame at least.
     * \param service the service id
     * \param mtu what fits behind a frame's Ethernet header, in bytes
     * \param isDatabase whether these are the whole database
     * \param entries what the frames are to carry
     */
    std::vector<FramePtr> Compose(uint16_t service,
                                  uint32_t mtu,
                                  bool isDatabase,
                                  std::vector<LinkStateEntry> entries) const;

  private:
    uint16_t m_number{0};      //!< how often the link has come up
    uint64_t m_helloDigest{0}; //!< the digest that the session began with here
};

} // namespace ns3::camcube

#endif /* LINK_STATE_SESSION_H */
