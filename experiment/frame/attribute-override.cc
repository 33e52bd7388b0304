/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "attribute-override.h"

#include "ns3/attribute-text.h"
#include "ns3/attribute.h"
#include "ns3/config.h"
#include "ns3/global-value.h"
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

/** Refuses what ns-3 would take without a word but not as its user means it, or crash on. */
void
Check(const Setting& setting)
{
    const std::string remedy =
        FindAttributeRemedy(setting.text, *setting.checker, *setting.current);
    if (!remedy.empty())
    {
        Refuse(setting.name, setting.text, remedy);
    }
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
        const std::string remedy = FindClassRemedy(text, SimulatorImpl::GetTypeId());
        if (!remedy.empty())
        {
            Refuse(setting.name, text, remedy);
        }
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
