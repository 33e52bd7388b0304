/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "image-manifest.h"

#include "ns3/fast-random.h"

#include <algorithm>

namespace ns3::camcube
{

namespace
{

constexpr uint64_t
DivideUp(uint64_t bytes, uint64_t part)
{
    return bytes / part + (bytes % part != 0);
}

} // namespace

ImageManifest
ImageManifest::Make(uint64_t bytes, uint32_t chunkBytes, uint16_t blockBytes)
{
    constexpr uint32_t CHUNKS = 256;          // enough that a deep tree costs little time
    constexpr uint32_t MOST_BYTES = 1U << 18; // so that the index of a large image is small
    if (chunkBytes == 0 && blockBytes > 0)
    {
        const uint64_t most = std::max(MOST_BYTES / blockBytes, 1U);
        const uint64_t blocks = DivideUp(DivideUp(bytes, CHUNKS), blockBytes);
        chunkBytes = static_cast<uint32_t>(blockBytes * std::clamp<uint64_t>(blocks, 1, most));
    }
    return {bytes, chunkBytes, blockBytes};
}

bool
ImageManifest::IsValid() const
{
    return chunkBytes > 0 && blockBytes > 0 && DivideUp(bytes, chunkBytes) <= MAX_CHUNKS &&
           DivideUp(chunkBytes, blockBytes) <= MAX_BLOCKS && CountBlocks(INDEX) <= MAX_BLOCKS;
}

uint32_t
ImageManifest::GetTag() const
{
    std::array<uint8_t, WireBytesOf<ImageManifest>> wire;
    WriteHeader(*this, wire.data());
    const Sha256::Digest digest = Sha256::Of(wire.data(), wire.size());
    uint32_t tag = 0;
    FieldCodec::Read(tag, digest.data());
    return std::max(tag, 1U);
}

uint32_t
ImageManifest::CountChunks() const
{
    return static_cast<uint32_t>(DivideUp(bytes, chunkBytes));
}

uint64_t
ImageManifest::GetChunkBytes(uint32_t chunk) const
{
    return chunk == INDEX ? uint64_t{DIGEST_BYTES} * CountChunks()
                          : std::min<uint64_t>(chunkBytes, bytes - uint64_t{chunk} * chunkBytes);
}

uint32_t
ImageManifest::CountBlocks(uint32_t chunk) const
{
    return static_cast<uint32_t>(DivideUp(GetChunkBytes(chunk), blockBytes));
}

uint16_t
ImageManifest::GetBlockBytes(uint32_t chunk, uint16_t block) const
{
    const uint64_t before = uint64_t{block} * blockBytes;
    return static_cast<uint16_t>(std::min<uint64_t>(blockBytes, GetChunkBytes(chunk) - before));
}

uint64_t
ImageManifest::MakeContent(const GroupId& image, uint32_t chunk, uint16_t block) const
{
    const TorusCoordinate& at = image.place;
    const uint64_t place = uint64_t{at.x} << 16 | uint64_t{at.y} << 8 | at.z;
    const uint64_t offset = uint64_t{chunk} * chunkBytes + uint64_t{block} * blockBytes;
    return FastRandom::Mix(FastRandom::Mix(place << 32 | image.number) + offset);
}

std::vector<uint8_t>
ImageManifest::MakeIndex(const GroupId& image) const
{
    std::vector<uint8_t> index;
    for (uint32_t chunk = 0; chunk < CountChunks(); ++chunk)
    {
        Sha256 digest;
        for (uint32_t block = 0; block < CountBlocks(chunk); ++block)
        {
            const auto number = static_cast<uint16_t>(block);
            Hash(digest, MakeContent(image, chunk, number), GetBlockBytes(chunk, number));
        }
        const Sha256::Digest made = digest.GetDigest();
        index.insert(index.end(), made.begin(), made.end());
    }
    return index;
}

void
ImageManifest::Hash(Sha256& hash, uint64_t content, uint16_t bytes)
{
    std::array<uint8_t, sizeof content + sizeof bytes> wire;
    FieldCodec::Write(bytes, FieldCodec::Write(content, wire.data()));
    hash.Update(wire.data(), wire.size());
}

} // namespace ns3::camcube
