/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "attribute-check.h"

#include "ns3/string.h"
#include "ns3/type-id.h"

#include <stdexcept>

namespace ns3::camcube
{

void
CheckAttribute(const std::string& type, const std::string& name, const AttributeValue& value)
{
    TypeId::AttributeInformation info;
    if (!TypeId::LookupByName(type).LookupAttributeByName(name, &info))
    {
        throw std::invalid_argument(type + " has no attribute " + name +
                                    "; --PrintAttributes=" + type + " lists those it has");
    }
    if (!info.checker->CreateValidValue(value))
    {
        const auto* text = dynamic_cast<const StringValue*>(&value);
        throw std::invalid_argument("attribute " + name + " of " + type + " does not take " +
                                    (text ? "\"" + text->Get() + "\"" : "a value of this type") +
                                    "; give a " +
                                    (info.checker->HasUnderlyingTypeInformation()
                                         ? info.checker->GetUnderlyingTypeInformation()
                                         : info.checker->GetValueTypeName()));
    }
}

} // namespace ns3::camcube
