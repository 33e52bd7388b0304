/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "objects.h"

#include "parts.h"
#include "traces.h"
#include "values.h"

#include "ns3/application.h"
#include "ns3/camcube-channel.h"
#include "ns3/camcube-net-device.h"
#include "ns3/config.h"
#include "ns3/net-device.h"
#include "ns3/string.h"
#include "ns3/text-parsing.h"

#include <pybind11/stl.h>
#include <sstream>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** \return what a path of ns-3's configuration matches */
std::vector<py::object>
FindByPath(const std::string& path)
{
    Session::Get();
    const Config::MatchContainer matches = Config::LookupMatches(path);
    std::vector<py::object> found;
    for (std::size_t i = 0; i < matches.GetN(); ++i)
    {
        found.push_back(ToPython(matches.Get(i)));
    }
    if (found.empty())
    {
        throw py::value_error("nothing is at " + Abridge(path) +
                              "; a path is such as \"/NodeList/*/DeviceList/0\"");
    }
    return found;
}

/** Sets the default of an attribute for all objects that are made from now on. */
void
SetDefault(const std::string& name, py::handle value)
{
    const auto split = name.rfind("::");
    TypeId type;
    if (split == std::string::npos || !TypeId::LookupByNameFailSafe(name.substr(0, split), &type))
    {
        throw py::value_error("there is no class for attribute " + Abridge(name) +
                              "; give its full name, such as \"ns3::TcpSocket::SegmentSize\"");
    }
    const std::string text = CheckAttributeOf(type, name.substr(split + 2), value);
    Config::SetDefault(name, StringValue(text));
}

} // namespace

py::object
ToPython(const Ptr<Object>& object)
{
    if (!object)
    {
        return py::none();
    }
    if (const auto node = DynamicCast<Node>(object))
    {
        return py::cast(Held<Node>(node));
    }
    if (const auto device = DynamicCast<NetDevice>(object))
    {
        return py::cast(Held<NetDevice>(device));
    }
    if (const auto channel = DynamicCast<Channel>(object))
    {
        return py::cast(Held<Channel>(channel));
    }
    if (const auto application = DynamicCast<Application>(object))
    {
        return py::cast(Held<Application>(application));
    }
    return py::cast(Held<Object>(object));
}

/** Binds what all classes of objects have. */
template <typename T>
void
AddCommon(py::class_<Held<T>>& type)
{
    using Self = const Held<T>&;
    type.def_property_readonly(
        "type_name",
        [](Self self) { return self->GetInstanceTypeId().GetName(); },
        "Name of its ns-3 class, such as \"ns3::camcube::CamCubeNetDevice\".");
    type.def(
        "get",
        [](Self self, const std::string& name) { return GetAttributeOf(*self, name); },
        py::arg("name"),
        "Value of an attribute: a bool, int, float, Time, DataRate or object, or a text.\n\n"
        "name: one of attributes().\n\n"
        "Raises AttributeError for another name, RuntimeError after the simulation.");
    type.def(
        "set",
        [](Self self, const std::string& name, const py::object& value) {
            SetAttributeOf(*self, name, value);
        },
        py::arg("name"),
        py::arg("value"),
        "Sets an attribute.\n\n"
        "name: one of attributes(). value: a text (\"5us\", \"RandomPath\"), number, bool, Time or "
        "DataRate.\n\n"
        "Raises AttributeError for another name or one that cannot be set, ValueError or TypeError "
        "for a value that it does not take, RuntimeError after the simulation.");
    type.def(
        "attributes",
        [](Self self) { return GetAttributeNames(self->GetInstanceTypeId()); },
        "Names of its attributes, a list; those of its base classes last.");
    type.def(
        "trace_sources",
        [](Self self) { return GetTraceSources(*self); },
        "Names of its trace sources, a list.");
    type.def(
        "connect",
        [](Self self, const std::string& source, py::object fn) {
            ConnectTrace(self.GetPtr(), source, std::move(fn));
        },
        py::arg("source"),
        py::arg("fn"),
        "Calls fn with what a trace source tells, each time: bytes for packets, Time, numbers, (x, "
        "y, "
        "z), a dict for a routing header.\n\n"
        "source: one of trace_sources(). fn: is called with as many arguments as the source has; "
        "what it raises ends the run.\n\n"
        "Raises AttributeError if there is no such source, TypeError if fn is no function, "
        "RuntimeError after the simulation.");
    type.def("__eq__", [](Self self, const py::object& other) {
        return py::isinstance<Held<T>>(other) &&
               other.cast<Self>().GetIdentity() == self.GetIdentity();
    });
    type.def("__hash__", [](Self self) { return std::hash<const void*>()(self.GetIdentity()); });
}

