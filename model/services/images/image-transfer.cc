/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "image-transfer.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::camcube
{

ImageTransfer::ImageTransfer(const GroupId& id, const Shared& shared)
    : m_id(id),
      m_shared(shared),
      m_copy(std::make_shared<ImageCopy>(shared.memory))
{
}

ImageTransfer::~ImageTransfer()
{
    Stop();
    Release();
}

void
ImageTransfer::Stop()
{
    m_isStopped = true;
    m_timer.Cancel();
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
            m_shared.failed(m_id, ImageDistribution::DISK_FULL);
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
    m_tries = 0;
    Reserve();
    Pull();
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
    SendManifest(PortSet::Of(port));
    const PortSet parent = m_shared.tree->GetParent(m_id);
    if (parent.IsEmpty() || parent.Contains(port) || m_tries > 0)
    {
        m_tries = 0;
        AskAgain(false);
        SetTimer();
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
    m_tries = 0;
    Reserve();
    SendManifest(GetEdges() - PortSet::Of(in));
    Pull();
}

void
ImageTransfer::HeardAsk(const ImageHeader& header, uint8_t in)
{
    const auto& manifest = m_copy->GetManifest();
    uint32_t chunk = header.chunk;
    if (!manifest)
    {
        chunk = INDEX; // who asks may not know either, and is told as soon as this server is
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
        const bool hasAsked = manifest && Begin(chunk);
        if (!hasAsked && (m_tries > MAX_TRIES || m_shared.tree->GetParent(m_id).Contains(in)))
        {
            Ask(m_copy->HasIndex() ? chunk
                                   : INDEX); // a parent that asks lacks it, so somebody else
        }
        SetTimer();
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
        Ask(header.chunk);
    }
    else if (outcome == ImageCopy::TAKEN || outcome == ImageCopy::WHOLE)
    {
        m_hasMoved = true;
        if (std::exchange(m_tries, 0) > 0)
        {
            m_timer.Cancel();
            SetTimer();
        }
    }
    if (outcome == ImageCopy::WHOLE)
    {
        Arrived(header.chunk);
    }
}

void
ImageTransfer::Arrived(uint32_t chunk)
{
    if (chunk != INDEX)
    {
        m_copy->Remember(chunk);
    }
    if (chunk != INDEX && m_isCached)
    {
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
    m_shared.sender.Arrived(m_id, chunk);
    if (chunk == INDEX)
    {
        for (uint32_t waiting : m_shared.sender.FindWaiting(m_id))
        {
            Begin(waiting);
        }
    }
    Pull();
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
            Begin(*next);
        }
        if (m_copy->CountKept() == manifest->CountChunks() && m_copy->HasIndex() &&
            m_writing == 0 && !std::exchange(m_isComplete, true))
        {
            const auto& index = m_copy->GetIndex();
            m_shared.completed(m_id, Sha256::GetName(Sha256::Of(index.data(), index.size())));
        }
    }
    SetTimer();
}

bool
ImageTransfer::Begin(uint32_t chunk)
{
    const auto first = m_copy->Begin(chunk);
    if (first)
    {
        Ask(*first);
    }
    return first.has_value();
}

void
ImageTransfer::Ask(uint32_t chunk)
{
    const ImageHeader header{0,
                             m_copy->GetTag(),
                             chunk,
                             m_copy->GetNextBlock(chunk),
                             ImageHeader::ASK};
    for (uint8_t port : ChooseSupplier(chunk))
    {
        m_shared.counters.asks += Send(port, header, Create<Packet>());
    }
}

void
ImageTransfer::AskAgain(bool isIdle)
{
    if (!m_copy->GetManifest())
    {
        Ask(INDEX); // for what it is, at first
    }
    for (uint32_t chunk : m_copy->FindComing(isIdle))
    {
        Ask(chunk);
    }
}

PortSet
ImageTransfer::ChooseSupplier(uint32_t chunk)
{
    const PortSet parent = m_shared.tree->GetParent(m_id);
    const PortSet askers = m_shared.sender.GetAskers(m_id, chunk);
    // Who asks does not have it. In vain, though, that may have been long ago.
    if (!(parent - askers).IsEmpty() || (m_tries % 2 == 1 && !parent.IsEmpty()))
    {
        return parent;
    }
    PortSet kids = m_shared.tree->GetKids(m_id) - parent;
    kids = (kids - askers).IsEmpty() ? kids : kids - askers;
    uint32_t skip = kids.IsEmpty() ? 0 : m_turn++ % kids.GetSize();
    for (uint8_t kid : kids)
    {
        if (skip-- == 0)
        {
            return PortSet::Of(kid);
        }
    }
    return {};
}

void
ImageTransfer::SendManifest(PortSet ports)
{
    if (const auto& manifest = m_copy->GetManifest())
    {
        for (uint8_t port : ports)
        {
            m_shared.counters.manifests += Send(port, {0, m_copy->GetTag()}, MakePacket(*manifest));
        }
    }
}

bool
ImageTransfer::Send(uint8_t port, const ImageHeader& header, Ptr<Packet> payload)
{
    if (m_isStopped || !m_shared.tree->IsDeployed())
    {
        return false;
    }
    auto frame = std::make_unique<Frame>(m_shared.tree->GetServiceId(), std::move(payload));
    frame->SetInnerHeader(header);
    return m_shared.tree->Send(m_id, m_shared.user, port, std::move(frame), true) ==
           SendResult::SENT;
}

bool
ImageTransfer::IsWaiting() const
{
    return !m_copy->GetManifest() || m_copy->CountComing() > 0;
}

void
ImageTransfer::SetTimer()
{
    if (IsWaiting() && !m_isStopped && m_tries <= MAX_TRIES && !m_timer.IsRunning())
    {
        m_timer = Simulator::Schedule(m_shared.retryTime * (int64_t{1} << m_tries),
                                      &ImageTransfer::TimeOver,
                                      this);
    }
}

void
ImageTransfer::TimeOver()
{
    const auto kept = shared_from_this(); // whatever is done to it meanwhile
    m_tries += IsWaiting() && !std::exchange(m_hasMoved, false);
    if (m_tries <= MAX_TRIES)
    {
        AskAgain(true);
        SetTimer();
        return;
    }
    ++m_shared.counters.gaveUp;
    if (m_isWanted)
    {
        m_shared.failed(m_id, ImageDistribution::NO_SOURCE);
    }
}

} // namespace ns3::camcube
