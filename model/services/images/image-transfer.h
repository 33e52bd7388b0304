/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IMAGE_TRANSFER_H
#define IMAGE_TRANSFER_H

#include "chunk-sender.h"
#include "image-distribution.h"

#include "ns3/event-id.h"

#include <functional>
#include <memory>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * How one image comes to one server, and what this says to its neighbours about it. Who lacks a
 * chunk asks its parent for it, and who is asked and lacks it asks in its turn. A root that lacks
 * it, as the source has failed, asks its kids, and so does who is asked by its parent.
 * Always of a std::shared_ptr.
 */
class ImageTransfer : public std::enable_shared_from_this<ImageTransfer>
{
  public:
    /** What the transfers of one server share. */
    struct Shared
    {
        uint32_t window;           //!< chunks of an image that are asked for at a time
        uint64_t memory;           //!< bytes of an image that stay in memory
        Time retryTime;            //!< after which to ask again
        Ptr<GroupTree> tree;       //!< knows the neighbours
        const GroupTreeUser& user; //!< whose frames these are
        ImageDisk& disk;           //!< keeps chunks
        ChunkSender& sender;       //!< sends them
        ImageCounters& counters;   //!< counts
        /** Told that an image is here, with its SHA-256, or that and why it cannot be had. */
        std::function<void(const GroupId&, const std::string&)> completed;
        std::function<void(const GroupId&, ImageDistribution::Failure)> failed; //!< see there
    };

    /** \param id the image \param shared what it needs, and outlives this */
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

    /** All of the image is here, of which HasIndex() is not true. */
    void Publish(const ImageManifest& manifest);

    /** \return whether it is known for sure what the image is */
    bool HasIndex() const
    {
        return m_copy->HasIndex();
    }

    /** \copydoc ImageDistribution::GetProgress */
    ImageDistribution::Progress GetProgress() const;

    /** A neighbour has become parent or kid. */
    void EdgeFormed(uint8_t port);

    /** A neighbour says what the image is. */
    void HeardManifest(const Packet& payload, uint8_t in);

    /** A parent or kid asks for a chunk, or for what the image is. */
    void HeardAsk(const ImageHeader& header, uint8_t in);

    /** A neighbour has sent a block. */
    void HeardBlock(const ImageHeader& header, const Packet& payload);

    /** Says and asks nothing any more. */
    void Stop();

  private:
    static constexpr uint32_t INDEX = ImageManifest::INDEX; //!< the index, as if it were a chunk
    static constexpr uint32_t MAX_TRIES = 6; //!< in vain, each after twice the time of the last

    PortSet GetEdges() const;
    void Reserve();
    void Release();
    void Arrived(uint32_t chunk);
    void Pull();
    bool Begin(uint32_t chunk);
    bool IsWaiting() const;
    void Ask(uint32_t chunk);
    void AskAgain(bool isIdle);
    PortSet ChooseSupplier(uint32_t chunk);
    void SendManifest(PortSet ports);
    bool Send(uint8_t port, const ImageHeader& header, Ptr<Packet> payload);
    void SetTimer();
    void TimeOver();

    const GroupId m_id;       //!< the image
    const Shared& m_shared;   //!< what all transfers need
    ChunkSender::Copy m_copy; //!< what is here
    bool m_isWanted{false};   //!< by this server
    bool m_isCached{false};   //!< whether room on the disk is set aside
    bool m_isComplete{false}; //!< whether that was reported
    bool m_isStopped{false};  //!< whether this is over
    uint32_t m_writing{0};    //!< chunks on their way to disk
    uint32_t m_tries{0};      //!< in vain, of late
    uint32_t m_turn{0};       //!< which kid to ask next
    bool m_hasMoved{false};   //!< whether a block came of late
    EventId m_timer;          //!< asks again
};

} // namespace ns3::camcube

#endif /* IMAGE_TRANSFER_H */