void
BindObjects(py::module_& m)
{
    py::class_<Held<Object>> object(
        m,
        "Object",
        "An ns-3 object. Used after its simulation it raises RuntimeError.");
    AddCommon(object);
    object.def("__repr__", [](const Held<Object>& self) {
        return "<" + self->GetInstanceTypeId().GetName() + ">";
    });

    py::class_<Held<Node>> node(
        m,
        "Node",
        "An ns-3 node: a server or a switch. Used after its simulation it raises RuntimeError.");
    AddCommon(node);
    node.def_property_readonly(
        "id",
        [](const Held<Node>& self) { return self->GetId(); },
        "Its number among all nodes of the simulation, an int.");
    node.def_property_readonly(
        "devices",
        [](const Held<Node>& self) {
            std::vector<py::object> devices;
            for (uint32_t i = 0; i < self->GetNDevices(); ++i)
            {
                devices.push_back(ToPython(self->GetDevice(i)));
            }
            return devices;
        },
        "Its ports, and what else is a device of ns-3: a list of NetDevice.");
    node.def_property_readonly(
        "applications",
        [](const Held<Node>& self) {
            std::vector<py::object> applications;
            for (uint32_t i = 0; i < self->GetNApplications(); ++i)
            {
                applications.push_back(ToPython(self->GetApplication(i)));
            }
            return applications;
        },
        "Its applications, services among them: a list of Application.");
    node.def(
        "find",
        [](const Held<Node>& self, const std::string& name) {
            TypeId type;
            if (!TypeId::LookupByNameFailSafe(name, &type))
            {
                throw py::value_error("there is no class " + Abridge(name) +
                                      "; give its full name, such as \"ns3::Ipv4\"");
            }
            for (uint32_t i = 0; i < self->GetNApplications(); ++i)
            {
                const TypeId has = self->GetApplication(i)->GetInstanceTypeId();
                if (has == type || has.IsChildOf(type))
                {
                    return ToPython(self->GetApplication(i));
                }
            }
            return ToPython(self->GetObject<Object>(type));
        },
        py::arg("type_name"),
        "Its application or aggregated object of a class; None if there is none.\n\n"
        "type_name: the full name of an ns-3 class, such as \"ns3::Ipv4\" or "
        "\"ns3::camcube::MultiHopRouting\".\n\n"
        "Raises ValueError if there is no such class.");
    node.def("__repr__",
             [](const Held<Node>& self) { return "<Node " + std::to_string(self->GetId()) + ">"; });

    py::class_<Held<NetDevice>> device(
        m,
        "NetDevice",
        "A port, at one end of a cable. Used after its simulation it raises RuntimeError.");
    AddCommon(device);
    device.def_property_readonly(
        "node",
        [](const Held<NetDevice>& self) { return ToPython(self->GetNode()); },
        "The Node that it belongs to.");
    device.def_property_readonly(
        "channel",
        [](const Held<NetDevice>& self) { return ToPython(self->GetChannel()); },
        "The cable in it, a Channel; None if there is none.");
    device.def("__repr__", [](const Held<NetDevice>& self) {
        return "<" + self->GetInstanceTypeId().GetName() + " of node " +
               std::to_string(self->GetNode()->GetId()) + ">";
    });

    py::class_<Held<Channel>> channel(m,
                                      "Channel",
                                      "A cable. Used after its simulation it raises RuntimeError.");
    AddCommon(channel);
    channel.def_property_readonly(
        "devices",
        [](const Held<Channel>& self) {
            std::vector<py::object> ends;
            for (std::size_t i = 0; i < self->GetNDevices(); ++i)
            {
                ends.push_back(ToPython(self->GetDevice(i)));
            }
            return ends;
        },
        "The ports at its ends, a list of NetDevice; in a torus the one of a plus port first.");
    channel.def_property_readonly(
        "is_up",
        [](const Held<Channel>& self) {
            const auto cable = DynamicCast<CamCubeChannel>(self.GetPtr());
            return !cable || cable->IsUp();
        },
        "Whether it carries frames now, a bool; a cable of another network than a torus says "
        "True.");
    channel.def("__repr__", [](const Held<Channel>& self) {
        std::ostringstream ends;
        for (std::size_t i = 0; i < self->GetNDevices(); ++i)
        {
            ends << (i ? "-" : "") << self->GetDevice(i)->GetNode()->GetId();
        }
        return "<Cable " + ends.str() + ">";
    });

    py::class_<Held<Application>> application(
        m,
        "Application",
        "An application of a node. Used after its simulation it raises RuntimeError.");
    AddCommon(application);
    application.def_property_readonly(
        "node",
        [](const Held<Application>& self) { return ToPython(self->GetNode()); },
        "The Node that it belongs to.");
    application.def("__repr__", [](const Held<Application>& self) {
        return "<" + self->GetInstanceTypeId().GetName() + " of node " +
               std::to_string(self->GetNode()->GetId()) + ">";
    });

    m.def("find", &FindByPath, py::arg("path"));
    m.def("set_default", &SetDefault, py::arg("name"), py::arg("value"));
}

Ptr<Object>
FromPython(const py::object& object)
{
    if (py::isinstance<Held<Node>>(object))
    {
        return object.cast<Held<Node>>().GetPtr();
    }
    if (py::isinstance<Held<NetDevice>>(object))
    {
        return object.cast<Held<NetDevice>>().GetPtr();
    }
    if (py::isinstance<Held<Channel>>(object))
    {
        return object.cast<Held<Channel>>().GetPtr();
    }
    if (py::isinstance<Held<Application>>(object))
    {
        return object.cast<Held<Application>>().GetPtr();
    }
    if (py::isinstance<Held<Object>>(object))
    {
        return object.cast<Held<Object>>().GetPtr();
    }
    throw py::type_error("this is no ns-3 object: " +
                         Abridge(py::repr(object).cast<std::string>()));
}

} // namespace ns3::camcube::python
