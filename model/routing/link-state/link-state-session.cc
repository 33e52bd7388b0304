/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-state-session.h"

#include <algorithm>
#include <array>

namespace ns3::camcube
{

std::optional<std::vector<LinkStateEntry>>
LinkStateSession::Read(const Frame& frame, const LinkStateMessage& message, const Torus& torus)
{
    std::vector<uint8_t> bytes(frame.GetPayload()->GetSize());
    std::vector<LinkStateEntry> entries;
    if (message.kind == LinkStateMessage::HELLO)
    {
        return bytes.size() == DIGEST_BYTES ? std::optional(entries) : std::nullopt;
    }
    if (bytes.size() % LinkStateEntry::WIRE_BYTES != 0)
    {
        return std::nullopt;
    }
    frame.GetPayload()->CopyData(bytes.data(), static_cast<uint32_t>(bytes.size()));
    entries.reserve(bytes.size() / LinkStateEntry::WIRE_BYTES);
    for (std::size_t i = 0; i < bytes.size(); i += LinkStateEntry::WIRE_BYTES)
    {
        entries.push_back(LinkStateEntry::Read(&bytes[i]));
        const PortSet down = entries.back().report.GetDown();
        if (entries.back().server >= torus.GetNServers() || (down & torus.GetPorts()) != down)
        {
            return std::nullopt;
        }
    }
    return entries;
}

FramePtr
LinkStateSession::MakeHello(uint16_t service, uint64_t digest)
{
    m_helloDigest = digest;
    std::array<uint8_t, DIGEST_BYTES> bytes;
    for (uint32_t i = 0; i < DIGEST_BYTES; ++i)
    {
        bytes[i] = static_cast<uint8_t>(digest >> (56 - 8 * i));
    }
    auto frame = std::make_unique<Frame>(service, Create<Packet>(bytes.data(), DIGEST_BYTES));
    frame->SetHeader(LinkStateMessage{m_number, LinkStateMessage::HELLO});
    return frame;
}

bool
LinkStateSession::Agrees(const Frame& hello) const
{
    // Both ends compare the same two digests, so either both send their databases or neither does.
    std::array<uint8_t, DIGEST_BYTES> bytes{};
    hello.GetPayload()->CopyData(bytes.data(), DIGEST_BYTES);
    uint64_t digest = 0;
    for (uint8_t byte : bytes)
    {
        digest = digest << 8 | byte;
    }
    return digest == m_helloDigest;
}

std::vector<FramePtr>
LinkStateSession::Compose(uint16_t service,
                          uint32_t mtu,
                          bool isDatabase,
                          std::vector<LinkStateEntry> entries) const
{
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
        return a.server < b.server;
    });
    const std::size_t room = GetRoom(mtu);
    std::vector<FramePtr> frames;
    std::size_t done = 0;
    do
    {
        const std::size_t now = std::min(room, entries.size() - done);
        std::vector<uint8_t> bytes(now * LinkStateEntry::WIRE_BYTES);
        for (std::size_t i = 0; i < now; ++i)
        {
            entries[done + i].Write(&bytes[i * LinkStateEntry::WIRE_BYTES]);
        }
        done += now;
        frames.push_back(std::make_unique<Frame>(
            service,
            Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()))));
        frames.back()->SetHeader(LinkStateMessage{m_number,
                                                  !isDatabase ? LinkStateMessage::UPDATE
                                                  : done == entries.size()
                                                      ? LinkStateMessage::LAST_DATABASE
                                                      : LinkStateMessage::DATABASE});
    } while (done < entries.size());
    return frames;
}

} // namespace ns3::camcube
