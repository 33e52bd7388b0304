/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "image-transfer.h"

#include <utility>

namespace ns3::camcube
{

ImageTransfer::ImageTransfer(const GroupId& id, const Shared& shared)
    : m_id(id),
      m_shared(shared),
      m_copy(std::make_shared<ImageCopy>(shared.memory)),
      m_asker(std::make_shared<ChunkAsker>(id,
                                           m_copy,
                                           shared.tree,
                                           shared.sender,
                                           shared.counters,
                                           shared.retryTime,
                                           [this] { GaveUp(); }))
{
}

ImageTransfer::~ImageTransfer()
{
    Stop();
    Release();
}

PortSet
ImageTransfer::GetEdges() const
{
    return m_shared.tree->GetParent(m_id) | m_shared.tree->GetKids(m_id);
}

void
ImageTransfer::Reserve()
{
    const auto& manifest = m_copy->GetManifest();
    if (manifest && !m_isCached)
    {
        m_isCached = m_shared.disk.Reserve(manifest->bytes);
        m_shared.counters.uncached += !m_isCached;
        if (m_isWanted && !m_isCached)
        {
            m_shared.reports.failed(m_id, ImageDistribution::DISK_FULL);
        }
    }
}

void
ImageTransfer::Release()
{
    m_shared.sender.Forget(m_id, PortSet(UINT16_MAX));
    if (std::exchange(m_isCached, false))
    {
        m_shared.disk.Release(m_copy->GetManifest()->bytes);
    }
}

void
ImageTransfer::Want()
{
    m_isWanted = true;
    Reserve();
    Pull();
    if (m_asker->IsInVain())
    {
        m_asker->Restart();
    }
}

void
ImageTransfer::GaveUp()
{
    if (m_isWanted)
    {
        m_shared.reports.failed(m_id, ImageDistribution::NO_SOURCE);
    }
}

void
ImageTransfer::Publish(const ImageManifest& manifest)
{
    Release();
    m_copy->Fill(m_id, manifest);
    SendManifest(GetEdges());
    Want();
}

ImageDistribution::Progress
ImageTransfer::GetProgress() const
{
    const auto& manifest = m_copy->GetManifest();
    if (!manifest)
    {
        return {};
    }
    return {true,
            m_isCached,
            m_isComplete,
            manifest->bytes,
            manifest->CountChunks(),
            m_copy->CountKept()};
}

void
ImageTransfer::EdgeFormed(uint8_t port)
{
    m_shared.sender.Forget(m_id, PortSet::Of(port)); // what it has asked for in another place
    SendManifest(PortSet::Of(port));
    const PortSet parent = m_shared.tree->GetParent(m_id);
    if (parent.IsEmpty() || parent.Contains(port) || m_asker->IsInVain())
    {
        m_asker->Restart();
    }
}

void
ImageTransfer::HeardManifest(const Packet& payload, uint8_t in)
{
    const auto manifest = ReadPacket<ImageManifest>(payload);
    if (!manifest || !manifest->IsValid())
    {
        ++m_shared.counters.malformed;
        return;
    }
    if (manifest->GetTag() == m_copy->GetTag())
    {
        return;
    }
    if (m_copy->HasIndex()) // which is right, so that this one is wrong, or of another image
    {
        ++m_shared.counters.foreign;
        return;
    }
    Release();
    m_copy->SetManifest(*manifest);
    Reserve();
    SendManifest(GetEdges() - PortSet::Of(in));
    m_asker->Moved();
    Pull();
}

void
ImageTransfer::HeardAsk(const ImageHeader& header, uint8_t in)
{
    const auto& manifest = m_copy->GetManifest();
    uint32_t chunk = header.chunk;
    if (!manifest)
    {
        chunk = ImageManifest::INDEX; // who asks may not know either, and is told as soon as this
                                      // server is
    }
    else if (header.tag != m_copy->GetTag())
    {
        m_shared.counters.foreign += header.tag != 0;
        SendManifest(PortSet::Of(in));
        return;
    }
    else if (!manifest->HasChunk(chunk) || header.block >= manifest->CountBlocks(chunk))
    {
        ++m_shared.counters.malformed;
        return;
    }
    if (m_shared.sender.Add(m_id, m_copy, chunk, manifest ? header.block : 0, in))
    {
        m_asker->HeardAsk(chunk, in);
    }
}

void
ImageTransfer::HeardBlock(const ImageHeader& header, const Packet& payload)
{
    ImageCounters& counters = m_shared.counters;
    if (header.tag != m_copy->GetTag() || header.tag == 0)
    {
        ++counters.foreign;
        return;
    }
    const ImageCopy::Outcome outcome = m_copy->Take(header, payload);
    counters.malformed += outcome == ImageCopy::MALFORMED;
    counters.superfluous += outcome == ImageCopy::SUPERFLUOUS;
    counters.lost += outcome == ImageCopy::AHEAD;
    counters.wrong += outcome == ImageCopy::WRONG;
    if (outcome == ImageCopy::AHEAD || outcome == ImageCopy::WRONG)
    {
        m_asker->Ask(header.chunk);
    }
    else if (outcome == ImageCopy::TAKEN || outcome == ImageCopy::WHOLE)
    {
        m_asker->Moved();
    }
    if (outcome == ImageCopy::WHOLE)
    {
        Arrived(header.chunk);
    }
}

void
ImageTransfer::Arrived(uint32_t chunk)
{
    if (chunk != ImageManifest::INDEX)
    {
        Keep(chunk);
    }
    m_shared.sender.Arrived(m_id, chunk);
    for (uint32_t waiting : m_shared.sender.FindWaiting(m_id))
    {
        m_asker->Begin(waiting); // now that the index is here, if it was not
    }
    Pull();
}

void
ImageTransfer::Keep(uint32_t chunk)
{
    m_copy->Remember(chunk);
    if (!m_isCached)
    {
        return;
    }
    const uint64_t bytes = m_copy->GetManifest()->GetChunkBytes(chunk);
    m_copy->Keep(chunk);
    ++m_writing;
    m_shared.counters.written += bytes;
    m_shared.disk.Access(bytes, [kept = weak_from_this()] {
        if (const auto transfer = kept.lock())
        {
            --transfer->m_writing;
            transfer->Pull();
        }
    });
}

void
ImageTransfer::Pull()
{
    const auto& manifest = m_copy->GetManifest();
    if (manifest && m_isWanted && m_isCached)
    {
        while (m_copy->CountComing() + m_writing < m_shared.window)
        {
            const auto next = m_copy->FindNext();
            if (!next)
            {
                break;
            }
            m_asker->Begin(*next);
        }
        if (m_copy->CountKept() == manifest->CountChunks() && m_copy->HasIndex() &&
            m_writing == 0 && !std::exchange(m_isComplete, true))
        {
            const auto& index = m_copy->GetIndex();
            m_shared.reports.completed(m_id,
                                       Sha256::GetName(Sha256::Of(index.data(), index.size())));
        }
    }
    m_asker->SetTimer();
}

void
ImageTransfer::SendManifest(PortSet ports)
{
    if (const auto& manifest = m_copy->GetManifest())
    {
        for (uint8_t port : ports)
        {
            m_shared.counters.manifests +=
                m_shared.sender.Say(m_id, port, {0, m_copy->GetTag()}, MakePacket(*manifest));
        }
    }
}

} // namespace ns3::camcube
