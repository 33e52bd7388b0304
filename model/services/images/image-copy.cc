/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "image-copy.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

void
ImageCopy::SetManifest(const ImageManifest& manifest)
{
    m_manifest = manifest;
    m_tag = manifest.GetTag();
    m_index.clear();
    m_coming.clear();
    m_has.assign(manifest.CountChunks(), false);
    // The index of an image of no bytes has none.
    m_hasIndex = m_has.empty() && Sha256::Of(nullptr, 0) == manifest.hash;
}

void
ImageCopy::Fill(const GroupId& image, const ImageManifest& manifest)
{
    ImageManifest filled = manifest;
    std::vector<uint8_t> index = manifest.MakeIndex(image);
    filled.hash = Sha256::Of(index.data(), index.size());
    SetManifest(filled);
    m_index = std::move(index);
    m_hasIndex = true;
    m_kept = m_first = filled.CountChunks();
    m_has.assign(m_kept, true);
}

void
ImageCopy::Keep(uint32_t chunk)
{
    m_kept += !m_has[chunk];
    m_has[chunk] = true;
    while (m_first < m_has.size() && m_has[m_first])
    {
        ++m_first;
    }
}

std::optional<uint32_t>
ImageCopy::FindNext() const
{
    if (!m_hasIndex)
    {
        return m_coming.empty() ? std::optional(INDEX) : std::nullopt;
    }
    for (uint32_t chunk = m_first; chunk < m_has.size(); ++chunk)
    {
        if (!m_has[chunk] && m_coming.count(chunk) == 0)
        {
            return chunk;
        }
    }
    return std::nullopt;
}

void
ImageCopy::Remember(uint32_t chunk)
{
    m_inMemory.push_back(chunk);
    while (m_inMemory.size() > std::max<uint64_t>(m_memory / m_manifest->chunkBytes, 1))
    {
        m_inMemory.pop_front();
    }
}

bool
ImageCopy::Remembers(uint32_t chunk) const
{
    // What is asked for is most often what has just come.
    return chunk == INDEX
               ? m_hasIndex
               : std::find(m_inMemory.rbegin(), m_inMemory.rend(), chunk) != m_inMemory.rend();
}

std::optional<uint32_t>
ImageCopy::Begin(uint32_t chunk)
{
    const uint32_t first = m_hasIndex ? chunk : INDEX;
    const bool isNew = !Has(first) && m_coming.emplace(first, Coming()).second;
    return isNew ? std::optional(first) : std::nullopt;
}

uint16_t
ImageCopy::GetNextBlock(uint32_t chunk) const
{
    const auto coming = m_coming.find(chunk);
    return coming != m_coming.end() ? coming->second.next : 0;
}

std::vector<uint32_t>
ImageCopy::FindComing(bool isIdle)
{
    std::vector<uint32_t> found;
    for (auto& [chunk, coming] : m_coming)
    {
        if (!std::exchange(coming.hasMoved, false) || !isIdle)
        {
            coming.isBehind = false;
            found.push_back(chunk);
        }
    }
    return found;
}

ImageCopy::Outcome
ImageCopy::Take(const ImageHeader& header, const Packet& payload)
{
    const auto& manifest = m_manifest;
    if (!manifest || !manifest->HasChunk(header.chunk) ||
        header.block >= manifest->CountBlocks(header.chunk) ||
        payload.GetSize() != manifest->GetBlockBytes(header.chunk, header.block))
    {
        return MALFORMED;
    }
    const auto found = m_coming.find(header.chunk);
    if (found == m_coming.end() || header.block < found->second.next)
    {
        return SUPERFLUOUS;
    }
    if (header.block > found->second.next)
    {
        return std::exchange(found->second.isBehind, true) ? SUPERFLUOUS : AHEAD;
    }
    const Outcome outcome = TakeNext(found->second, header, payload);
    if (outcome == WHOLE)
    {
        m_coming.erase(found);
        m_hasIndex = m_hasIndex || header.chunk == INDEX;
    }
    return outcome;
}

ImageCopy::Outcome
ImageCopy::TakeNext(Coming& coming, const ImageHeader& header, const Packet& payload)
{
    const bool isIndex = header.chunk == INDEX;
    coming.hasMoved = true;
    coming.isBehind = false;
    if (isIndex)
    {
        const std::size_t before = m_index.size();
        m_index.resize(before + payload.GetSize());
        payload.CopyData(m_index.data() + before, payload.GetSize());
        coming.hash.Update(m_index.data() + before, payload.GetSize());
    }
    else
    {
        ImageManifest::Hash(coming.hash,
                            header.content,
                            m_manifest->GetBlockBytes(header.chunk, header.block));
    }
    if (++coming.next < m_manifest->CountBlocks(header.chunk))
    {
        return TAKEN;
    }
    const Sha256::Digest digest = coming.hash.GetDigest();
    uint8_t* expected = isIndex ? m_manifest->hash.data()
                                : &m_index[std::size_t{ImageManifest::DIGEST_BYTES} * header.chunk];
    if (std::equal(digest.begin(), digest.end(), expected))
    {
        // The hash of the image is to be that of what has come, and not of what should have.
        std::copy(digest.begin(), digest.end(), expected);
        return WHOLE;
    }
    coming = Coming();
    if (isIndex)
    {
        m_index.clear();
    }
    return WRONG;
}

} // namespace ns3::camcube
