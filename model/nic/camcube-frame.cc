/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "camcube-frame.h"

#include "camcube-wire-header.h"

#include <array>
#include <cstring>

namespace ns3
{

CamCubeFramePtr
CamCubeFrame::FromPacket(Ptr<const Packet> wire)
{
    CamCubeWireHeader ethernet;
    if (wire->GetSize() < ETHERNET_HEADER_BYTES + SERVICE_ID_BYTES)
    {
        return nullptr;
    }
    Ptr<Packet> payload = wire->Copy();
    payload->RemoveHeader(ethernet);
    auto frame = std::make_unique<CamCubeFrame>(ethernet.GetService(), payload);
    frame->m_etherType = ethernet.GetEtherType();
    return frame;
}

CamCubeFramePtr
CamCubeFrame::Foreign(Ptr<Packet> payload, uint16_t etherType)
{
    auto frame = std::make_unique<CamCubeFrame>(0, std::move(payload));
    frame->m_etherType = etherType;
    return frame;
}

CamCubeFramePtr
CamCubeFrame::Copy() const
{
    auto copy = std::make_unique<CamCubeFrame>(m_service, m_payload->Copy());
    copy->m_etherType = m_etherType;
    copy->m_birth = m_birth;
    copy->m_headerType = m_headerType;
    std::memcpy(copy->m_header, m_header, HEADER_ROOM);
    return copy;
}

Ptr<Packet>
CamCubeFrame::ToPacket(Mac48Address source, Mac48Address destination) const
{
    CamCubeWireHeader header(source, destination, m_etherType, m_service);
    if (m_headerType)
    {
        m_headerType->write(m_header, header.AppendBytes(m_headerType->wireBytes));
    }
    Ptr<Packet> wire = m_payload->Copy();
    wire->AddHeader(header);
    return wire;
}

bool
CamCubeFrame::DecodeHeader(const FrameHeaderType& type)
{
    std::array<uint8_t, CamCubeWireHeader::MAX_SERVICE_HEADER_BYTES> bytes;
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

} // namespace ns3
