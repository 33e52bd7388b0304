/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FRAME_HEADER_TYPE_H
#define FRAME_HEADER_TYPE_H

#include "header-fields.h"

#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * How a frame writes and reads a service's header without knowing it. A header is a trivially
 * copyable struct of at most ROOM bytes that names its fields,
 * \code
 *   struct JoinHeader
 *   {
 *       TorusCoordinate root;
 *       uint16_t group{0};
 *       static constexpr auto FIELDS = HeaderFields(&JoinHeader::root, &JoinHeader::group);
 *   };
 * \endcode
 * or, where the layout on the wire is not that of its fields one after the other, has
 * \code
 *   static constexpr uint32_t WIRE_BYTES;  // its length on the wire, at most MAX_WIRE_BYTES
 *   void Write(uint8_t* bytes) const;      // to WIRE_BYTES bytes
 *   bool Read(const uint8_t* bytes);       // from them; false if they make no sense
 * \endcode
 * What is too large for a frame does not compile.
 */
struct FrameHeaderType
{
    /** Bytes in a frame for a header in decoded form. */
    static constexpr std::size_t ROOM = 24;
    /** The longest header on the wire, in bytes. */
    static constexpr uint32_t MAX_WIRE_BYTES = 64;

    uint32_t wireBytes;                                //!< length on the wire
    void (*write)(const void* header, uint8_t* bytes); //!< decoded form to wire
    bool (*read)(void* header, const uint8_t* bytes);  //!< wire to decoded form
    const uint16_t* number;                            //!< alike in all processes of one program

    /** \return the number of one more type */
    static uint16_t Register(const FrameHeaderType& type);

    /** \return the type of that number */
    static const FrameHeaderType& Get(uint16_t number);
};

/** Has a header type registered when the program begins. */
template <typename H>
struct HeaderNumber
{
    static const uint16_t VALUE; //!< its number
};

/** The one description of header type H; its address tells types apart. */
template <typename H>
inline constexpr FrameHeaderType HeaderTypeOf = [] {
    static_assert(std::is_trivially_copyable_v<H>, "a frame's header is copied as bytes");
    static_assert(sizeof(H) <= FrameHeaderType::ROOM,
                  "a frame has room for a header of 24 bytes in decoded form; put what is longer "
                  "into the payload");
    static_assert(alignof(H) <= alignof(std::uint64_t), "a frame's header is aligned to 8 bytes");
    static_assert(WireBytesOf<H> <= FrameHeaderType::MAX_WIRE_BYTES,
                  "a frame's header has at most 64 bytes on the wire; put what is longer into the "
                  "payload");
    return FrameHeaderType{
        WireBytesOf<H>,
        [](const void* header, uint8_t* bytes) {
            WriteHeader(*static_cast<const H*>(header), bytes);
        },
        [](void* header, const uint8_t* bytes) { return ReadHeader(*new (header) H(), bytes); },
        &HeaderNumber<H>::VALUE};
}();

template <typename H>
const uint16_t HeaderNumber<H>::VALUE = FrameHeaderType::Register(HeaderTypeOf<H>);

} // namespace ns3::camcube

#endif /* FRAME_HEADER_TYPE_H */
