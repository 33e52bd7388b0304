/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "frame.h"

#include "wire-header.h"

#include <array>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

FramePtr
Frame::FromPacket(Ptr<const Packet> wire)
{
    if (!wire)
    {
        ThrowNoPayload();
    }
    WireHeader ethernet;
    if (wire->GetSize() < ETHERNET_HEADER_BYTES + SERVICE_ID_BYTES)
    {
        return nullptr;
    }
    Ptr<Packet> payload = wire->Copy();
    payload->RemoveHeader(ethernet);
    auto frame = std::make_unique<Frame>(ethernet.GetService(), payload);
    frame->m_etherType = ethernet.GetEtherType();
    return frame;
}

FramePtr
Frame::MakeNonServiceFrame(Ptr<Packet> payload, uint16_t etherType)
{
    auto frame = std::make_unique<Frame>(0, std::move(payload));
    frame->m_etherType = etherType;
    return frame;
}

FramePtr
Frame::Copy() const
{
    if (!m_payload)
    {
        ThrowNoPayload();
    }
    auto copy = std::make_unique<Frame>(m_service, m_payload->Copy());
    copy->m_etherType = m_etherType;
    copy->m_birth = m_birth;
    copy->m_headerType = m_headerType;
    std::memcpy(copy->m_header, m_header, HEADER_ROOM);
    copy->m_payloadBytes = m_payloadBytes;
    copy->m_innerType = m_innerType;
    std::memcpy(copy->m_inner, m_inner, HEADER_ROOM);
    copy->m_asCame = m_asCame ? std::make_unique<const Ptr<Packet>>(*m_asCame) : nullptr;
    copy->m_inPort = m_inPort;
    return copy;
}

Ptr<Packet>
Frame::ToPacket(Mac48Address source, Mac48Address destination) const
{
    if (!m_payload)
    {
        ThrowNoPayload();
    }
    WireHeader header(source, destination, m_etherType, m_service);
    for (const auto& [type, bytes] : {std::pair(m_headerType, m_header), {m_innerType, m_inner}})
    {
        if (type)
        {
            type->write(bytes, header.AppendBytes(type->wireBytes));
        }
    }
    Ptr<Packet> wire = m_payload->Copy();
    wire->AddHeader(header);
    return wire;
}

namespace
{

/** \return what stands behind a header at the front of some bytes; null if it is no such header */
Ptr<Packet>
Decode(const FrameHeaderType& type, const Ptr<const Packet>& from, std::byte* to)
{
    std::array<uint8_t, FrameHeaderType::MAX_WIRE_BYTES> bytes;
    if (from->CopyData(bytes.data(), type.wireBytes) < type.wireBytes ||
        !type.read(to, bytes.data()))
    {
        return nullptr;
    }
    Ptr<Packet> rest = from->Copy();
    rest->RemoveAtStart(type.wireBytes);
    return rest;
}

} // namespace

bool
Frame::DecodeHeader(const FrameHeaderType& type)
{
    // What a service has put on is not bytes; what was read from bytes can be read anew.
    if (!m_payload || (m_headerType && !m_asCame))
    {
        return false;
    }
    const Ptr<Packet> bytes = m_headerType ? *m_asCame : m_payload;
    alignas(std::uint64_t) std::byte header[HEADER_ROOM];
    const Ptr<Packet> rest = Decode(type, bytes, header);
    if (!rest)
    {
        return false;
    }
    std::memcpy(m_header, header, HEADER_ROOM);
    m_headerType = &type;
    m_innerType = nullptr;
    m_asCame = std::make_unique<const Ptr<Packet>>(bytes);
    SetPayload(rest);
    return true;
}

bool
Frame::DecodeInnerHeader(const FrameHeaderType& type)
{
    if (!m_payload || !m_headerType || m_innerType)
    {
        return false;
    }
    const Ptr<Packet> rest = Decode(type, m_payload, m_inner);
    if (!rest)
    {
        return false;
    }
    m_innerType = &type;
    SetPayload(rest);
    return true;
}

void
Frame::ThrowNoPayload()
{
    throw std::invalid_argument("a frame has no payload; give it a packet, of no bytes perhaps");
}

} // namespace ns3::camcube
