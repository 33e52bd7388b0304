/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tcp-profile.h"

#include "ns3/double.h"
#include "ns3/nstime.h"
#include "ns3/tcp-socket-base.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::camcube
{

TcpProfile::TcpProfile()
{
    SetIfUnset("SndBufSize", UintegerValue(1 << 20));
    SetIfUnset("RcvBufSize", UintegerValue(1 << 20));
    SetIfUnset("MinRto", TimeValue(MilliSeconds(10)));
    SetIfUnset("ConnTimeout", TimeValue(MilliSeconds(10)));
    SetIfUnset("DelAckTimeout", TimeValue(MilliSeconds(1)));
    SetIfUnset("ConnCount", UintegerValue(10));
    SetIfUnset("DataRetries", UintegerValue(15));
    SetIfUnset("MaxSegLifetime", DoubleValue(0.005));
}

void
TcpProfile::Set(const std::string& name, const AttributeValue& value)
{
    TypeId::AttributeInformation info;
    if (!TcpSocketBase::GetTypeId().LookupAttributeByName(name, &info))
    {
        throw std::invalid_argument("TCP has no attribute \"" + name +
                                    "\"; give one of ns3::TcpSocketBase or ns3::TcpSocket");
    }
    const Ptr<AttributeValue> valid = info.checker->CreateValidValue(value);
    if (!valid)
    {
        throw std::invalid_argument("the TCP attribute " + name +
                                    " cannot take the value given; give a " +
                                    info.checker->GetValueTypeName());
    }
    m_attributes.emplace_back(name, valid);
}

void
TcpProfile::SetIfUnset(const std::string& name, const AttributeValue& value)
{
    TypeId::AttributeInformation info;
    const bool known = TcpSocketBase::GetTypeId().LookupAttributeByName(name, &info);
    const bool ofUser = known && info.initialValue != info.originalInitialValue;
    const bool set =
        std::any_of(m_attributes.begin(), m_attributes.end(), [&name](const auto& attribute) {
            return attribute.first == name;
        });
    if (!ofUser && !set)
    {
        Set(name, value);
    }
}

void
TcpProfile::Apply(const Ptr<Socket>& socket) const
{
    for (const auto& [name, value] : m_attributes)
    {
        socket->SetAttribute(name, *value);
    }
}

} // namespace ns3::camcube
