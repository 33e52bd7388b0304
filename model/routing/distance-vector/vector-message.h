/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VECTOR_MESSAGE_H
#define VECTOR_MESSAGE_H

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The header of a message between two neighbours' distance-vector services:
 *
 * | bytes | field                                                 |
 * |-------|-------------------------------------------------------|
 * | 0-1   | session: how often the link has come up, modulo 65536 |
 * | 2-3   | number of the message in the session, modulo 65536; of a confirmation, that of the
 * message |       | that its sender awaits                                | | 4     | kind; the
 * highest bit asks for a confirmation         |
 *
 * Behind it stand entries, as many as the frame holds.
 */
struct VectorHeader
{
    static constexpr uint32_t WIRE_BYTES = 5;

    static constexpr uint8_t CONFIRM = 0x80; //!< the bit that asks for a confirmation

    /** What the entries are. */
    enum Kind : uint8_t
    {
        UPDATE,       //!< what has changed
        SYNC,         //!< part of all that differs from the closed form; more follows
        LAST_SYNC,    //!< the rest of it
        CONFIRMATION, //!< none; what came before a number has been heard
        N_KINDS
    };

    uint16_t session{0}; //!< the link's session
    uint16_t number{0};  //!< the message's number in the session, or the one that is awaited
    Kind kind{UPDATE};   //!< what the entries are
    bool confirm{false}; //!< whether the sender waits for a confirmation

    void Write(uint8_t* bytes) const
    {
        bytes[0] = static_cast<uint8_t>(session >> 8);
        bytes[1] = static_cast<uint8_t>(session);
        bytes[2] = static_cast<uint8_t>(number >> 8);
        bytes[3] = static_cast<uint8_t>(number);
        bytes[4] = static_cast<uint8_t>(kind | (confirm ? CONFIRM : 0));
    }

    /** \return false if there is no such kind */
    bool Read(const uint8_t* bytes)
    {
        session = static_cast<uint16_t>(bytes[0] << 8 | bytes[1]);
        number = static_cast<uint16_t>(bytes[2] << 8 | bytes[3]);
        kind = static_cast<Kind>(bytes[4] & ~CONFIRM);
        confirm = bytes[4] & CONFIRM;
        return kind < N_KINDS;
    }
};

/**
 * \ingroup camcube
 *
 * One destination in a message: three bytes for its number, two for the sender's distance. With
 * the highest bit set there is no way, and the others say how far the news has travelled.
 */
struct VectorEntry
{
    static constexpr uint32_t WIRE_BYTES = 5;
    static constexpr uint16_t NO_PATH = 0x8000; //!< the bit that says so

    uint32_t destination{0}; //!< a server's number
    uint16_t value{0};       //!< distance, or NO_PATH and hops from the failure

    bool IsNoPath() const
    {
        return value & NO_PATH;
    }

    void Write(uint8_t* bytes) const
    {
        bytes[0] = static_cast<uint8_t>(destination >> 16);
        bytes[1] = static_cast<uint8_t>(destination >> 8);
        bytes[2] = static_cast<uint8_t>(destination);
        bytes[3] = static_cast<uint8_t>(value >> 8);
        bytes[4] = static_cast<uint8_t>(value);
    }

    static VectorEntry Read(const uint8_t* bytes)
    {
        return {static_cast<uint32_t>(bytes[0] << 16 | bytes[1] << 8 | bytes[2]),
                static_cast<uint16_t>(bytes[3] << 8 | bytes[4])};
    }
};

} // namespace ns3::camcube

#endif /* VECTOR_MESSAGE_H */
