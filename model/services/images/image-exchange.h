/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IMAGE_EXCHANGE_H
#define IMAGE_EXCHANGE_H

#include "image-transfer.h"

#include "ns3/group-tree-user.h"

#include <map>
#include <memory>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The images of one server, those that it passes on among them, and its disk: what of
 * ImageDistribution lives as long as it is deployed.
 */
class ImageExchange : public GroupTreeUser
{
  public:
    static constexpr uint8_t TREE_USER = 4; //!< the number of its frames on trees

    using Transfer = std::shared_ptr<ImageTransfer>;

    /** Attributes of ImageDistribution, and what it is to be told. */
    struct Settings
    {
        uint32_t window;      //!< chunks of an image that are asked for at a time
        uint64_t memory;      //!< bytes of an image that stay in memory
        Time retryTime;       //!< after which to ask again
        DataRate diskRate;    //!< of the disk
        uint64_t diskSize;    //!< of the disk, in bytes
        ImageReports reports; //!< told of images
    };

    /** \param settings attributes \param tree that of this server \param counters counts */
    ImageExchange(const Settings& settings, Ptr<GroupTree> tree, ImageCounters& counters);

    /** Says, asks and reports nothing any more. */
    void Close();

    /** \return an image, if it is known or wanted here; null otherwise */
    Transfer Find(const GroupId& id) const;

    /** \return an image, known from now on */
    Transfer Get(const GroupId& id);

    /** \return the images that this server wants, in order */
    std::vector<GroupId> GetWanted() const;

    const Disk& GetDisk() const
    {
        return m_disk;
    }

    // GroupTreeUser
    void TreeChanged(const GroupId& id) override;
    void EdgeFormed(const GroupId& id, uint8_t port, Ptr<const Packet> greeting) override;
    void SessionEnded(uint8_t port) override;
    void Drained(uint8_t port) override;
    void Received(const GroupId& id, uint8_t in, FramePtr frame) override;

  private:
    PortSet GetEdges(const GroupId& id) const;

    Disk m_disk;                          //!< keeps chunks
    ChunkSender m_sender;                 //!< sends them
    ImageTransfer::Shared m_shared;       //!< what transfers need
    std::map<GroupId, Transfer> m_images; //!< those that are known, or wanted
};

} // namespace ns3::camcube

#endif /* IMAGE_EXCHANGE_H */
