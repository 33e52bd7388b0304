/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "values.h"

#include "attribute-rules.h"
#include "ns3-addresses.h"
#include "ns3-applications.h"
#include "objects.h"

#include "ns3/address.h"
#include "ns3/application.h"
#include "ns3/attribute-text.h"
#include "ns3/boolean.h"
#include "ns3/callback.h"
#include "ns3/double.h"
#include "ns3/integer.h"
#include "ns3/object-ptr-container.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/text-parsing.h"
#include "ns3/uinteger.h"

#include <vector>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** \return an attribute of a class or of those it derives from */
TypeId::AttributeInformation
FindAttribute(TypeId type, const std::string& name)
{
    TypeId::AttributeInformation info;
    if (type.LookupAttributeByName(name, &info))
    {
        return info;
    }
    const std::vector<std::string> names = GetAttributeNames(type);
    const auto nearest = FindNearest(name, names);
    throw py::attribute_error(
        (type.GetName() + " has no attribute " + Abridge(name) + "; " +
         (nearest ? "did you mean " + *nearest + "?" : "it has " + JoinWithOr(names)))
            .c_str());
}

} // namespace

py::object
Unbox(py::handle value)
{
    if (py::isinstance<AttributeBox>(value))
    {
        return ToBuiltin(value.cast<const AttributeBox&>().value);
    }
    return ToBuiltin(value);
}

std::vector<std::string>
GetAttributeNames(TypeId type)
{
    std::vector<std::string> names;
    for (;; type = type.GetParent())
    {
        for (std::size_t i = 0; i < type.GetAttributeN(); ++i)
        {
            names.push_back(type.GetAttribute(i).name);
        }
        if (!type.HasParent() || type.GetParent() == type)
        {
            return names;
        }
    }
}

std::string
ToAttributeText(py::handle value, const std::string& type)
{
    if (const auto text = ToAddressText(value, type))
    {
        return *text;
    }
    if (py::isinstance<py::bool_>(value))
    {
        return value.cast<bool>() ? "true" : "false";
    }
    if (py::isinstance<py::str>(value))
    {
        return value.cast<std::string>();
    }
    if (py::isinstance<py::int_>(value) || py::isinstance<py::float_>(value))
    {
        return py::repr(value).cast<std::string>();
    }
    if (py::isinstance<Time>(value))
    {
        return std::to_string(value.cast<Time>().GetNanoSeconds()) + "ns";
    }
    if (py::isinstance<DataRate>(value))
    {
        return std::to_string(value.cast<DataRate>().GetBitRate()) + "bps";
    }
    throw py::type_error("an attribute takes a text, a number, a bool, a Time or a DataRate, and "
                         "no " +
                         std::string(Py_TYPE(value.ptr())->tp_name));
}

std::string
CheckAttributeOf(TypeId type, const std::string& name, py::handle value)
{
    const TypeId::AttributeInformation info = FindAttribute(type, name);
    const std::string what = "attribute " + name + " of " + type.GetName();
    if (dynamic_cast<const ObjectPtrContainerChecker*>(PeekPointer(info.checker)) ||
        dynamic_cast<const CallbackChecker*>(PeekPointer(info.checker)))
    {
        throw py::attribute_error((what + " cannot be set; it is filled by ns-3 itself").c_str());
    }
    const py::object unboxed = Unbox(value);
    std::string remedy = FindAddressRemedy(unboxed, *info.checker);
    const std::string text = ToAttributeText(unboxed, info.checker->GetValueTypeName());
    if (remedy.empty())
    {
        remedy = FindAttributeRemedy(text, *info.checker, *info.initialValue);
    }
    if (remedy.empty() && !info.checker->CreateValidValue(StringValue(text)))
    {
        remedy = "give a " + (info.checker->HasUnderlyingTypeInformation()
                                  ? info.checker->GetUnderlyingTypeInformation()
                                  : info.checker->GetValueTypeName());
    }
    if (remedy.empty())
    {
        remedy = FindRuleRemedy(type, name, text);
    }
    if (!remedy.empty())
    {
        throw py::value_error(what + " does not take " + Repeat(unboxed) + ": " + remedy);
    }
    return text;
}

void
SetAttributeOf(ObjectBase& object, const std::string& name, py::handle value)
{
    const std::string text = CheckAttributeOf(object.GetInstanceTypeId(), name, value);
    const TypeId::AttributeInformation info = FindAttribute(object.GetInstanceTypeId(), name);
    const Ptr<AttributeValue> before = info.checker->Create();
    const bool isKnown = info.accessor->HasGetter() && info.accessor->Get(&object, *before);
    if (!object.SetAttributeFailSafe(name, StringValue(text)))
    {
        throw py::attribute_error(("attribute " + name + " of " +
                                   object.GetInstanceTypeId().GetName() +
                                   " cannot be set on an object that is there")
                                      .c_str());
    }
    const auto* application = dynamic_cast<const Application*>(&object);
    try
    {
        if (application && application->GetNode())
        {
            CheckApplication(*application, *application->GetNode());
        }
    }
    catch (const std::exception&)
    {
        if (isKnown)
        {
            object.SetAttributeFailSafe(name, *before);
        }
        throw;
    }
}

py::object
GetAttributeOf(const ObjectBase& object, const std::string& name)
{
    const TypeId::AttributeInformation info = FindAttribute(object.GetInstanceTypeId(), name);
    const Ptr<AttributeValue> value = info.checker->Create();
    if (!(info.flags & TypeId::ATTR_GET) || !info.accessor->HasGetter() ||
        !info.accessor->Get(&object, *value))
    {
        throw py::attribute_error(("attribute " + name + " of " +
                                   object.GetInstanceTypeId().GetName() + " cannot be read")
                                      .c_str());
    }
    if (const auto* boolean = dynamic_cast<const BooleanValue*>(PeekPointer(value)))
    {
        return py::bool_(boolean->Get());
    }
    if (const auto* uinteger = dynamic_cast<const UintegerValue*>(PeekPointer(value)))
    {
        return py::int_(uinteger->Get());
    }
    if (const auto* integer = dynamic_cast<const IntegerValue*>(PeekPointer(value)))
    {
        return py::int_(integer->Get());
    }
    if (const auto* number = dynamic_cast<const DoubleValue*>(PeekPointer(value)))
    {
        return py::float_(number->Get());
    }
    if (const auto* time = dynamic_cast<const TimeValue*>(PeekPointer(value)))
    {
        return py::cast(time->Get());
    }
    if (const auto* rate = dynamic_cast<const DataRateValue*>(PeekPointer(value)))
    {
        return py::cast(rate->Get());
    }
    if (const auto* pointer = dynamic_cast<const PointerValue*>(PeekPointer(value)))
    {
        return ToPython(pointer->GetObject());
    }
    if (const auto* list = dynamic_cast<const ObjectPtrContainerValue*>(PeekPointer(value)))
    {
        py::list objects;
        for (auto item = list->Begin(); item != list->End(); ++item)
        {
            objects.append(ToPython(item->second));
        }
        return objects;
    }
    if (const auto* address = dynamic_cast<const AddressValue*>(PeekPointer(value)))
    {
        return FromAddress(address->Get());
    }
    return py::str(value->SerializeToString(info.checker));
}

} // namespace ns3::camcube::python
