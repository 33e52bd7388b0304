/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "chunk-sender.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

ChunkSender::ChunkSender(Ptr<GroupTree> tree,
                         const GroupTreeUser& user,
                         Disk& disk,
                         ImageCounters& counters)
    : m_tree(std::move(tree)),
      m_user(user),
      m_disk(disk),
      m_counters(counters)
{
}

bool
ChunkSender::Add(const GroupId& image,
                 const Copy& copy,
                 uint32_t chunk,
                 uint16_t block,
                 uint8_t port)
{
    const auto found = m_asked.find({image, chunk, port});
    if (found != m_asked.end())
    {
        found->second.block = block; // those from there on have been lost
        return found->second.state == WAITING;
    }
    if (m_asked.size() >= MAX_ASKED)
    {
        ++m_counters.refused;
        return false;
    }
    m_asked[{image, chunk, port}] = {copy, block};
    if (copy->Remembers(chunk))
    {
        Arrived(image, chunk);
    }
    else if (copy->Has(chunk))
    {
        Read(image, copy, chunk);
    }
    else
    {
        return true;
    }
    return false;
}

void
ChunkSender::Read(const GroupId& image, const Copy& copy, uint32_t chunk)
{
    bool isBeingRead = false;
    const auto [begin, end] = Range(image, chunk);
    for (auto asked = begin; asked != end; ++asked)
    {
        State& state = m_asked[asked->first].state;
        isBeingRead = isBeingRead || state == READING;
        state = state == WAITING ? READING : state;
    }
    if (!isBeingRead)
    {
        const uint64_t bytes = copy->GetManifest()->GetChunkBytes(chunk);
        m_counters.read += bytes;
        m_disk.Access(bytes, [this, image, copy, chunk] {
            copy->Remember(chunk);
            Arrived(image, chunk);
        });
    }
}

void
ChunkSender::Arrived(const GroupId& image, uint32_t chunk)
{
    for (uint8_t port : GetAskers(image, chunk))
    {
        const Key key{image, chunk, port};
        const auto asked = m_asked.find(key);
        if (asked != m_asked.end() && std::exchange(asked->second.state, QUEUED) != QUEUED)
        {
            m_queue[port].push_back(key);
            Pump(port);
        }
    }
}

std::pair<ChunkSender::AskedMap::const_iterator, ChunkSender::AskedMap::const_iterator>
ChunkSender::Range(const GroupId& image, uint32_t chunk) const
{
    return {m_asked.lower_bound({image, chunk, 0}), m_asked.upper_bound({image, chunk, UINT8_MAX})};
}

PortSet
ChunkSender::GetAskers(const GroupId& image, uint32_t chunk) const
{
    PortSet askers;
    const auto [begin, end] = Range(image, chunk);
    for (auto asked = begin; asked != end; ++asked)
    {
        askers.Insert(std::get<uint8_t>(asked->first));
    }
    return askers;
}

std::vector<uint32_t>
ChunkSender::FindWaiting(const GroupId& image) const
{
    std::vector<uint32_t> waiting;
    for (const auto& [key, asked] : m_asked)
    {
        if (std::get<GroupId>(key) == image && asked.state == WAITING)
        {
            waiting.push_back(std::get<uint32_t>(key));
        }
    }
    return waiting;
}

void
ChunkSender::Forget(const GroupId& image, PortSet ports)
{
    for (auto asked = m_asked.begin(); asked != m_asked.end();)
    {
        const auto& [of, chunk, port] = asked->first;
        asked = of == image && ports.Contains(port) ? m_asked.erase(asked) : std::next(asked);
    }
}

void
ChunkSender::Forget(uint8_t port)
{
    for (auto asked = m_asked.begin(); asked != m_asked.end();)
    {
        asked = std::get<uint8_t>(asked->first) == port ? m_asked.erase(asked) : std::next(asked);
    }
}

void
ChunkSender::Pump(uint8_t port)
{
    std::deque<Key>& queue = m_queue[port];
    // With one frame that waits the link is never idle, and this is told when it leaves.
    while (!queue.empty() && !m_tree->IsWaitingFor(port))
    {
        const auto found = m_asked.find(queue.front());
        if (found == m_asked.end() || found->second.state != QUEUED)
        {
            queue.pop_front(); // the neighbour is gone, or has asked anew
            continue;
        }
        // Done with it before it is sent: who traces that may do anything.
        const Key key = found->first;
        const Asked asked = found->second;
        const uint32_t chunk = std::get<uint32_t>(key);
        if (++found->second.block >= asked.copy->GetManifest()->CountBlocks(chunk))
        {
            m_asked.erase(found);
            queue.pop_front();
        }
        const bool isSent = SendBlock(key, asked);
        m_counters.blocks += isSent;
        m_counters.refused += !isSent;
    }
}

bool
ChunkSender::SendBlock(const Key& key, const Asked& asked)
{
    const auto& [image, chunk, port] = key;
    const ImageManifest& manifest = *asked.copy->GetManifest();
    const uint16_t bytes = manifest.GetBlockBytes(chunk, asked.block);
    ImageHeader header{0, asked.copy->GetTag(), chunk, asked.block, ImageHeader::BLOCK};
    Ptr<Packet> payload;
    if (chunk == ImageManifest::INDEX)
    {
        const std::size_t before = std::size_t{asked.block} * manifest.blockBytes;
        payload = Create<Packet>(asked.copy->GetIndex().data() + before, bytes);
    }
    else
    {
        payload = Create<Packet>(bytes); // the content stands for them
        header.content = manifest.MakeContent(image, chunk, asked.block);
    }
    return Send(image, port, header, std::move(payload), false);
}

bool
ChunkSender::Say(const GroupId& image, uint8_t port, const ImageHeader& header, Ptr<Packet> payload)
{
    return m_tree->IsDeployed() && Send(image, port, header, std::move(payload), true);
}

bool
ChunkSender::Send(const GroupId& image,
                  uint8_t port,
                  const ImageHeader& header,
                  Ptr<Packet> payload,
                  bool isFirst)
{
    auto frame = std::make_unique<Frame>(m_tree->GetServiceId(), std::move(payload));
    frame->SetInnerHeader(header);
    return m_tree->Send(image, m_user, port, std::move(frame), isFirst) == SendResult::SENT;
}

} // namespace ns3::camcube
