/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What the classes of objects.cc and core.cc are called in the style of C++.

#include "ns3-applications.h"
#include "objects.h"
#include "parts.h"
#include "traces.h"
#include "values.h"

#include "ns3/channel.h"
#include "ns3/mac48-address.h"
#include "ns3/net-device.h"
#include "ns3/packet-sink.h"
#include "ns3/text-parsing.h"
#include "ns3/udp-server.h"

#include <sstream>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

template <typename T>
py::class_<T>
Extend(const py::module_& m, const char* name)
{
    return py::class_<T>(m.attr(name));
}

/** Packets are given to scripts in this style as ns3.Packet. */
py::object
WithPackets(const py::object& fn, const py::args& first)
{
    return py::module_::import("camcube.ns3_simulator").attr("with_packets")(fn, *first);
}

template <typename T>
py::class_<Held<T>>
ExtendObject(const py::module_& m, const char* name)
{
    using Self = const Held<T>&;
    auto type = Extend<Held<T>>(m, name);
    type.def(
        "SetAttribute",
        [](Self self, const std::string& name, const py::object& value) {
            SetAttributeOf(*self, name, value);
        },
        py::arg("name"),
        py::arg("value"),
        "Sets an attribute.\n\nname: of the attribute. value: a StringValue or the like, or what "
        "is in "
        "one.\n\nRaises AttributeError, ValueError or TypeError as set() does.");
    type.def(
        "GetAttribute",
        [](Self self, const std::string& name) { return GetAttributeOf(*self, name); },
        py::arg("name"),
        "Value of an attribute.\n\nname: of the attribute.\n\nRaises AttributeError if there is "
        "none.");
    type.def(
        "TraceConnect",
        [](Self self, const std::string& source, const std::string& context, const py::object& fn) {
            ConnectTrace(self.GetPtr(), source, WithPackets(fn, py::make_tuple(context)));
        },
        py::arg("source"),
        py::arg("context"),
        py::arg("fn"),
        "Calls fn with the context and what a trace source tells, each time.");
    type.def(
        "TraceConnectWithoutContext",
        [](Self self, const std::string& source, const py::object& fn) {
            ConnectTrace(self.GetPtr(), source, WithPackets(fn, py::tuple()));
        },
        py::arg("source"),
        py::arg("fn"),
        "Calls fn with what a trace source tells, each time.");
    return type;
}

/** Something by its number. */
template <typename Get>
py::object
ByNumber(const char* what, int64_t number, uint64_t all, const Get& get)
{
    if (number < 0 || static_cast<uint64_t>(number) >= all)
    {
        throw py::index_error("there is no " + std::string(what) + " " + std::to_string(number) +
                              "; there are " + std::to_string(all));
    }
    return ToPython(get(static_cast<uint32_t>(number)));
}

/** \return an application as what it is \throws pybind11::type_error if it is something else */
template <typename T>
Ptr<T>
As(const Held<Application>& application)
{
    if (auto as = DynamicCast<T>(application.GetPtr()))
    {
        return as;
    }
    throw py::type_error("this is no " + T::GetTypeId().GetName() + " but a " +
                         application->GetInstanceTypeId().GetName());
}

void
BindCounters(py::module_& m)
{
    py::class_<Held<PacketSink>>(m,
                                 "PacketSink",
                                 "An application that is a PacketSink: PacketSink(apps.Get(0)).")
        .def(py::init([](const Held<Application>& application) {
                 return Held<PacketSink>(As<PacketSink>(application));
             }),
             py::arg("application"))
        .def(
            "GetTotalRx",
            [](const Held<PacketSink>& self) { return self->GetTotalRx(); },
            "Bytes received so far.");
    py::class_<Held<UdpServer>>(m,
                                "UdpServer",
                                "An application that is a UdpServer: UdpServer(apps.Get(0)).")
        .def(py::init([](const Held<Application>& application) {
                 return Held<UdpServer>(As<UdpServer>(application));
             }),
             py::arg("application"))
        .def(
            "GetReceived",
            [](const Held<UdpServer>& self) { return self->GetReceived(); },
            "Packets received so far.")
        .def(
            "GetLost",
            [](const Held<UdpServer>& self) { return self->GetLost(); },
            "Packets that are missing among those received so far.");
}

} // namespace

