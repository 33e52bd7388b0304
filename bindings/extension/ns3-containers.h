/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NS3_CONTAINERS_H
#define NS3_CONTAINERS_H

#include "held.h"
#include "objects.h"

#include "ns3/application-container.h"
#include "ns3/application.h"
#include "ns3/ipv4-interface-container.h"
#include "ns3/ipv4.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/text-parsing.h"

#include <pybind11/pybind11.h>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/** \file NodeContainer and the like, as scripts in the style of C++ have them. */

namespace ns3::camcube::python
{

/** Objects of one class in an order, for Python. */
template <typename T>
struct HeldList
{
    std::vector<Held<T>> items;

    void Add(const Ptr<T>& item)
    {
        items.emplace_back(item);
    }
};

/** What a message calls objects of a class. */
template <typename T>
constexpr const char* NOUN = "object";
template <>
inline constexpr const char* NOUN<Node> = "node";
template <>
inline constexpr const char* NOUN<NetDevice> = "device";
template <>
inline constexpr const char* NOUN<Application> = "application";
template <>
inline constexpr const char* NOUN<Channel> = "cable";

/** Leaves what Py_EnterRecursiveCall() has entered. */
struct RecursionEnd
{
    ~RecursionEnd()
    {
        Py_LeaveRecursiveCall();
    }
};

/** \return what a name of ns3.Names stands for \throws pybind11::value_error if it is none */
Ptr<Object> FindNamed(const std::string& name);

/**
 * Reads an object, a name of one, a server of a torus, a container or any list of these.
 * \throws pybind11::type_error for anything else
 * \throws std::logic_error for objects whose simulation has ended
 */
template <typename T>
void
ReadList(pybind11::handle source, std::vector<Ptr<T>>& to)
{
    namespace py = pybind11;
    if (py::isinstance<HeldList<T>>(source))
    {
        for (const Held<T>& item : source.cast<const HeldList<T>&>().items)
        {
            to.push_back(item.GetPtr());
        }
        return;
    }
    if (py::isinstance<Held<T>>(source))
    {
        to.push_back(source.cast<const Held<T>&>().GetPtr());
        return;
    }
    if (py::isinstance<py::str>(source))
    {
        if (const Ptr<T> named = DynamicCast<T>(FindNamed(source.cast<std::string>())))
        {
            to.push_back(named);
            return;
        }
    }
    else if (std::is_same_v<T, Node> && py::hasattr(source, "coordinate") &&
             py::hasattr(source, "node"))
    {
        ReadList(source.attr("node"), to);
        return;
    }
    else if (PySequence_Check(source.ptr()) != 0 && PyBytes_Check(source.ptr()) == 0)
    {
        if (Py_EnterRecursiveCall(" in a list") != 0)
        {
            throw py::error_already_set(); // a list of itself
        }
        const RecursionEnd end;
        for (const py::handle item : source)
        {
            ReadList(item, to);
        }
        return;
    }
    throw py::type_error(Abridge(py::repr(source).cast<std::string>()) + " is no " + NOUN<T> +
                         "; give a " + NOUN<T> + ", a container or a list of them");
}

/** Objects as a parameter: all that ReadList() reads. */
template <typename T>
struct ListArg
{
    std::vector<Ptr<T>> value;
};

/** One object as a parameter, or a container of one. */
template <typename T>
struct OneArg
{
    Ptr<T> value;
};

inline NodeContainer
ToNodeContainer(const ListArg<Node>& nodes)
{
    NodeContainer container;
    for (const Ptr<Node>& node : nodes.value)
    {
        container.Add(node);
    }
    return container;
}

/** \return any container of ns-3 for Python */
template <typename T, typename Container>
HeldList<T>
ToHeldList(const Container& container)
{
    HeldList<T> list;
    for (auto item = container.begin(); item != container.end(); ++item)
    {
        list.Add(*item);
    }
    return list;
}

inline HeldList<Node>
ToHeldList(const NodeContainer& nodes)
{
    return ToHeldList<Node>(std::vector<Ptr<Node>>(nodes.Begin(), nodes.End()));
}

inline HeldList<NetDevice>
ToHeldList(const NetDeviceContainer& devices)
{
    return ToHeldList<NetDevice>(std::vector<Ptr<NetDevice>>(devices.Begin(), devices.End()));
}

inline HeldList<Application>
ToHeldList(const ApplicationContainer& applications)
{
    return ToHeldList<Application>(
        std::vector<Ptr<Application>>(applications.Begin(), applications.End()));
}

/** Interfaces of IPv4, for Python. */
struct HeldInterfaces
{
    std::vector<std::pair<Held<Ipv4>, uint32_t>> items;
};

/** \return interfaces of ns-3 for Python */
inline HeldInterfaces
ToHeldInterfaces(const Ipv4InterfaceContainer& interfaces)
{
    HeldInterfaces held;
    for (auto interface = interfaces.Begin(); interface != interfaces.End(); ++interface)
    {
        held.items.emplace_back(interface->first, interface->second);
    }
    return held;
}

} // namespace ns3::camcube::python

namespace pybind11::detail
{

/** \return how signatures name what ReadList() takes */
template <typename T>
constexpr auto
DescribeList()
{
    if constexpr (std::is_same_v<T, ns3::Node>)
    {
        return const_name("Node | NodeContainer | list");
    }
    else if constexpr (std::is_same_v<T, ns3::NetDevice>)
    {
        return const_name("NetDevice | NetDeviceContainer | list");
    }
    else
    {
        return const_name("one | container | list");
    }
}

/** Takes what ReadList() takes. */
template <typename T>
struct type_caster<ns3::camcube::python::ListArg<T>>
{
    PYBIND11_TYPE_CASTER(ns3::camcube::python::ListArg<T>, DescribeList<T>());

    bool load(handle source, bool)
    {
        ns3::camcube::python::ReadList<T>(source, value.value);
        return true;
    }
};

/** Takes what ReadList() takes, if it is one object. */
template <typename T>
struct type_caster<ns3::camcube::python::OneArg<T>>
{
    PYBIND11_TYPE_CASTER(ns3::camcube::python::OneArg<T>, const_name("Node"));

    bool load(handle source, bool)
    {
        std::vector<ns3::Ptr<T>> all;
        ns3::camcube::python::ReadList<T>(source, all);
        if (all.size() != 1)
        {
            throw value_error("one " + std::string(ns3::camcube::python::NOUN<T>) +
                              " is wanted here, and these are " + std::to_string(all.size()));
        }
        value.value = all.front();
        return true;
    }
};

} // namespace pybind11::detail

#endif /* NS3_CONTAINERS_H */
