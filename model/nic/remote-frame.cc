/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "remote-frame.h"

#include "ns3/packet.h"

#include <cstring>

namespace ns3::camcube
{

namespace
{

constexpr uint16_t NO_HEADER = UINT16_MAX;

/** What a frame begins with, in the memory layout of the machine. Packets follow. */
struct Head
{
    int64_t arrival;
    int64_t birth;
    uint32_t node;
    uint32_t losses;
    uint16_t service;
    uint16_t etherType;
    uint16_t headerNumber; //!< of the type, or NO_HEADER
    uint16_t innerNumber;  //!< likewise
    std::byte header[FrameHeaderType::ROOM];
    std::byte inner[FrameHeaderType::ROOM];
    uint8_t port;
    uint8_t lastPort;
    bool hasCome; //!< whether what the header was read from follows the payload
};

/** What a packet begins with. */
struct PacketHead
{
    uint32_t blankBytes;      //!< of one that is blank
    uint32_t serializedBytes; //!< of another, by ns3::Packet::Serialize(): they follow
};

template <typename T>
void
Append(const T& value, std::vector<uint8_t>& batch)
{
    const std::size_t at = batch.size();
    batch.resize(at + sizeof value);
    std::memcpy(&batch[at], &value, sizeof value);
}

template <typename T>
T
Take(const std::vector<uint8_t>& batch, std::size_t& at)
{
    T value;
    std::memcpy(&value, &batch[at], sizeof value);
    at += sizeof value;
    return value;
}

void
AppendPacket(const Packet& packet, std::vector<uint8_t>& batch)
{
    // A byte that is not virtual, and a tag, add to this.
    static const uint32_t blankSize = Create<Packet>(1)->GetSerializedSize();
    const uint32_t size = packet.GetSerializedSize();
    if (size == blankSize)
    {
        Append(PacketHead{packet.GetSize(), 0}, batch);
        return;
    }
    Append(PacketHead{0, size}, batch);
    const std::size_t at = batch.size();
    batch.resize(at + size);
    packet.Serialize(&batch[at], size);
}

Ptr<Packet>
TakePacket(const std::vector<uint8_t>& batch, std::size_t& at)
{
    const auto head = Take<PacketHead>(batch, at);
    if (head.serializedBytes == 0)
    {
        return Create<Packet>(head.blankBytes);
    }
    const auto packet = Create<Packet>(&batch[at], head.serializedBytes, true);
    at += head.serializedBytes;
    return packet;
}

uint16_t
GetNumber(const FrameHeaderType* type)
{
    return type ? *type->number : NO_HEADER;
}

const FrameHeaderType*
GetType(uint16_t number)
{
    return number == NO_HEADER ? nullptr : &FrameHeaderType::Get(number);
}

} // namespace

void
RemoteFrame::AppendTo(std::vector<uint8_t>& batch) const
{
    Head head{};
    head.arrival = arrival;
    head.birth = frame->m_birth;
    head.node = node;
    head.losses = losses;
    head.service = frame->m_service;
    head.etherType = frame->m_etherType;
    head.headerNumber = GetNumber(frame->m_headerType);
    head.innerNumber = GetNumber(frame->m_innerType);
    std::memcpy(head.header, frame->m_header, sizeof head.header);
    std::memcpy(head.inner, frame->m_inner, sizeof head.inner);
    head.port = port;
    head.lastPort = frame->m_inPort;
    head.hasCome = frame->m_asCame != nullptr;
    Append(head, batch);
    AppendPacket(*frame->m_payload, batch);
    if (frame->m_asCame)
    {
        AppendPacket(**frame->m_asCame, batch);
    }
}

RemoteFrame
RemoteFrame::Read(const std::vector<uint8_t>& batch, std::size_t& at)
{
    const auto head = Take<Head>(batch, at);
    RemoteFrame read;
    read.node = head.node;
    read.port = head.port;
    read.losses = head.losses;
    read.arrival = head.arrival;
    read.frame = std::make_unique<Frame>(head.service, TakePacket(batch, at));
    Frame& frame = *read.frame;
    frame.m_birth = head.birth;
    frame.m_etherType = head.etherType;
    frame.m_headerType = GetType(head.headerNumber);
    frame.m_innerType = GetType(head.innerNumber);
    frame.m_payloadBytes += frame.m_innerType ? frame.m_innerType->wireBytes : 0;
    std::memcpy(frame.m_header, head.header, sizeof head.header);
    std::memcpy(frame.m_inner, head.inner, sizeof head.inner);
    frame.m_inPort = head.lastPort;
    if (head.hasCome)
    {
        frame.m_asCame = std::make_unique<const Ptr<Packet>>(TakePacket(batch, at));
    }
    return read;
}

} // namespace ns3::camcube
