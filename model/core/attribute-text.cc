/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "attribute-text.h"

#include "text-parsing.h"

#include "ns3/callback.h"
#include "ns3/object-ptr-container.h"
#include "ns3/object.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/type-id.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <vector>

namespace ns3::camcube
{

namespace
{

/** \return whether a text is six bytes in hexadecimal digits, with colons between them */
bool
IsMac48(const std::string& text)
{
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        if (i % 3 == 2 ? text[i] != ':' : std::isxdigit(static_cast<unsigned char>(text[i])) == 0)
        {
            return false;
        }
    }
    return text.size() == 17;
}

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
FindObjectRemedy(const std::string& text, TypeId base)
{
    const auto open = text.find('[');
    const std::string name = text.substr(0, open);
    const std::string remedy = FindClassRemedy(name, base);
    TypeId type;
    if (!remedy.empty() || !TypeId::LookupByNameFailSafe(name, &type))
    {
        return remedy;
    }
    if (!type.HasConstructor())
    {
        return "give a class that is not abstract";
    }
    if (open == std::string::npos)
    {
        return "";
    }
    const std::string form = "give " + name + "[Attribute=Value|...]";
    if (text.find(']') != text.size() - 1 || text.find('[', open + 1) != std::string::npos)
    {
        return form;
    }
    const std::string settings = text.substr(open + 1, text.size() - open - 2);
    for (const std::string& setting : SplitAt('|', settings))
    {
        const auto equals = setting.find('=');
        TypeId::AttributeInformation info;
        if (!settings.empty() &&
            (equals == std::string::npos ||
             !type.LookupAttributeByName(setting.substr(0, equals), &info) ||
             !FindAttributeRemedy(setting.substr(equals + 1), *info.checker, *info.initialValue)
                  .empty() ||
             !info.checker->CreateValidValue(StringValue(setting.substr(equals + 1)))))
        {
            return form + " with an attribute and a value that it takes, which " + setting +
                   " is not";
        }
    }
    return "";
}

std::string
FindAttributeRemedy(const std::string& text,
                    const AttributeChecker& checker,
                    const AttributeValue& current)
{
    std::string type = checker.GetValueTypeName();
    type = type.rfind("ns3::", 0) == 0 ? type.substr(5) : type;
    if (dynamic_cast<const ObjectPtrContainerChecker*>(&checker) ||
        dynamic_cast<const CallbackChecker*>(&checker))
    {
        return "leave it out, for ns-3 cannot read such values";
    }
    if (type == "Mac48AddressValue" && !IsMac48(text))
    {
        return "give an address such as 00:00:00:00:00:01";
    }
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
    if (const auto* pointer = dynamic_cast<const PointerChecker*>(&checker))
    {
        return FindObjectRemedy(text, pointer->GetPointeeTypeId());
    }
    if (const auto* before = dynamic_cast<const TypeIdValue*>(&current))
    {
        return before->Get().HasConstructor() ? FindObjectRemedy(text, FamilyOf(before->Get()))
                                              : FindClassRemedy(text, FamilyOf(before->Get()));
    }
    return type == "ObjectFactoryValue" ? FindObjectRemedy(text, Object::GetTypeId()) : "";
}

} // namespace ns3::camcube