void
BindNs3Objects(py::module_& m)
{
    ExtendObject<Object>(m, "Object");
    ExtendObject<Node>(m, "Node")
        .def(
            "GetId",
            [](const Held<Node>& self) { return self->GetId(); },
            "Its number among all nodes, from 0 on.")
        .def(
            "GetNDevices",
            [](const Held<Node>& self) { return self->GetNDevices(); },
            "How many devices it has.")
        .def(
            "GetDevice",
            [](const Held<Node>& self, int64_t i) {
                return ByNumber("device", i, self->GetNDevices(), [&](uint32_t number) {
                    return self->GetDevice(number);
                });
            },
            py::arg("index"),
            "A device by its index, from 0 on. Raises IndexError for another.")
        .def(
            "GetNApplications",
            [](const Held<Node>& self) { return self->GetNApplications(); },
            "How many applications it has.")
        .def(
            "GetApplication",
            [](const Held<Node>& self, int64_t i) {
                return ByNumber("application", i, self->GetNApplications(), [&](uint32_t number) {
                    return self->GetApplication(number);
                });
            },
            py::arg("index"),
            "An application by its index, from 0 on. Raises IndexError for another.")
        .def(
            "GetObject",
            [](const py::object& self, const std::string& type) { return self.attr("find")(type); },
            py::arg("type_name"),
            "Its object or application of a class; None if there is none.\n\ntype_name: such as "
            "\"ns3::Ipv4\".\n\nRaises ValueError for a class that there is not.");
    ExtendObject<NetDevice>(m, "NetDevice")
        .def(
            "GetNode",
            [](const Held<NetDevice>& self) { return ToPython(self->GetNode()); },
            "The node that it is of.")
        .def(
            "GetIfIndex",
            [](const Held<NetDevice>& self) { return self->GetIfIndex(); },
            "Its number at the node.")
        .def(
            "GetChannel",
            [](const Held<NetDevice>& self) { return ToPython(self->GetChannel()); },
            "Its cable; None if there is none.")
        .def(
            "GetMtu",
            [](const Held<NetDevice>& self) { return self->GetMtu(); },
            "Bytes that a frame carries at most.")
        .def(
            "GetAddress",
            [](const Held<NetDevice>& self) {
                std::ostringstream text;
                const Address address = self->GetAddress();
                Mac48Address::IsMatchingType(address) ? text << Mac48Address::ConvertFrom(address)
                                                      : text << address;
                return text.str();
            },
            "Its hardware address, as a text.");
    ExtendObject<Channel>(m, "Channel")
        .def(
            "GetNDevices",
            [](const Held<Channel>& self) { return self->GetNDevices(); },
            "How many devices are plugged in.")
        .def(
            "GetDevice",
            [](const Held<Channel>& self, int64_t i) {
                return ByNumber("device", i, self->GetNDevices(), [&](uint32_t number) {
                    return self->GetDevice(number);
                });
            },
            py::arg("index"),
            "A device that is plugged in, by its index, 0 or 1. Raises IndexError for another.");
    ExtendObject<Application>(m, "Application")
        .def(
            "GetNode",
            [](const Held<Application>& self) { return ToPython(self->GetNode()); },
            "The node that it is on.")
        .def(
            "SetStartTime",
            [](const Held<Application>& self, const TimeArg& start) {
                StartApplication(self.GetPtr(), start.value);
            },
            py::arg("start"),
            "Has it start at a time since the beginning, before which Run() is not called.")
        .def(
            "SetStopTime",
            [](const Held<Application>& self, const TimeArg& stop) {
                StopApplication(self.GetPtr(), stop.value);
            },
            py::arg("stop"),
            "Has it stop at a time since the beginning; 0s for never.");
    Extend<Time>(m, "Time")
        .def(
            "GetSeconds",
            [](const Time& self) { return self.GetSeconds(); },
            "In seconds, with decimals.")
        .def(
            "GetMilliSeconds",
            [](const Time& self) { return self.GetMilliSeconds(); },
            "In whole milliseconds, cut.")
        .def(
            "GetMicroSeconds",
            [](const Time& self) { return self.GetMicroSeconds(); },
            "In whole microseconds, cut.")
        .def(
            "GetNanoSeconds",
            [](const Time& self) { return self.GetNanoSeconds(); },
            "In whole nanoseconds.");
    Extend<DataRate>(m, "DataRate")
        .def(
            "GetBitRate",
            [](const DataRate& self) { return self.GetBitRate(); },
            "In bits a second.");
    Extend<ScheduledEvent>(m, "Event")
        .def(
            "Cancel",
            [](const py::object& self) { self.attr("cancel")(); },
            "Has it not happen.")
        .def(
            "IsExpired",
            [](const py::object& self) { return !self.attr("is_pending").cast<bool>(); },
            "Whether it has happened, or will not.")
        .def(
            "IsPending",
            [](const py::object& self) { return self.attr("is_pending"); },
            "Whether it is still to happen.");
    BindCounters(m);
}

} // namespace ns3::camcube::python
