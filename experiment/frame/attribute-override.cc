/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "attribute-override.h"

#include "ns3/attribute.h"
#include "ns3/config.h"
#include "ns3/global-value.h"
#include "ns3/object-factory.h"
#include "ns3/object.h"
#include "ns3/pointer.h"
#include "ns3/simulator-impl.h"
#include "ns3/string.h"
#include "ns3/text-parsing.h"
#include "ns3/type-id.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace ns3::camcube
{

namespace
{

/** An attribute or a global value, and what the user gives it. */
struct Setting
{
    std::string name;                    //!< name with class
    std::string text;                    //!< the value
    Ptr<const AttributeChecker> checker; //!< what may be
    Ptr<const AttributeValue> current;   //!< what was before
};

[[noreturn]] void
Refuse(const std::string& name, const std::string& text, const std::string& remedy)
{
    throw std::invalid_argument(AbridgeArgument("--" + name + "=" + text) + ": " + remedy);
}

/** Refuses a class that does not derive from another: ns-3 would crash where it makes the object.
 */
void
RequireClass(const Setting& setting, const std::string& name, TypeId base)
{
    TypeId type;
    if (TypeId::LookupByNameFailSafe(name, &type) && (type == base || type.IsChildOf(base)))
    {
        return;
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
    Refuse(setting.name, setting.text, "give " + JoinWithOr(fitting));
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

/** Refuses a text that names no class that could stand where the setting is. */
void
CheckClass(const Setting& setting, const std::string& type)
{
    // ns3::Class, or ns3::Class[Attribute=Value|...] where an object is made of it
    const std::string name = setting.text.substr(0, setting.text.find('['));
    if (const auto pointer = dynamic_cast<const PointerChecker*>(PeekPointer(setting.checker)))
    {
        RequireClass(setting, name, pointer->GetPointeeTypeId());
    }
    if (const auto before = dynamic_cast<const TypeIdValue*>(PeekPointer(setting.current)))
    {
        RequireClass(setting, name, FamilyOf(before->Get()));
    }
    if (type == "ObjectFactoryValue")
    {
        RequireClass(setting, name, Object::GetTypeId());
    }
}

/** Refuses what ns-3 would take without a word but not as its user means it, or crash on. */
void
Check(const Setting& setting)
{
    std::string type = setting.checker->GetValueTypeName();
    type = type.rfind("ns3::", 0) == 0 ? type.substr(5) : type;
    const std::string& text = setting.text;
    std::string remedy;
    if (type == "UintegerValue" &&
        (text.empty() || text.find_first_not_of("0123456789") != std::string::npos))
    {
        remedy = "give a whole number that is not negative";
    }
    else if (type == "IntegerValue" && !ParseWholeNumber(text))
    {
        remedy = "give a whole number";
    }
    else if (type == "DoubleValue" && !ParseNumber(text))
    {
        remedy = "give a number";
    }
    else if (type == "TimeValue" && !ParseTime(text))
    {
        remedy = "give a time with its unit, such as 20ms";
    }
    else if (type == "DataRateValue" && !ParseDataRate(text))
    {
        remedy = "give a rate with its unit, such as 300Mbps";
    }
    if (!remedy.empty())
    {
        Refuse(setting.name, text, remedy);
    }
    CheckClass(setting, type);
}

void
OverrideGlobal(GlobalValue* global, const std::string& text)
{
    Ptr<AttributeValue> current = global->GetChecker()->Create();
    global->GetValue(*current);
    const Setting setting{global->GetName(), text, global->GetChecker(), current};
    Check(setting);
    if (setting.name == "SimulatorImplementationType") // a class, though ns-3 calls it a string
    {
        RequireClass(setting, text, SimulatorImpl::GetTypeId());
    }
    if (!global->SetValue(StringValue(text)))
    {
        Refuse(global->GetName(), text, "it does not take this; --PrintGlobals shows its form");
    }
}

} // namespace

bool
IsGlobalValue(const std::string& name)
{
    return std::any_of(GlobalValue::Begin(), GlobalValue::End(), [&name](GlobalValue* global) {
        return global->GetName() == name;
    });
}

void
OverrideAttribute(const std::string& name, const std::string& text)
{
    for (auto global = GlobalValue::Begin(); global != GlobalValue::End(); ++global)
    {
        if ((*global)->GetName() == name)
        {
            OverrideGlobal(*global, text);
            return;
        }
    }
    const auto split = name.rfind("::");
    TypeId type;
    if (split == std::string::npos || !TypeId::LookupByNameFailSafe(name.substr(0, split), &type))
    {
        Refuse(name, text, "there is no such class or global value; --PrintTypeIds lists classes");
    }
    const std::string print = "--PrintAttributes=" + type.GetName();
    std::vector<std::string> attributes;
    for (std::size_t i = 0; i < type.GetAttributeN(); ++i)
    {
        const TypeId::AttributeInformation attribute = type.GetAttribute(i);
        attributes.push_back(attribute.name);
        if (attribute.name == name.substr(split + 2))
        {
            Check({name, text, attribute.checker, attribute.initialValue});
            if (!Config::SetDefaultFailSafe(name, StringValue(text)))
            {
                Refuse(name,
                       text,
                       "the attribute does not take this; " + print + " shows its form");
            }
            return;
        }
    }
    const auto nearest = FindNearest(name.substr(split + 2), attributes);
    Refuse(name,
           text,
           type.GetName() + " has no such attribute of its own; " +
               (nearest ? "did you mean " + *nearest + "?" : print + " lists them"));
}

} // namespace ns3::camcube
