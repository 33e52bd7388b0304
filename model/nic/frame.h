/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FRAME_H
#define FRAME_H

#include "frame-header-type.h"

#include "ns3/cache-line.h"
#include "ns3/mac48-address.h"
#include "ns3/object-pool.h"
#include "ns3/packet.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>

namespace ns3::camcube
{

class Frame;

/** A frame has one owner at a time: a service, a queue, or the cable that carries it. */
using FramePtr = std::unique_ptr<Frame>;

/**
 * \ingroup camcube
 *
 * One Ethernet II frame on its way through the cube.
 *
 * On the wire it is an Ethernet header, the two-byte service id (if the EtherType is that of the
 * cube), the header of the service, and the payload. In the simulator the service's header stays
 * in decoded form from hop to hop, because every hop reads it and few hops need its bytes:
 * ToPacket() makes them where a trace, a capture or an error model asks, and FromPacket() takes
 * them back.
 */
class alignas(64) Frame : public Pooled<Frame>
{
  public:
    /** IEEE 802 local experimental EtherType 1. */
    static constexpr uint16_t ETHER_TYPE = 0x88B5;
    /** Destination, source, EtherType. The frame check sequence counts as line overhead. */
    static constexpr uint32_t ETHERNET_HEADER_BYTES = 14;
    /** The service id: the first field behind the Ethernet header. */
    static constexpr uint32_t SERVICE_ID_BYTES = 2;

    /**
     * \param service the service that the frame is for; 0 until a service sends it
     * \param payload what the service carries
     */
    Frame(uint16_t service, Ptr<Packet> payload)
        : m_service(service)
    {
        SetPayload(std::move(payload));
    }

    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;

    /**
     * \param wire the bytes of a frame, from its Ethernet header on
     * \return the frame; null if it is too short for its headers
     * \throws std::invalid_argument for none
     */
    static FramePtr FromPacket(Ptr<const Packet> wire);

    /**
     * \param payload what a protocol other than the cube's sends over a port, an IP packet say
     * \param etherType the protocol
     * \return a frame without service id
     */
    static FramePtr MakeNonServiceFrame(Ptr<Packet> payload, uint16_t etherType);

    /** \return a second frame with the same content, its payload shared until one is written */
    FramePtr Copy() const;

    /** \return the bytes on the wire, from the Ethernet header on */
    Ptr<Packet> ToPacket(Mac48Address source, Mac48Address destination) const;

    /** \return bytes on the wire, Ethernet header included, frame check sequence not */
    uint32_t GetSize() const
    {
        return ETHERNET_HEADER_BYTES + GetMacPayloadSize();
    }

    /** \return bytes behind the Ethernet header: what the MTU bounds */
    uint32_t GetMacPayloadSize() const
    {
        return (m_etherType == ETHER_TYPE ? SERVICE_ID_BYTES : 0) +
               (m_headerType ? m_headerType->wireBytes : 0) + m_payloadBytes;
    }

    uint16_t GetEtherType() const
    {
        return m_etherType;
    }

    uint16_t GetService() const
    {
        return m_service;
    }

    void SetService(uint16_t service)
    {
        m_service = service;
    }

    Ptr<const Packet> GetPayload() const
    {
        return m_payload;
    }

    /** Fetches what of the frame hops do not touch into the cache, and then the payload. */
    void PrefetchRest() const
    {
        PrefetchLines(&m_payload);
    }

    /** \copydoc PrefetchRest */
    void PrefetchPayload() const
    {
        PrefetchLines(PeekPointer(m_payload), 2);
    }

    /** \throws std::invalid_argument for none: an empty payload is a packet of no bytes */
    void SetPayload(Ptr<Packet> payload)
    {
        if (!payload)
        {
            ThrowNoPayload();
        }
        m_payloadBytes = payload->GetSize() + (m_innerType ? m_innerType->wireBytes : 0);
        m_payload = std::move(payload);
    }

    /**
     * \return the payload, which the frame gives away; until it is given another, it is too long
     *         for every link
     */
    Ptr<Packet> TakePayload()
    {
        m_payloadBytes = TAKEN;
        Ptr<Packet> payload = m_payload; // moved from, ns-3's Ptr would keep it
        m_payload = nullptr;
        return payload;
    }

    /**
     * Puts a service's header before the payload, or replaces it.
     * \tparam H a header as FrameHeaderType describes
     */
    template <typename H>
    void SetHeader(const H& header)
    {
        m_headerType = &HeaderTypeOf<H>;
        m_asCame.reset();
        new (m_header) H(header);
    }

