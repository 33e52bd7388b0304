/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IMAGE_TRANSFER_H
#define IMAGE_TRANSFER_H

#include "chunk-asker.h"
#include "image-distribution.h"

#include <functional>
#include <memory>
#include <string>

namespace ns3::camcube
{

/** \ingroup camcube \brief Who is told of images. */
struct ImageReports
{
    std::function<void(const GroupId&, const std::string& sha256)> completed; //!< one is here
    std::function<void(const GroupId&, ImageDistribution::Failure)> failed;   //!< it cannot be had
};

/**
 * \ingroup camcube
 *
 * One image as it comes to one server, stays on its disk, and goes on to its kids.
 * Always of a std::shared_ptr.
 */
class ImageTransfer : public std::enable_shared_from_this<ImageTransfer>
{
  public:
    /** What the transfers of one server share; it outlives them. */
    struct Shared
    {
        uint32_t window;         //!< chunks of an image that are asked for at a time
        uint64_t memory;         //!< bytes of an image that stay in memory
        Time retryTime;          //!< after which to ask again
        Ptr<GroupTree> tree;     //!< knows the neighbours
        Disk& disk;              //!< keeps chunks
        ChunkSender& sender;     //!< sends them
        ImageCounters& counters; //!< counts
        ImageReports reports;    //!< told of images
    };

    /** \param id the image \param shared what it needs */
    ImageTransfer(const GroupId& id, const Shared& shared);
    ~ImageTransfer();
    ImageTransfer(const ImageTransfer&) = delete;
    ImageTransfer& operator=(const ImageTransfer&) = delete;

    /** This server wants the image. */
    void Want();

    /** It does not any more. */
    void Drop()
    {
        m_isWanted = m_isComplete = false;
    }

    /** \return whether it does */
    bool IsWanted() const
    {
        return m_isWanted;
    }

    /** \return whether it is known for sure what the image is */
    bool HasIndex() const
    {
        return m_copy->HasIndex();
    }

    /** All of the image is here, of which HasIndex() is not true. */
    void Publish(const ImageManifest& manifest);

    /** \copydoc ImageDistribution::GetProgress */
    ImageDistribution::Progress GetProgress() const;

    /** A neighbour has become parent or kid. */
    void EdgeFormed(uint8_t port);

    /** A parent or kid says what the image is. */
    void HeardManifest(const Packet& payload, uint8_t in);

    /** A parent or kid asks for a chunk, or for what the image is. */
    void HeardAsk(const ImageHeader& header, uint8_t in);

    /** A neighbour has sent a block. */
    void HeardBlock(const ImageHeader& header, const Packet& payload);

    /** Asks for nothing any more. */
    void Stop()
    {
        m_asker->Stop();
    }

  private:
    PortSet GetEdges() const;
    void Reserve();
    void Release();
    void Arrived(uint32_t chunk);
    void Keep(uint32_t chunk);
    void Pull();
    void GaveUp();
    void SendManifest(PortSet ports);

    const GroupId m_id;                  //!< the image
    const Shared& m_shared;              //!< what all transfers need
    ChunkSender::Copy m_copy;            //!< what is here
    std::shared_ptr<ChunkAsker> m_asker; //!< asks for the rest
    bool m_isWanted{false};              //!< by this server
    bool m_isCached{false};              //!< whether room on the disk is set aside
    bool m_isComplete{false};            //!< whether that was reported
    uint32_t m_writing{0};               //!< chunks on their way to disk
};

} // namespace ns3::camcube

#endif /* IMAGE_TRANSFER_H */
