/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "attribute-rules.h"

#include "ns3/text-parsing.h"

#include <set>

namespace ns3::camcube::python
{

namespace
{

/** Attributes that must not be 0. */
const std::set<std::string> ABOVE_ZERO{"ns3::OnOffApplication::DataRate",
                                       "ns3::PointToPointNetDevice::DataRate",
                                       "ns3::TcpSocket::SegmentSize",
                                       "ns3::UdpClient::Interval",
                                       "ns3::UdpEchoClient::Interval"};

/** \return whether a class or one that it derives from is in the list with an attribute */
bool
MustBeAboveZero(TypeId type, const std::string& name)
{
    for (;; type = type.GetParent())
    {
        if (ABOVE_ZERO.count(type.GetName() + "::" + name) != 0)
        {
            return true;
        }
        if (!type.HasParent() || type.GetParent() == type)
        {
            return false;
        }
    }
}

} // namespace

std::string
FindRuleRemedy(TypeId type, const std::string& name, const std::string& text)
{
    TypeId::AttributeInformation info;
    type.LookupAttributeByName(name, &info);
    const std::string taken = info.checker->GetValueTypeName();
    const bool isTime = taken == "ns3::TimeValue" || taken == "TimeValue";
    if (isTime && ParseTime(text) && ParseTime(text)->IsStrictlyNegative())
    {
        return "give a time from 0s on";
    }
    // A number of 0 may have a unit.
    const bool isZero = text.find_first_of("123456789") == std::string::npos;
    return isZero && MustBeAboveZero(type, name) ? "give one above 0" : "";
}

} // namespace ns3::camcube::python
