/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IMAGE_DISTRIBUTION_H
#define IMAGE_DISTRIBUTION_H

#include "image-counters.h"

#include "ns3/data-rate.h"
#include "ns3/group-id.h"
#include "ns3/nstime.h"
#include "ns3/service.h"
#include "ns3/traced-callback.h"

#include <memory>
#include <string>

namespace ns3::camcube
{

class GroupTree;
class ImageExchange;

/**
 * \ingroup camcube
 *
 * Brings images of virtual machines from the server that publishes them to all that want them, over
 * a group tree whose root is the publisher (GroupTree, on the same servers). Servers ask their
 * parents for chunks, verify each by SHA-256, keep it on disk, and serve their kids from there: at
 * the rate of each, once more what has been lost, and those that come late. doc/images.rst says
 * how.
 *
 * Source: Costa et al., WREN 2009, section 4.4; Abu-Libdeh et al., SIGCOMM 2010, section 3.2. What
 * parents and kids say to each other is ours.
 */
class ImageDistribution : public Service
{
  public:
    static constexpr uint16_t SERVICE_ID = 17; //!< on the server; it has no frames of its own

    /** Why a server does not get what it wants. */
    enum Failure : uint8_t
    {
        NO_SOURCE, //!< nobody within reach has it; it goes on by itself if somebody comes
        DISK_FULL  //!< the disk has no room for the image
    };

    /** What a server has of an image. */
    struct Progress
    {
        bool isKnown{false};    //!< whether it has heard what the image is
        bool isCached{false};   //!< whether it keeps it on disk
        bool isComplete{false}; //!< whether it wants all of it, and has it on disk
        uint64_t bytes{0};      //!< of the image
        uint32_t chunks{0};     //!< of the image
        uint32_t kept{0};       //!< of these, those that are here
    };

    /** Of trace source Completed. */
    typedef void (*CompletedCallback)(const GroupId& image, const std::string& sha256);
    /** Of trace source GaveUp. */
    typedef void (*GaveUpCallback)(const GroupId& image, Failure why);

    static TypeId GetTypeId();
    ImageDistribution();
    ~ImageDistribution() override;

    /** \return "no source" or "disk full" */
    static const char* GetName(Failure why);

    /**
     * Publishes an image, whose bytes are made up from its name. This server is its source.
     * \param number tells this server's images apart
     * \param bytes its length; 0 is one, too
     * \return its name: this server's place, and the number
     * \throws std::invalid_argument if it has too many chunks, or the disk no room for it
     * \throws std::logic_error if an image of this name is here, or while this service, GroupTree
     *         or routing is not deployed
     */
    GroupId Publish(uint32_t number, uint64_t bytes);

    /**
     * Gets an image, published already or not. Trace sources tell when it is here (Completed), and
     * what keeps it away (GaveUp).
     * \throws std::invalid_argument for a place outside the cube
     * \throws std::logic_error if this server wants it already, or while this service, GroupTree or
     *         routing is not deployed
     */
    void Fetch(const GroupId& image);

    /**
     * Ends that, or the publication. What is here of the image goes as soon as no kid needs it.
     * \throws std::logic_error if this server does not want it
     */
    void Drop(const GroupId& image);

    /** \return what is here of an image; nothing of one that is not known */
    Progress GetProgress(const GroupId& image) const;

    /** \return bytes of the disk that are set aside for images */
    uint64_t GetDiskUsed() const;

    const ImageCounters& GetCounters() const
    {
        return m_counters;
    }

    // Service
    bool NeedsPlace() const override;
    void Placed() override;

  protected:
    void Withdrawing() override;
    void DoDispose() override;

  private:
    void Join(const GroupId& image);
    bool IsWanted(const GroupId& image) const;
    void ReportCompleted(GroupId image, std::string sha256);
    void ReportFailure(GroupId image, Failure why);

    uint32_t m_chunkBytes;                     //!< attribute ChunkSize
    uint32_t m_window;                         //!< attribute
    uint64_t m_memory;                         //!< attribute
    Time m_retryTime;                          //!< attribute
    DataRate m_diskRate;                       //!< attribute
    uint64_t m_diskSize;                       //!< attribute
    Ptr<GroupTree> m_tree;                     //!< knows the edges
    std::shared_ptr<ImageExchange> m_exchange; //!< talks to neighbours, while deployed
    Registration m_user;                       //!< has that told of the tree
    ImageCounters m_counters;                  //!< what this has done
    TracedCallback<const GroupId&, const std::string&> m_completed; //!< here
    TracedCallback<const GroupId&, Failure> m_gaveUp;               //!< here
};

} // namespace ns3::camcube

#endif /* IMAGE_DISTRIBUTION_H */
