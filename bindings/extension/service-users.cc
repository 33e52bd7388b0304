/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What services in Python use beside links and routes: forwarders, keys, groups, requests.

#include "held.h"
#include "parts.h"
#include "python-service.h"
#include "values.h"

#include "ns3/group-multicast.h"
#include "ns3/key-routing.h"
#include "ns3/request-client.h"
#include "ns3/runtime.h"

#include <optional>
#include <pybind11/stl.h>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** Keys, as a service sees them. */
struct KeysOf
{
    Held<PythonService> service;

    KeyRouting& Use() const
    {
        return *service->GetRuntime().Require<KeyRouting>();
    }
};

/** Groups, as a service sees them. */
struct GroupsOf
{
    Held<PythonService> service;

    GroupMulticast& Use() const
    {
        return *service->GetRuntime().Require<GroupMulticast>();
    }
};

/** Requests of a service under one endpoint. */
struct RequestsOf
{
    Held<PythonService> service;
    std::shared_ptr<RequestClient> client;

    RequestClient& Use() const
    {
        service.GetPtr(); // its simulation lasts
        return *client;
    }
};

/** A group is a place and a number in Python. */
GroupId
ToGroup(const std::pair<TorusCoordinate, uint32_t>& group)
{
    return {group.first, group.second};
}

using GroupTuple = std::pair<TorusCoordinate, uint32_t>;

void
BindForwarding(py::module_& m)
{
    py::class_<Forwarding>(m, "Forwarding", "What a forwarder answers: where a packet goes.")
        .def_static("base", &Forwarding::Base, "A next hop on a shortest path.")
        .def_static(
            "via",
            [](const std::vector<uint8_t>& ports) {
                PortSet set;
                for (uint8_t port : ports)
                {
                    if (port >= PortSet::MAX_PORTS)
                    {
                        throw py::value_error("there is no port " + std::to_string(port));
                    }
                    set.Insert(port);
                }
                return Forwarding::Via(set);
            },
            py::arg("ports"),
            "Whichever of these links is free; base routing if none is up.")
        .def_static("toward",
                    &Forwarding::Toward,
                    py::arg("server"),
                    "A next hop on a shortest path to another server.")
        .def_static("deliver", &Forwarding::Deliver, "To the endpoint here.")
        .def_static("consume", &Forwarding::Consume, "It ends here, and is not dropped.")
        .def_static("drop", &Forwarding::Drop, "It is dropped and counted.");
}

void
BindKeys(py::module_& m)
{
    py::class_<Key>(m, "Key", "A key of 160 bits, which some server stands for: its root.")
        .def(py::init(&Key::FromName), py::arg("name"), "The key of a name.")
        .def_static("from_hex", &Key::FromHex, py::arg("text"), "The key of 40 hexadecimal digits.")
        .def_property_readonly("hex", &Key::GetName, "40 hexadecimal digits.")
        .def("__eq__",
             [](const Key& a, const py::object& b) {
                 return py::isinstance<Key>(b) && a == b.cast<const Key&>();
             })
        .def("__hash__", [](const Key& key) { return std::hash<std::string>()(key.GetName()); })
        .def("__repr__", [](const Key& key) { return "<Key " + key.GetName() + ">"; });

    py::class_<KeysOf>(m, "Keys", "Keys, as a service sees them; its server needs KeyRouting.")
        .def(
            "route",
            [](const KeysOf& self, const Key& key, uint16_t number, const py::object& payload) {
                return self.Use().Route(key, number, ToPacket(payload));
            },
            py::arg("key"),
            py::arg("number"),
            py::arg("payload"),
            "Sends bytes to a key's root, for whoever receives under a number there.")
        .def(
            "deliver",
            [](const KeysOf& self, uint16_t number, py::object fn) {
                PythonService* service = PeekPointer(self.service.GetPtr());
                service->Keep(
                    self.Use().Deliver(service,
                                       number,
                                       [service, fn = std::move(fn)](const Key& key,
                                                                     const Ptr<Packet>& packet,
                                                                     const RoutingHeader& header) {
                                           service->Call(fn, key, ToBytes(*packet), header.source);
                                       }));
            },
            py::arg("number"),
            py::arg("fn"),
            "Has fn(key, payload, source) called for what comes under a number for keys whose root "
            "is here.")
        .def(
            "root",
            [](const KeysOf& self, const Key& key) { return self.Use().GetRoot(key); },
            py::arg("key"),
            "The server that stands for a key, as routes here say.")
        .def(
            "replicas",
            [](const KeysOf& self, const Key& key, std::size_t count) {
                return self.Use().GetReplicas(key, count);
            },
            py::arg("key"),
            py::arg("count"),
            "The first so many servers of a key that can be reached; the root comes first.")
        .def(
            "on_range_changed",
            [](const KeysOf& self, py::object fn, uint32_t replicas) {
                PythonService* service = PeekPointer(self.service.GetPtr());
                service->Keep(self.Use().OnRangeChanged(
                    service,
                    [service, fn = std::move(fn)] { service->Call(fn); },
                    replicas));
            },
            py::arg("fn"),
            py::arg("replicas") = 1,
            "Has fn() called when routes have settled and others share the keys of this server.");
}

