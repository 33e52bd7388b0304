/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IMAGE_HEADER_H
#define IMAGE_HEADER_H

#include "ns3/header-fields.h"

#include <cstdint>

namespace ns3::camcube
{

/** \ingroup camcube \brief Of ImageDistribution's frames, behind that of the group's tree. */
struct ImageHeader
{
    /** What a frame is. */
    enum Kind : uint8_t
    {
        MANIFEST, //!< says what the image is; the payload is an ImageManifest
        ASK,      //!< asks for a chunk, from some block on
        BLOCK     //!< brings a block; as many bytes of payload as it has
    };

    uint64_t content{0}; //!< of a block: stands for its bytes, see ImageManifest
    uint32_t tag{0};     //!< ImageManifest::GetTag() of what the sender goes by; 0 for none
    uint32_t chunk{0};   //!< which one, or ImageManifest::INDEX
    uint16_t block{0};   //!< which one of the chunk
    Kind kind{MANIFEST}; //!< what it is
    static constexpr auto FIELDS = HeaderFields(&ImageHeader::kind,
                                                &ImageHeader::tag,
                                                &ImageHeader::chunk,
                                                &ImageHeader::block,
                                                &ImageHeader::content);
};

} // namespace ns3::camcube

#endif /* IMAGE_HEADER_H */
