/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3-containers.h"

#include "ns3-addresses.h"
#include "ns3-applications.h"
#include "parts.h"
#include "session.h"
#include "values.h"

#include "ns3/names.h"
#include "ns3/node-list.h"
#include "ns3/text-parsing.h"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** A node takes about half a KiB; more than these are a mistake. */
constexpr uint32_t MAX_NODES = 1000000;

/** \return an item of a list by its number, from the end if it is below 0 */
template <typename T>
const T&
At(const std::vector<T>& items, int64_t number)
{
    const auto size = static_cast<int64_t>(items.size());
    if (number < -size || number >= size)
    {
        throw py::index_error("there is no item " + std::to_string(number) + " in a container of " +
                              std::to_string(size));
    }
    return items[static_cast<std::size_t>(number < 0 ? number + size : number)];
}

/** Binds what all containers have. */
template <typename T>
py::class_<HeldList<T>>
BindList(py::module_& m, const char* name, const char* doc)
{
    using List = HeldList<T>;
    py::class_<List> type(m, name, doc);
    type.def(py::init([](const py::args& parts) {
                 List list;
                 std::vector<Ptr<T>> all;
                 ReadList<T>(parts, all);
                 return all.empty() ? list : ToHeldList<T>(all);
             }),
             "Of single ones and of containers, in their order; empty unless some are given.");
    type.def(
        "GetN",
        [](const List& self) { return self.items.size(); },
        "How many there are.");
    type.def(
        "Get",
        [](const List& self, int64_t i) { return At(self.items, i < 0 ? INT64_MAX : i); },
        py::arg("i"),
        "One by its number, from 0 on. Raises IndexError for another.");
    type.def(
        "Add",
        [](List& self, const ListArg<T>& other) {
            for (const Ptr<T>& item : other.value)
            {
                self.Add(item);
            }
        },
        py::arg("other"),
        "Adds one, or all of a container or a list.");
    type.def("__len__", [](const List& self) { return self.items.size(); });
    type.def("__getitem__", [](const List& self, int64_t i) { return At(self.items, i); });
    // Over a copy: a container may grow meanwhile.
    type.def("__iter__", [](const List& self) { return py::iter(py::cast(self.items)); });
    type.def("__repr__", [name](const List& self) {
        return "<" + std::string(name) + " of " + std::to_string(self.items.size()) + ">";
    });
    return type;
}

/** Looks whether an application can still be told a time. */
void
CheckTime(const Application& application, const Time& at, const char* what)
{
    if (at.IsStrictlyNegative())
    {
        throw py::value_error(std::string(what) + "(" + FormatTime(at) +
                              ") is before the simulation; give a time from 0s on");
    }
    if (application.IsInitialized())
    {
        throw std::logic_error("an application that runs already takes no other time; call " +
                               std::string(what) + "() before Simulator.Run()");
    }
}

/** \return an attribute of an application that is a time */
Time
GetTime(const Application& application, const std::string& name)
{
    TimeValue value;
    application.GetAttribute(name, value);
    return value.Get();
}

void
CheckOrder(const Time& start, const Time& stop)
{
    if (stop.IsStrictlyPositive() && stop < start)
    {
        throw py::value_error("an application cannot stop at " + FormatTime(stop) +
                              ", before it starts at " + FormatTime(start));
    }
}

} // namespace

Ptr<Object>
FindNamed(const std::string& name)
{
    if (const auto object = name.empty() ? nullptr : Names::Find<Object>(name))
    {
        return object;
    }
    throw py::value_error("nothing has the name " + Abridge(py::repr(py::str(name))) +
                          "; ns3.Names.Add(name, object) gives one");
}

void
StartApplication(const Ptr<Application>& application, const Time& at)
{
    CheckTime(*application, at, "Start");
    CheckOrder(at, GetTime(*application, "StopTime"));
    application->SetStartTime(at);
}

void
StopApplication(const Ptr<Application>& application, const Time& at)
{
    CheckTime(*application, at, "Stop");
    CheckOrder(GetTime(*application, "StartTime"), at);
    application->SetStopTime(at);
}

void
BindNs3Containers(py::module_& m)
{
    auto nodes = BindList<Node>(m, "NodeContainer", "Nodes in an order.");
    nodes.def(
        "Create",
        [](HeldList<Node>& self, int64_t n) {
            if (n < 0 || n > MAX_NODES)
            {
                throw py::value_error("Create(" + std::to_string(n) + "); give 0 to " +
                                      std::to_string(MAX_NODES) + " nodes");
            }
            Session::GetOrBegin();
            NodeContainer created;
            created.Create(static_cast<uint32_t>(n));
            for (const Held<Node>& node : ToHeldList(created).items)
            {
                self.items.push_back(node);
            }
        },
        py::arg("n"),
        "Makes n nodes, and adds them.");
    nodes.def(
        "Contains",
        [](const HeldList<Node>& self, uint32_t id) {
            for (const Held<Node>& node : self.items)
            {
                if (node->GetId() == id)
                {
                    return true;
                }
            }
            return false;
        },
        py::arg("id"),
        "Whether a node of this number is among them.");
    nodes.def_static(
        "GetGlobal",
        [] {
            return Session::GetNumber() ? ToHeldList(NodeContainer::GetGlobal()) : HeldList<Node>();
        },
        "All nodes that there are.");
    BindList<NetDevice>(m, "NetDeviceContainer", "Devices in an order.");
    auto applications =
        BindList<Application>(m, "ApplicationContainer", "Applications in an order.");
    applications.def(
        "Start",
        [](const HeldList<Application>& self, const TimeArg& start) {
            for (const Held<Application>& application : self.items)
            {
                StartApplication(application.GetPtr(), start.value);
            }
        },
        py::arg("start"),
        "Has all of them start at a time since the beginning, before which Run() is not called.");
    applications.def(
        "Stop",
        [](const HeldList<Application>& self, const TimeArg& stop) {
            for (const Held<Application>& application : self.items)
            {
                StopApplication(application.GetPtr(), stop.value);
            }
        },
        py::arg("stop"),
        "Has all of them stop at a time since the beginning; 0s for never.");

    using Interfaces = HeldInterfaces;
    py::class_<Interfaces>(m, "Ipv4InterfaceContainer", "Interfaces of IPv4 in an order.")
        .def(py::init<>())
        .def(
            "GetN",
            [](const Interfaces& self) { return self.items.size(); },
            "How many there are.")
        .def(
            "GetAddress",
            [](const Interfaces& self, int64_t i, int64_t j) {
                const auto& [ipv4, interface] = At(self.items, i < 0 ? INT64_MAX : i);
                const int64_t all = ipv4->GetNAddresses(interface);
                if (j < 0 || j >= all)
                {
                    throw py::index_error("there is no address " + std::to_string(j) +
                                          " at an interface that has " + std::to_string(all));
                }
                return ipv4->GetAddress(interface, static_cast<uint32_t>(j)).GetLocal();
            },
            py::arg("i"),
            py::arg("j") = 0,
            "The address of an interface by its number; j: which, if it has several.")
        .def(
            "Add",
            [](Interfaces& self, const Interfaces& other) {
                const auto items = other.items; // which may be its own
                self.items.insert(self.items.end(), items.begin(), items.end());
            },
            py::arg("other"),
            "Adds all of another container.")
        .def("__len__", [](const Interfaces& self) { return self.items.size(); })
        .def("__repr__", [](const Interfaces& self) {
            return "<Ipv4InterfaceContainer of " + std::to_string(self.items.size()) + ">";
        });
}

} // namespace ns3::camcube::python