void
BindGroups(py::module_& m)
{
    py::class_<GroupsOf>(
        m,
        "Groups",
        "Groups, as a service sees them: each is a place and a number. Its server needs GroupTree "
        "and GroupMulticast.")
        .def(
            "join",
            [](const GroupsOf& self, const GroupTuple& group, py::object fn) {
                PythonService* service = PeekPointer(self.service.GetPtr());
                service->Keep(self.Use().Join(
                    service,
                    ToGroup(group),
                    [service, fn = std::move(fn)](const Ptr<Packet>& packet,
                                                  const GroupMessage& message) {
                        service->Call(fn, ToBytes(*packet), message.source, message.number);
                    }));
            },
            py::arg("group"),
            py::arg("fn"),
            "Has fn(payload, source, number) called for each message to a group, also one's own.")
        .def(
            "leave",
            [](const GroupsOf& self, const GroupTuple& group) { self.Use().Leave(ToGroup(group)); },
            py::arg("group"),
            "Ends that.")
        .def(
            "multicast",
            [](const GroupsOf& self, const GroupTuple& group, const py::object& payload) {
                return self.Use().Multicast(ToGroup(group), ToPacket(payload)).number;
            },
            py::arg("group"),
            py::arg("payload"),
            "Sends bytes to all members of a group that this server has joined; returns the "
            "message's number.");
}

void
BindRequests(py::module_& m)
{
    py::class_<RequestsOf>(m, "Requests", "Requests and replies between services of one endpoint.")
        .def(
            "serve",
            [](const RequestsOf& self, py::object fn) {
                PythonService* service = PeekPointer(self.service.GetPtr());
                self.Use().Serve([service, fn = std::move(fn)](const Ptr<const Packet>& request,
                                                               const TorusCoordinate& from) {
                    const py::object reply = service->Call(fn, ToBytes(*request), from);
                    return reply.is_none() ? Ptr<Packet>() : service->Take(reply);
                });
            },
            py::arg("fn"),
            "Has fn(payload, source) answer requests here, with bytes, or None for no reply.")
        .def(
            "request",
            [](const RequestsOf& self,
               const TorusCoordinate& server,
               const py::object& payload,
               py::object fn) {
                PythonService* service = PeekPointer(self.service.GetPtr());
                self.Use().Request(
                    server,
                    ToPacket(payload),
                    [service, fn = std::move(fn)](const std::optional<Ptr<Packet>>& reply) {
                        service->Call(fn,
                                      reply ? py::object(ToBytes(**reply))
                                            : py::object(py::none()));
                    });
            },
            py::arg("server"),
            py::arg("payload"),
            py::arg("fn"),
            "Asks a server; fn(reply) is called once, with None if there is none.")
        .def(
            "set_tries",
            [](const RequestsOf& self, uint32_t tries, const TimeArg& timeout) {
                self.Use().SetTries(tries, timeout.value);
            },
            py::arg("tries"),
            py::arg("timeout"),
            "How often a request is sent, and how long a reply to each is waited for.");
}

} // namespace

void
BindServiceUsers(py::module_& m)
{
    BindForwarding(m);
    BindKeys(m);
    BindGroups(m);
    BindRequests(m);
    m.def("keys_of", [](const Held<PythonService>& service) { return KeysOf{service}; });
    m.def("groups_of", [](const Held<PythonService>& service) { return GroupsOf{service}; });
    m.def("requests_of", [](const Held<PythonService>& service, uint16_t endpoint) {
        const auto client = std::make_shared<RequestClient>(service->GetRouting(),
                                                            PeekPointer(service.GetPtr()),
                                                            endpoint);
        Session::Get().Keep(client);
        return RequestsOf{service, client};
    });
}

} // namespace ns3::camcube::python
