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
 * | bytes | field                                                     |
 * |-------|-----------------------------------------------------------|
 * | 0-1   | session: how often the link has come up, modulo 65536     |
 * | 2-3   | number of the message in the session, modulo 65536; of an |
 * |       | acknowledgement, that of the message expected next        |
 * | 4     | kind; the highest bit asks for an acknowledgement         |
 *
 * Behind it stand entries, as many as the frame holds.
 */
struct VectorHeader
{
    static constexpr uint32_t WIRE_BYTES = 5;

    static constexpr uint8_t ACKNOWLEDGE = 0x80; //!< the bit that asks for an acknowledgement

    /** What the entries are. */
    enum Kind : uint8_t
    {
        UPDATE,          //!< what has changed
        SYNC,            //!< part of the routes that differ from the closed form; more follow
        LAST_SYNC,       //!< the rest of them
        ACKNOWLEDGEMENT, //!< none; all messages before a number have been received
        N_KINDS
    };

    uint16_t session{0};     //!< the link's session
    uint16_t number{0};      //!< the message's number in the session, or the one expected next
    Kind kind{UPDATE};       //!< what the entries are
    bool acknowledge{false}; //!< whether the sender waits for an acknowledgement

    void Write(uint8_t* bytes) const
    {
        bytes[0] = static_cast<uint8_t>(session >> 8);
        bytes[1] = static_cast<uint8_t>(session);
        bytes[2] = static_cast<uint8_t>(number >> 8);
        bytes[3] = static_cast<uint8_t>(number);
        bytes[4] = static_cast<uint8_t>(kind | (acknowledge ? ACKNOWLEDGE : 0));
    }

    /** \return false if there is no such kind */
    bool Read(const uint8_t* bytes)
    {
        session = static_cast<uint16_t>(bytes[0] << 8 | bytes[1]);
        number = static_cast<uint16_t>(bytes[2] << 8 | bytes[3]);
        kind = static_cast<Kind>(bytes[4] & ~ACKNOWLEDGE);
        acknowledge = bytes[4] & ACKNOWLEDGE;
        return kind < N_KINDS;
    }
};

/**
 * \ingroup camcube
 *
 * One destination in a message: three bytes for its number, two for the sender's distance. With
 * the highest bit set there is no path, and the others say how many hops the withdrawal has come.
 */
struct VectorEntry
{
    static constexpr uint32_t WIRE_BYTES = 5;
    static constexpr uint16_t NO_PATH = 0x8000; //!< the bit of a withdrawal

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
