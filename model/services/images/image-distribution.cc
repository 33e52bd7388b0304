/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "image-distribution.h"

#include "image-exchange.h"

#include "ns3/group-tree.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

namespace
{

std::string
NameOf(const GroupId& image)
{
    return "image " + std::to_string(image.number) + " of " + image.place.GetName();
}

} // namespace

NS_OBJECT_ENSURE_REGISTERED(ImageDistribution);

TypeId
ImageDistribution::GetTypeId()
{
    using Images = ImageDistribution;
    static TypeId tid =
        TypeId("ns3::camcube::ImageDistribution")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddConstructor<Images>()
            .AddAttribute("ChunkSize",
                          "Bytes that are asked for, verified and kept as one, of images that are "
                          "published here; 0 for a 256th of the image in whole frames, but no "
                          "more of these than 256 KiB have",
                          UintegerValue(0),
                          MakeUintegerAccessor(&Images::m_chunkBytes),
                          MakeUintegerChecker<uint32_t>(0, 64 * 1024 * 1024))
            .AddAttribute("Window",
                          "Chunks of an image that are asked for, or on their way to disk, at a "
                          "time",
                          UintegerValue(4),
                          MakeUintegerAccessor(&Images::m_window),
                          MakeUintegerChecker<uint32_t>(1, 64))
            .AddAttribute("Memory",
                          "Bytes of each image that stay in memory, those that came last; others "
                          "are read from disk. A chunk fits always",
                          UintegerValue(16 * 1024 * 1024),
                          MakeUintegerAccessor(&Images::m_memory),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("RetryTime",
                          "Time after which a chunk is asked for again of which nothing has come",
                          TimeValue(MilliSeconds(10)),
                          MakeTimeAccessor(&Images::m_retryTime),
                          MakeTimeChecker(MicroSeconds(1), Seconds(100)))
            .AddAttribute("DiskRate",
                          "Bits a second that the disk reads and writes, 1Mbps at least",
                          DataRateValue(DataRate("4Gbps")),
                          MakeDataRateAccessor(&Images::m_diskRate),
                          MakeDataRateChecker())
            .AddAttribute("DiskSize",
                          "Bytes of images that the disk takes",
                          UintegerValue(1000000000000),
                          MakeUintegerAccessor(&Images::m_diskSize),
                          MakeUintegerChecker<uint64_t>())
            .AddTraceSource("Completed",
                            "All of an image that this server wants is on its disk, and verified: "
                            "image, its SHA-256",
                            MakeTraceSourceAccessor(&Images::m_completed),
                            "ns3::camcube::ImageDistribution::CompletedCallback")
            .AddTraceSource("GaveUp",
                            "An image that this server wants cannot be had for now: image, why",
                            MakeTraceSourceAccessor(&Images::m_gaveUp),
                            "ns3::camcube::ImageDistribution::GaveUpCallback");
    return tid;
}

ImageDistribution::ImageDistribution()
    : Service(SERVICE_ID)
{
}

ImageDistribution::~ImageDistribution() = default;

const char*
ImageDistribution::GetName(Failure why)
{
    return why == NO_SOURCE ? "no source" : why == DISK_FULL ? "disk full" : "unknown";
}

bool
ImageDistribution::NeedsPlace() const
{
    return true;
}

void
ImageDistribution::Placed()
{
    if (m_diskRate < DataRate("1Mbps"))
    {
        throw std::invalid_argument("a disk of " + std::to_string(m_diskRate.GetBitRate()) +
                                    "bps is too slow; set DiskRate to 1Mbps or more");
    }
    m_tree = GetRuntime().Require<GroupTree>();
    const auto self = [this] { return Ptr<ImageDistribution>(this); };
    // In events of their own: whoever is told may do as it likes.
    const ImageExchange::Settings settings{
        m_window,
        m_memory,
        m_retryTime,
        m_diskRate,
        m_diskSize,
        {[self](const GroupId& image, const std::string& sha256) {
             Simulator::ScheduleNow(&ImageDistribution::ReportCompleted, self(), image, sha256);
         },
         [self](const GroupId& image, Failure why) {
             Simulator::ScheduleNow(&ImageDistribution::ReportFailure, self(), image, why);
         }}};
    m_exchange = std::make_shared<ImageExchange>(settings, m_tree, m_counters);
    m_user = m_tree->AddUser(this, m_exchange.get());
}

void
ImageDistribution::Withdrawing()
{
    m_user.Cancel();
    m_exchange->Close();
    for (const GroupId& image : m_exchange->GetWanted())
    {
        if (m_tree->IsDeployed() && m_tree->IsMember(image))
        {
            m_tree->Leave(image);
        }
    }
    // What has led here may be one of its functions.
    Simulator::ScheduleNow([kept = std::move(m_exchange)] {});
    m_exchange = nullptr;
}

void
ImageDistribution::DoDispose()
{
    m_tree = nullptr;
    Service::DoDispose();
}

GroupId
ImageDistribution::Publish(uint32_t number, uint64_t bytes)
{
    const GroupId image{GetRuntime().GetCoordinate(), number};
    const uint32_t room = m_tree->GetRoom();
    if (room <= WireBytesOf<ImageHeader>)
    {
        throw std::invalid_argument(NameOf(image) + " needs more than " +
                                    std::to_string(WireBytesOf<ImageHeader>) +
                                    " bytes behind the header of a tree, and a frame leaves " +
                                    std::to_string(room) + "; raise the ports' Mtu");
    }
    const auto manifest =
        ImageManifest::Make(bytes,
                            m_chunkBytes,
                            static_cast<uint16_t>(room - WireBytesOf<ImageHeader>));
    const std::string what = NameOf(image) + ", of " + std::to_string(bytes) + " bytes,";
    const auto found = m_exchange->Find(image);
    if (found && found->HasIndex())
    {
        throw std::logic_error(what + " is there already; give it another number");
    }
    if (!manifest.IsValid())
    {
        throw std::invalid_argument(what + " has too many chunks of " +
                                    std::to_string(manifest.chunkBytes) +
                                    " bytes, or these too many blocks; set another ChunkSize");
    }
    if (bytes > m_exchange->GetDisk().GetFree())
    {
        throw std::invalid_argument(what + " does not fit on the disk, where " +
                                    std::to_string(m_exchange->GetDisk().GetFree()) +
                                    " bytes are free; drop another, or set DiskSize");
    }
    Join(image);
    if (m_exchange)
    {
        m_exchange->Get(image)->Publish(manifest);
    }
    return image;
}

void
ImageDistribution::Fetch(const GroupId& image)
{
    GetRuntime();
    if (IsWanted(image) && m_tree->IsMember(image))
    {
        throw std::logic_error(NameOf(image) + " is wanted by server " +
                               GetRuntime().GetCoordinate().GetName() + " already");
    }
    Join(image);
    if (m_exchange)
    {
        m_exchange->Get(image)->Want();
    }
}

void
ImageDistribution::Join(const GroupId& image)
{
    if (!m_tree->IsMember(image))
    {
        m_tree->Join(image);
    }
}

void
ImageDistribution::Drop(const GroupId& image)
{
    GetRuntime();
    if (!IsWanted(image))
    {
        throw std::logic_error(NameOf(image) + " is not wanted by server " +
                               GetRuntime().GetCoordinate().GetName() + "; fetch it first");
    }
    m_exchange->Find(image)->Drop();
    m_exchange->TreeChanged(image); // the tree may have gone before
    if (m_tree->IsDeployed() && m_tree->IsMember(image))
    {
        m_tree->Leave(image);
    }
}

bool
ImageDistribution::IsWanted(const GroupId& image) const
{
    const auto found = m_exchange->Find(image);
    return found && found->IsWanted();
}

ImageDistribution::Progress
ImageDistribution::GetProgress(const GroupId& image) const
{
    const auto found = m_exchange ? m_exchange->Find(image) : nullptr;
    return found ? found->GetProgress() : Progress();
}

uint64_t
ImageDistribution::GetDiskUsed() const
{
    return m_exchange ? m_exchange->GetDisk().GetUsed() : 0;
}

void
ImageDistribution::ReportCompleted(GroupId image, std::string sha256)
{
    m_completed(image, sha256);
}

void
ImageDistribution::ReportFailure(GroupId image, Failure why)
{
    m_gaveUp(image, why);
}

} // namespace ns3::camcube
