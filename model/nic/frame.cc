/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "frame.h"

#include "wire-header.h"

#include <array>
#include <cstring>

namespace ns3::camcube
{

FramePtr
Frame::FromPacket(Ptr<const Packet> wire)
{
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
    auto copy = std::make_unique<Frame>(m_service, m_payload->Copy());
    copy->m_etherType = m_etherType;
    copy->m_birth = m_birth;
    copy->m_headerType = m_headerType;
    std::memcpy(copy->m_header, m_header, HEADER_ROOM);
    return copy;
}

Ptr<Packet>
Frame::ToPacket(Mac48Address source, Mac48Address destination) const
{
    WireHeader header(source, destination, m_etherType, m_service);
    if (m_headerType)
    {
        m_headerType->write(m_header, header.AppendBytes(m_headerType->wireBytes));
    }
    Ptr<Packet> wire = m_payload->Copy();
    wire->AddHeader(header);
    return wire;
}

bool
Frame::DecodeHeader(const FrameHeaderType& type)
{
    std::array<uint8_t, WireHeader::MAX_SERVICE_HEADER_BYTES> bytes;
    if (m_payload->GetSize() < type.wireBytes)
    {
        return false;
    }
    m_payload->CopyData(bytes.data(), type.wireBytes);
    if (!type.read(m_header, bytes.data()))
    {
        return false;
    }
    Ptr<Packet> rest = m_payload->Copy();
    rest->RemoveAtStart(type.wireBytes);
    SetPayload(rest);
    m_headerType = &type;
    return true;
}

} // namespace ns3::camcube
