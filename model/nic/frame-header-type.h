/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FRAME_HEADER_TYPE_H
#define FRAME_HEADER_TYPE_H

#include <cstdint>
#include <new>
#include <type_traits>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * How a frame writes and reads a service's header without knowing it. A header is a trivially
 * copyable struct with
 * \code
 *   static constexpr uint32_t WIRE_BYTES;  // its length on the wire
 *   void Write(uint8_t* bytes) const;      // to WIRE_BYTES bytes
 *   bool Read(const uint8_t* bytes);       // from them; false if they make no sense
 * \endcode
 */
struct FrameHeaderType
{
    uint32_t wireBytes;                                //!< length on the wire
    void (*write)(const void* header, uint8_t* bytes); //!< decoded form to wire
    bool (*read)(void* header, const uint8_t* bytes);  //!< wire to decoded form
};

/** The one description of header type H; its address tells types apart. */
template <typename H>
inline constexpr FrameHeaderType HeaderTypeOf{
    H::WIRE_BYTES,
    [](const void* header, uint8_t* bytes) { static_cast<const H*>(header)->Write(bytes); },
    [](void* header, const uint8_t* bytes) {
        static_assert(std::is_trivially_copyable_v<H>);
        return (new (header) H())->Read(bytes);
    }};

} // namespace ns3::camcube

#endif /* FRAME_HEADER_TYPE_H */
