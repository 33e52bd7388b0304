/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "image-unicast.h"

#include "ns3/multi-hop-routing-helper.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

namespace
{

/** Bytes of a reply that are none of a block: RequestClient's 9, and what stands for the block. */
constexpr uint32_t REPLY_BYTES = 9 + 8;

} // namespace

ImageUnicast::ImageUnicast(const NodeContainer& servers,
                           uint32_t source,
                           uint64_t bytes,
                           Completed completed)
    : m_completed(std::move(completed)),
      m_receivers(servers.GetN())
{
    const auto runtime = servers.Get(source)->GetObject<Runtime>();
    m_source = runtime->GetCoordinate();
    m_image = {m_source, 0};
    const uint32_t room = MultiHopRouting::GetMtu(runtime->GetMtu());
    m_manifest = ImageManifest::Make(bytes, 0, static_cast<uint16_t>(room - REPLY_BYTES));
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        const auto routing = MultiHopRoutingHelper::Get(servers.Get(server));
        auto& client = m_receivers[server].client;
        client = std::make_unique<RequestClient>(routing, PeekPointer(routing), ENDPOINT);
        client->SetTries(3, Seconds(1));
    }
    m_receivers[source].client->Serve([this](const Ptr<const Packet>& request,
                                             const TorusCoordinate&) { return Answer(*request); });
}

Ptr<Packet>
ImageUnicast::Answer(const Packet& request) const
{
    const auto block = ReadPacket<Block>(request);
    if (!block)
    {
        return nullptr;
    }
    const auto reply =
        MakePacket(Content{m_manifest.MakeContent(m_image, block->chunk, block->block)});
    reply->AddPaddingAtEnd(m_manifest.GetBlockBytes(block->chunk, block->block));
    return reply;
}

void
ImageUnicast::Fetch(uint32_t server)
{
    AskForNext(server);
}

uint32_t
ImageUnicast::CountPlaces(const Block& next) const
{
    return std::min(WINDOW, m_manifest.CountBlocks(next.chunk) - next.block);
}

void
ImageUnicast::AskForNext(uint32_t server)
{
    Receiver& receiver = m_receivers[server];
    if (receiver.next.chunk == m_manifest.CountChunks())
    {
        m_completed(server, Sha256::GetName(receiver.image.GetDigest()));
        return;
    }
    receiver.pending = CountPlaces(receiver.next);
    for (uint32_t place = 0; place < CountPlaces(receiver.next); ++place)
    {
        Ask(server, place);
    }
}

void
ImageUnicast::Ask(uint32_t server, uint32_t place)
{
    Receiver& receiver = m_receivers[server];
    const auto block = static_cast<uint16_t>(receiver.next.block + place);
    receiver.client->Request(m_source,
                             MakePacket(Block{receiver.next.chunk, block}),
                             [this, server, place](const std::optional<Ptr<Packet>>& reply) {
                                 Got(server, place, reply);
                             });
}

void
ImageUnicast::Got(uint32_t server, uint32_t place, const std::optional<Ptr<Packet>>& reply)
{
    Receiver& receiver = m_receivers[server];
    const auto content = reply ? ReadPacket<Content>(**reply) : std::nullopt;
    if (!content)
    {
        ++m_failed;
        if (++receiver.failures <= MAX_FAILURES)
        {
            Simulator::Schedule(MilliSeconds(1), [this, server, place] { Ask(server, place); });
        }
        return;
    }
    receiver.failures = 0;
    receiver.got[place] = content->content;
    if (--receiver.pending == 0)
    {
        TakeAll(server);
        AskForNext(server);
    }
}

void
ImageUnicast::TakeAll(uint32_t server)
{
    Receiver& receiver = m_receivers[server];
    const uint32_t places = CountPlaces(receiver.next);
    for (uint32_t place = 0; place < places; ++place)
    {
        const auto block = static_cast<uint16_t>(receiver.next.block + place);
        ImageManifest::Hash(receiver.chunk,
                            receiver.got[place],
                            m_manifest.GetBlockBytes(receiver.next.chunk, block));
    }
    receiver.next.block = static_cast<uint16_t>(receiver.next.block + places);
    if (receiver.next.block == m_manifest.CountBlocks(receiver.next.chunk))
    {
        const Sha256::Digest digest = std::exchange(receiver.chunk, Sha256()).GetDigest();
        receiver.image.Update(digest.data(), digest.size());
        receiver.next = {receiver.next.chunk + 1, 0};
    }
}

} // namespace ns3::camcube
