/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IMAGE_MANIFEST_H
#define IMAGE_MANIFEST_H

#include "ns3/group-id.h"
#include "ns3/header-fields.h"
#include "ns3/sha256.h"

#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What an image is: so many bytes, in chunks, which go over links in blocks, and a hash tree over
 * them. A block's bytes stand in no packet; a number stands for them, its *content*. The digest of
 * a chunk is the SHA-256 of content and length of its blocks, 8 and 2 bytes each. The digests, one
 * after the other, are the *index*, and the SHA-256 of that is the hash of the image.
 */
struct ImageManifest
{
    static constexpr uint32_t INDEX = UINT32_MAX;      //!< the index, as if it were a chunk
    static constexpr uint32_t MAX_CHUNKS = 1U << 21;   //!< of an image
    static constexpr uint32_t MAX_BLOCKS = UINT16_MAX; //!< of a chunk, or of the index
    static constexpr uint32_t DIGEST_BYTES = sizeof(Sha256::Digest); //!< of the index, a chunk

    uint64_t bytes{0};      //!< of the image
    uint32_t chunkBytes{1}; //!< of each chunk but the last one
    uint16_t blockBytes{1}; //!< of each block but the last one of a chunk
    Sha256::Digest hash{};  //!< of the image
    static constexpr auto FIELDS = HeaderFields(&ImageManifest::bytes,
                                                &ImageManifest::chunkBytes,
                                                &ImageManifest::blockBytes,
                                                &ImageManifest::hash);

    /**
     * \param bytes of the image
     * \param chunkBytes of a chunk; 0 for a 256th of the image in whole blocks, but no more of
     * these than 256 KiB have \param blockBytes of a block \return all but the hash
     */
    static ImageManifest Make(uint64_t bytes, uint32_t chunkBytes, uint16_t blockBytes);

    /** \return whether there can be such an image; nothing else makes sense if not */
    bool IsValid() const;

    /** \return what stands for all of this in frames; never 0 */
    uint32_t GetTag() const;

    uint32_t CountChunks() const;

    /** \return whether there is such a chunk; the index is one */
    bool HasChunk(uint32_t chunk) const
    {
        return chunk == INDEX || chunk < CountChunks();
    }

    uint64_t GetChunkBytes(uint32_t chunk) const;
    uint32_t CountBlocks(uint32_t chunk) const;
    uint16_t GetBlockBytes(uint32_t chunk, uint16_t block) const;

    /** \return what stands for the bytes of a block, as its source made them up */
    uint64_t MakeContent(const GroupId& image, uint32_t chunk, uint16_t block) const;

    /** \return the index of an image, as its source makes it */
    std::vector<uint8_t> MakeIndex(const GroupId& image) const;

    /** Takes a block of a chunk, the first one first, for the chunk's digest. */
    static void Hash(Sha256& hash, uint64_t content, uint16_t bytes);
};

} // namespace ns3::camcube

#endif /* IMAGE_MANIFEST_H */
