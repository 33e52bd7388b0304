/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "attribute-text.h"

#include "text-parsing.h"

#include "ns3/object.h"
#include "ns3/pointer.h"
#include "ns3/type-id.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace ns3::camcube
{

namespace
{

/** \return the eldest ancestor below Object: Scheduler for MapScheduler */
TypeId
FamilyOf(TypeId type)
{
    while (type.HasParent() && type.GetParent() != Object::GetTypeId() &&
           type.GetParent() != ObjectBase::GetTypeId())
    {
        type = type.GetParent();
    }
    return type;
}

} // namespace

std::string
FindClassRemedy(const std::string& name, TypeId base)
{
    TypeId type;
    if (TypeId::LookupByNameFailSafe(name, &type) && (type == base || type.IsChildOf(base)))
    {
        return "";
    }
    std::vector<std::string> fitting;
    for (uint16_t i = 0; i < TypeId::GetRegisteredN(); ++i)
    {
        type = TypeId::GetRegistered(i);
        if (type.IsChildOf(base) && type.HasConstructor())
        {
            fitting.push_back(type.GetName());
        }
    }
    std::sort(fitting.begin(), fitting.end());
    return "give " + JoinWithOr(fitting);
}

std::string
FindAttributeRemedy(const std::string& text,
                    const AttributeChecker& checker,
                    const AttributeValue& current)
{
    std::string type = checker.GetValueTypeName();
    type = type.rfind("ns3::", 0) == 0 ? type.substr(5) : type;
    if (type == "UintegerValue" &&
        (text.empty() || text.find_first_not_of("0123456789") != std::string::npos))
    {
        return "give a whole number that is not negative";
    }
    if (type == "IntegerValue" && !ParseWholeNumber(text))
    {
        return "give a whole number";
    }
    if (type == "DoubleValue" && !ParseNumber(text))
    {
        return "give a number";
    }
    if (type == "TimeValue" && !ParseTime(text))
    {
        return "give a time with its unit, such as 20ms";
    }
    if (type == "DataRateValue" && !ParseDataRate(text))
    {
        return "give a rate with its unit, such as 300Mbps";
    }
    // ns3::Class, or ns3::Class[Attribute=Value|...] where an object is made of it
    const std::string name = text.substr(0, text.find('['));
    if (const auto* pointer = dynamic_cast<const PointerChecker*>(&checker))
    {
        return FindClassRemedy(name, pointer->GetPointeeTypeId());
    }
    if (const auto* before = dynamic_cast<const TypeIdValue*>(&current))
    {
        return FindClassRemedy(name, FamilyOf(before->Get()));
    }
    return type == "ObjectFactoryValue" ? FindClassRemedy(name, Object::GetTypeId()) : "";
}

} // namespace ns3::camcube
