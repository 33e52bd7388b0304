/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "wire-header.h"

#include "frame.h"

#include "ns3/address-utils.h"

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(WireHeader);

WireHeader::WireHeader(Mac48Address source,
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
WireHeader::AppendBytes(uint32_t count)
{
    uint8_t* bytes = m_bytes.data() + m_count;
    m_count += count;
    return bytes;
}

Mac48Address
WireHeader::GetSource() const
{
    return m_source;
}

Mac48Address
WireHeader::GetDestination() const
{
    return m_destination;
}

uint16_t
WireHeader::GetEtherType() const
{
    return m_etherType;
}

uint16_t
WireHeader::GetService() const
{
    return m_service;
}

TypeId
WireHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::WireHeader")
                            .SetParent<Header>()
                            .SetGroupName("CamCube")
                            .AddConstructor<WireHeader>();
    return tid;
}

TypeId
WireHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
WireHeader::Print(std::ostream& os) const
{
    os << m_source << " > " << m_destination;
    if (m_etherType == Frame::ETHER_TYPE)
    {
        os << " service " << m_service;
    }
    else
    {
        os << " type " << m_etherType;
    }
}

uint32_t
WireHeader::GetSerializedSize() const
{
    return Frame::ETHERNET_HEADER_BYTES +
           (m_etherType == Frame::ETHER_TYPE ? Frame::SERVICE_ID_BYTES : 0) + m_count;
}

void
WireHeader::Serialize(Buffer::Iterator start) const
{
    WriteTo(start, m_destination);
    WriteTo(start, m_source);
    start.WriteHtonU16(m_etherType);
    if (m_etherType == Frame::ETHER_TYPE)
    {
        start.WriteHtonU16(m_service);
    }
    start.Write(m_bytes.data(), m_count);
}

uint32_t
WireHeader::Deserialize(Buffer::Iterator start)
{
    ReadFrom(start, m_destination);
    ReadFrom(start, m_source);
    m_etherType = start.ReadNtohU16();
    if (m_etherType == Frame::ETHER_TYPE)
    {
        m_service = start.ReadNtohU16();
    }
    m_count = 0;
    return GetSerializedSize();
}

} // namespace ns3::camcube
