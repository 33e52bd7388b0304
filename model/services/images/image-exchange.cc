/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "image-exchange.h"

namespace ns3::camcube
{

ImageExchange::ImageExchange(const Settings& settings, Ptr<GroupTree> tree, ImageCounters& counters)
    : GroupTreeUser(TREE_USER),
      m_disk(settings.diskRate, settings.diskSize),
      m_sender(tree, *this, m_disk, counters),
      m_shared{settings.window,
               settings.memory,
               settings.retryTime,
               tree,
               m_disk,
               m_sender,
               counters,
               settings.reports}
{
}

void
ImageExchange::Close()
{
    m_disk.Stop();
    for (auto& image : m_images)
    {
        image.second->Stop();
    }
}

ImageExchange::Transfer
ImageExchange::Find(const GroupId& id) const
{
    const auto found = m_images.find(id);
    return found != m_images.end() ? found->second : nullptr;
}

ImageExchange::Transfer
ImageExchange::Get(const GroupId& id)
{
    Transfer& image = m_images[id];
    image = image ? image : std::make_shared<ImageTransfer>(id, m_shared);
    return image;
}

std::vector<GroupId>
ImageExchange::GetWanted() const
{
    std::vector<GroupId> wanted;
    for (const auto& [id, image] : m_images)
    {
        if (image->IsWanted())
        {
            wanted.push_back(id);
        }
    }
    return wanted;
}

PortSet
ImageExchange::GetEdges(const GroupId& id) const
{
    return m_shared.tree->GetParent(id) | m_shared.tree->GetKids(id);
}

void
ImageExchange::TreeChanged(const GroupId& id)
{
    const PortSet edges = GetEdges(id);
    const auto image = m_images.find(id);
    if (image != m_images.end())
    {
        m_sender.Forget(id, PortSet(UINT16_MAX) - edges);
        if (edges.IsEmpty() && !image->second->IsWanted())
        {
            image->second->Stop();
            m_images.erase(image);
        }
    }
}

void
ImageExchange::EdgeFormed(const GroupId& id, uint8_t port, Ptr<const Packet>)
{
    if (const Transfer image = Find(id))
    {
        image->EdgeFormed(port);
    }
}

void
ImageExchange::SessionEnded(uint8_t port)
{
    m_sender.Forget(port);
}

void
ImageExchange::Drained(uint8_t port)
{
    m_sender.Pump(port);
}

void
ImageExchange::Received(const GroupId& id, uint8_t in, FramePtr frame)
{
    const ImageHeader* read = frame->PeekInnerHeader<ImageHeader>();
    if (!read || read->kind > ImageHeader::BLOCK)
    {
        ++m_shared.counters.malformed;
        return;
    }
    const ImageHeader header = *read;
    const bool isOfTree = GetEdges(id).Contains(in);
    // A block may still come from who was a parent.
    const Transfer image = isOfTree ? Get(id) : Find(id);
    if (image && header.kind == ImageHeader::BLOCK)
    {
        image->HeardBlock(header, *frame->GetPayload());
    }
    else if (isOfTree && header.kind == ImageHeader::ASK)
    {
        image->HeardAsk(header, in);
    }
    else if (isOfTree)
    {
        image->HeardManifest(*frame->GetPayload(), in);
    }
    else
    {
        ++m_shared.counters.foreign;
    }
}

} // namespace ns3::camcube
