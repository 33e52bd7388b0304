/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLEEP_HEADER_H
#define SLEEP_HEADER_H

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What the two ends of a link say to each other about its sleep:
 *
 * | bytes | field                                              |
 * |-------|----------------------------------------------------|
 * | 0     | kind                                               |
 * | 1-2   | number of the request, given by the end that asked |
 */
struct SleepHeader
{
    static constexpr uint32_t WIRE_BYTES = 3;

    /** What one end of a link says to the other. */
    enum Kind : uint8_t
    {
        REQUEST, //!< may the link sleep?
        ACCEPT,  //!< yes
        LATER,   //!< not now, it was busy of late; the one who says so will ask when it is idle
        KEEP,    //!< no, it is part of the tree; the one who says so will ask if that changes
        N_KINDS
    };

    Kind kind{REQUEST}; //!< what is said
    uint16_t number{0}; //!< of the request

    void Write(uint8_t* bytes) const
    {
        bytes[0] = kind;
        bytes[1] = static_cast<uint8_t>(number >> 8);
        bytes[2] = static_cast<uint8_t>(number);
    }

    /** \return false if there is no such kind */
    bool Read(const uint8_t* bytes)
    {
        kind = static_cast<Kind>(bytes[0]);
        number = static_cast<uint16_t>(bytes[1] << 8 | bytes[2]);
        return bytes[0] < N_KINDS;
    }
};

} // namespace ns3::camcube

#endif /* SLEEP_HEADER_H */