    /**
     * \return the service's header, to read or to change in place; null if the frame's bytes are
     *         too few for it or do not make sense, or if a service has put on a header of another
     *         type. Bytes from the wire that were read as another type are read anew, as they came.
     */
    template <typename H>
    H* PeekHeader()
    {
        if (m_headerType == &HeaderTypeOf<H> || DecodeHeader(HeaderTypeOf<H>))
        {
            return std::launder(reinterpret_cast<H*>(m_header));
        }
        return nullptr;
    }

    /** \return the service's header if it has been decoded as this type, else null */
    template <typename H>
    const H* GetDecodedHeader() const
    {
        return m_headerType == &HeaderTypeOf<H> ? std::launder(reinterpret_cast<const H*>(m_header))
                                                : nullptr;
    }

    /**
     * Puts a second header between the service's and the payload, or replaces it: that of a service
     * whose packets another one carries.
     * \throws std::invalid_argument if the payload has been taken
     */
    template <typename H>
    void SetInnerHeader(const H& header)
    {
        if (!m_payload)
        {
            ThrowNoPayload();
        }
        m_payloadBytes = m_payload->GetSize() + HeaderTypeOf<H>.wireBytes;
        m_innerType = &HeaderTypeOf<H>;
        new (m_inner) H(header);
    }

    /**
     * \return the inner header, to read or to change in place; null as for PeekHeader(), and while
     *         the service's own header has not been read
     */
    template <typename H>
    H* PeekInnerHeader()
    {
        if (m_innerType == &HeaderTypeOf<H> || DecodeInnerHeader(HeaderTypeOf<H>))
        {
            return std::launder(reinterpret_cast<H*>(m_inner));
        }
        return nullptr;
    }

    /** \return the port by which the frame last came in, where a service has noted it */
    uint8_t GetInPort() const
    {
        return m_inPort;
    }

    void SetInPort(uint8_t port)
    {
        m_inPort = port;
    }

    /** \return when the frame was first sent, in time steps; for measurement, not on the wire */
    int64_t GetBirth() const
    {
        return m_birth;
    }

    void SetBirth(int64_t now)
    {
        m_birth = now;
    }

    /** \return a number that whoever queues the frame, the cable too, leaves on it */
    uint64_t GetTicket() const
    {
        return m_ticket;
    }

    void SetTicket(uint64_t ticket)
    {
        m_ticket = ticket;
    }

  private:
    friend class FrameFifo;
    friend struct RemoteFrame;

    static constexpr std::size_t HEADER_ROOM = FrameHeaderType::ROOM;
    static constexpr uint32_t TAKEN = 1U << 30; //!< bytes of a payload that is gone

    /** Reads a header from the front of the payload. \return true if that was possible */
    bool DecodeHeader(const FrameHeaderType& type);
    bool DecodeInnerHeader(const FrameHeaderType& type);

    [[noreturn]] static void ThrowNoPayload();

    // What every hop touches fills the first cache line.
    Frame* m_next{nullptr};                       //!< behind this one in the FIFO that holds it
    uint64_t m_nextTicket{0};                     //!< of that one
    uint64_t m_ticket{0};                         //!< a note of who queues it
    const FrameHeaderType* m_headerType{nullptr}; //!< the decoded header's type, if there is one
    uint32_t m_payloadBytes;                      //!< of payload and inner header
    uint16_t m_etherType{ETHER_TYPE};             //!< the protocol on the cable
    uint16_t m_service;                           //!< the service id
    alignas(std::uint64_t) std::byte m_header[HEADER_ROOM]; //!< the decoded header
    Ptr<Packet> m_payload;                                  //!< what the service carries
    int64_t m_birth{0};                          //!< when it was first sent, in time steps
    const FrameHeaderType* m_innerType{nullptr}; //!< the inner header's type, if any
    alignas(std::uint64_t) std::byte m_inner[HEADER_ROOM]; //!< the inner header
    std::unique_ptr<const Ptr<Packet>> m_asCame; //!< the bytes a header was read from, if any
    uint8_t m_inPort{UINT8_MAX};                 //!< by which port it last came in
};

static_assert(sizeof(Frame) == 128, "what few hops touch fills the second cache line");

} // namespace ns3::camcube

#endif /* FRAME_H */
