/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_STATE_MESSAGE_H
#define LINK_STATE_MESSAGE_H

#include "ns3/port-set.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The header of a message between two neighbours' link-state services:
 *
 * | bytes | field                                                 |
 * |-------|-------------------------------------------------------|
 * | 0-1   | session: how often the link has come up, modulo 65536 |
 * | 2     | kind                                                  |
 *
 * Behind it stand entries, as many as the frame holds; behind that of a hello, eight bytes.
 */
struct LinkStateMessage
{
    static constexpr uint32_t WIRE_BYTES = 3;

    /** What the message is for. */
    enum Kind : uint8_t
    {
        UPDATE,        //!< reports that are flooded
        HELLO,         //!< begins a session; the digest of the sender's database
        DATABASE,      //!< part of the sender's database; more follows
        LAST_DATABASE, //!< the rest of it
        N_KINDS
    };

    uint16_t session{0}; //!< the link's session
    Kind kind{UPDATE};   //!< what the message is for

    void Write(uint8_t* bytes) const
    {
        bytes[0] = static_cast<uint8_t>(session >> 8);
        bytes[1] = static_cast<uint8_t>(session);
        bytes[2] = kind;
    }

    /** \return false if there is no such kind */
    bool Read(const uint8_t* bytes)
    {
        session = static_cast<uint16_t>(bytes[0] << 8 | bytes[1]);
        kind = static_cast<Kind>(bytes[2]);
        return bytes[2] < N_KINDS;
    }
};

/**
 * \ingroup camcube
 *
 * A server's report of its own links: 26 bits of sequence number and one bit for each torus port,
 * set if its link is down. Zero is what every server counts as having reported at the start: that
 * its links are up.
 */
struct LinkReport
{
    uint32_t word{0}; //!< sequence number and ports

    /** \return the ports whose links are down */
    PortSet GetDown() const
    {
        return PortSet(word & DOWN);
    }

    /**
     * \return whether this was made after another report of the same server; of two that cannot
     *         both be its own, all servers take the same one for newer
     */
    bool IsNewerThan(const LinkReport& other) const
    {
        return static_cast<int32_t>(word - other.word) > 0;
    }

    /** \return the next report of the same server */
    LinkReport GetNext(PortSet down) const
    {
        return {((word & ~DOWN) + DOWN + 1) | down.GetBits()};
    }

    friend bool operator==(const LinkReport& a, const LinkReport& b)
    {
        return a.word == b.word;
    }

    friend bool operator!=(const LinkReport& a, const LinkReport& b)
    {
        return a.word != b.word;
    }

  private:
    static constexpr uint32_t DOWN = 0x3f; //!< the bits of the ports
};

/**
 * \ingroup camcube
 *
 * A report in a message: three bytes for the server's number, four for the report.
 */
struct LinkStateEntry
{
    static constexpr uint32_t WIRE_BYTES = 7;

    uint32_t server{0}; //!< whose report it is
    LinkReport report;  //!< of its links

    void Write(uint8_t* bytes) const
    {
        for (uint32_t i = 0; i < 3; ++i)
        {
            bytes[i] = static_cast<uint8_t>(server >> (16 - 8 * i));
        }
        for (uint32_t i = 0; i < 4; ++i)
        {
            bytes[3 + i] = static_cast<uint8_t>(report.word >> (24 - 8 * i));
        }
    }

    static LinkStateEntry Read(const uint8_t* bytes)
    {
        LinkStateEntry entry;
        for (uint32_t i = 0; i < 3; ++i)
        {
            entry.server = entry.server << 8 | bytes[i];
        }
        for (uint32_t i = 3; i < 7; ++i)
        {
            entry.report.word = entry.report.word << 8 | bytes[i];
        }
        return entry;
    }
};

} // namespace ns3::camcube

#endif /* LINK_STATE_MESSAGE_H */
