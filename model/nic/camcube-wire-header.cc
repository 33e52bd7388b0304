/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "camcube-wire-header.h"

#include "camcube-frame.h"

#include "ns3/address-utils.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(CamCubeWireHeader);

CamCubeWireHeader::CamCubeWireHeader(Mac48Address source,
                                     Mac48Address destination,
                                     uint16_t etherType,
                                     uint16_t service)
    : m_source(source),
      m_destination(destination),
      m_etherType(etherType),
      m_service(service)
{
}

uint8_t*
CamCubeWireHeader::AppendBytes(uint32_t count)
{
    m_count = count;
    return m_bytes.data();
}

Mac48Address
CamCubeWireHeader::GetSource() const
{
    return m_source;
}

Mac48Address
CamCubeWireHeader::GetDestination() const
{
    return m_destination;
}

uint16_t
CamCubeWireHeader::GetEtherType() const
{
    return m_etherType;
}

uint16_t
CamCubeWireHeader::GetService() const
{
    return m_service;
}

TypeId
CamCubeWireHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::CamCubeWireHeader")
                            .SetParent<Header>()
                            .SetGroupName("CamCube")
                            .AddConstructor<CamCubeWireHeader>();
    return tid;
}

TypeId
CamCubeWireHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
CamCubeWireHeader::Print(std::ostream& os) const
{
    os << m_source << " > " << m_destination;
    if (m_etherType == CamCubeFrame::ETHER_TYPE)
    {
        os << " service " << m_service;
    }
    else
    {
        os << " type " << m_etherType;
    }
}

uint32_t
CamCubeWireHeader::GetSerializedSize() const
{
    return CamCubeFrame::ETHERNET_HEADER_BYTES +
           (m_etherType == CamCubeFrame::ETHER_TYPE ? CamCubeFrame::SERVICE_ID_BYTES : 0) + m_count;
}

void
CamCubeWireHeader::Serialize(Buffer::Iterator start) const
{
    WriteTo(start, m_destination);
    WriteTo(start, m_source);
    start.WriteHtonU16(m_etherType);
    if (m_etherType == CamCubeFrame::ETHER_TYPE)
    {
        start.WriteHtonU16(m_service);
    }
    start.Write(m_bytes.data(), m_count);
}

uint32_t
CamCubeWireHeader::Deserialize(Buffer::Iterator start)
{
    ReadFrom(start, m_destination);
    ReadFrom(start, m_source);
    m_etherType = start.ReadNtohU16();
    if (m_etherType == CamCubeFrame::ETHER_TYPE)
    {
        m_service = start.ReadNtohU16();
    }
    m_count = 0;
    return GetSerializedSize();
}

} // namespace ns3
