/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IMAGE_COPY_H
#define IMAGE_COPY_H

#include "image-header.h"
#include "image-manifest.h"

#include "ns3/packet.h"

#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What one server has of one image: the index, whole chunks, all of them verified, and those that
 * are coming in, block after block in order. It sends nothing and asks nobody.
 *
 * Bytes of verified chunks are not kept, as they can be made up again: SHA-256 says that they are
 * those of the source.
 */
class ImageCopy
{
  public:
    static constexpr uint32_t INDEX = ImageManifest::INDEX; //!< the index, as if it were a chunk

    /** What has become of a block. */
    enum Outcome
    {
        TAKEN,       //!< it was the next one
        WHOLE,       //!< it was the last one, and the chunk is right
        WRONG,       //!< it was the last one, and the chunk is wrong: all of it is to come again
        AHEAD,       //!< the next one was lost, and nobody has noticed that before
        SUPERFLUOUS, //!< it is here, or is lost for one before it
        MALFORMED    //!< there is no such block
    };

    /** \param memory bytes of chunks that stay in memory; one chunk always does */
    explicit ImageCopy(uint64_t memory)
        : m_memory(memory)
    {
    }

    /** Says what the image is, or corrects that as long as HasIndex() is false. */
    void SetManifest(const ImageManifest& manifest);

    /** Says what the image is, at its source: all of it is here. */
    void Fill(const GroupId& image, const ImageManifest& manifest);

    /** \return what the image is; nothing while that is not known */
    const std::optional<ImageManifest>& GetManifest() const
    {
        return m_manifest;
    }

    /** \return the manifest's; 0 while that is not known */
    uint32_t GetTag() const
    {
        return m_tag;
    }

    /** \return whether the digests of all chunks are here, and right */
    bool HasIndex() const
    {
        return m_hasIndex;
    }

    /** \return the index; whole if HasIndex() */
    const std::vector<uint8_t>& GetIndex() const
    {
        return m_index;
    }

    /** \return whether a chunk, or the index, is on disk or on its way there */
    bool Has(uint32_t chunk) const
    {
        return chunk == INDEX ? m_hasIndex : m_hasIndex && m_has[chunk];
    }

    /** Notes that a chunk is on disk, or on its way there. */
    void Keep(uint32_t chunk);

    /** \return the index or the first chunk that is neither here nor coming in, if any can come */
    std::optional<uint32_t> FindNext() const;

    /** \return how many chunks Has() is true of, the index not counted */
    uint32_t CountKept() const
    {
        return m_kept;
    }

    /** Notes that a chunk is in memory, and forgets those that have been so for longest. */
    void Remember(uint32_t chunk);

    /** \return whether a chunk, or the index, is in memory */
    bool Remembers(uint32_t chunk) const;

    /**
     * Has a chunk come in; or the index first, without which none can be verified.
     * \return which of them is to be asked for now, if any
     */
    std::optional<uint32_t> Begin(uint32_t chunk);

    /** \return how many are coming in */
    std::size_t CountComing() const
    {
        return m_coming.size();
    }

    /** \return the next block that one which is coming in needs */
    uint16_t GetNextBlock(uint32_t chunk) const;

    /** \return those that are coming in, or only those of which nothing has come of late */
    std::vector<uint32_t> FindComing(bool isIdle);

    /**
     * A block has come in.
     * \param header which one; of this image
     * \param payload its bytes; of the index only these are looked at
     */
    Outcome Take(const ImageHeader& header, const Packet& payload);

  private:
    /** A chunk, or the index, that is coming in. */
    struct Coming
    {
        uint16_t next{0};     //!< block
        bool isBehind{false}; //!< whether one after it has come
        bool hasMoved{true};  //!< whether one has been taken of late
        Sha256 hash;          //!< of those before it
    };

    Outcome TakeNext(Coming& coming, const ImageHeader& header, const Packet& payload);

    uint64_t m_memory;                       //!< bytes of chunks that stay in memory
    std::optional<ImageManifest> m_manifest; //!< what the image is
    uint32_t m_tag{0};                       //!< its tag
    bool m_hasIndex{false};                  //!< whether all of m_index is here, and right
    std::vector<uint8_t> m_index;            //!< digests of all chunks
    std::vector<bool> m_has;                 //!< chunks that are kept
    uint32_t m_kept{0};                      //!< how many
    uint32_t m_first{0};                     //!< all before this one are kept
    std::deque<uint32_t> m_inMemory;         //!< chunks, the latest one last
    std::map<uint32_t, Coming> m_coming;     //!< chunks that are coming in
};

} // namespace ns3::camcube

#endif /* IMAGE_COPY_H */
