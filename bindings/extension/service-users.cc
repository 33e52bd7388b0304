/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What services in Python use beside links and routes: keys, groups, requests.

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
BindKeys(py::module_& m)
{
    py::class_<Key>(m, "Key", "A key of 160 bits, which some server stands for: its root.")
        .def(py::init([](const py::object& name) {
                 if (!py::isinstance<py::str>(name) && !py::isinstance<py::bytes>(name))
                 {
                     throw py::type_error(Repeat(name) + " is no name of a key; give a text");
                 }
                 return Key::FromName(name.cast<std::string>());
             }),
             py::arg("name"),
             "name: any text, of which this is the key.\n\nRaises TypeError for what is none.")
        .def_static("from_hex",
                    &Key::FromHex,
                    py::arg("text"),
                    "The key that some digits say.\n\ntext: 40 hexadecimal digits.\n\n"
                    "Raises ValueError for another text.")
        .def_property_readonly("hex", &Key::GetName, "40 hexadecimal digits, a text.")
        .def("__eq__",
             [](const Key& a, const py::object& b) {
                 return py::isinstance<Key>(b) && a == b.cast<const Key&>();
             })
        .def("__hash__", [](const Key& key) { return std::hash<std::string>()(key.GetName()); })
        .def("__repr__", [](const Key& key) { return "<Key " + key.GetName() + ">"; });

    py::class_<KeysOf>(m,
                       "Keys",
                       "Keys, as a service sees them; Torus.install_keys() has them. Used after "
                       "the simulation, or "
                       "without, they raise RuntimeError.")
        .def(
            "route",
            [](const KeysOf& self,
               const Key& key,
               const NumberArg& number,
               const py::object& payload) {
                return self.Use().Route(key, number.value, ToPacket(payload));
            },
            py::arg("key"),
            py::arg("number"),
            py::arg("payload"),
            "Sends bytes to a key's root. Returns a SendResult.\n\n"
            "key: a Key. number: 0 to 65535, under which somebody receives there. payload: bytes, "
            "or "
            "anything with a buffer.\n\n"
            "Raises TypeError for another key, number or payload.")
        .def(
            "deliver",
            [](const KeysOf& self, const NumberArg& number, py::object fn) {
                PythonService* service = PeekPointer(self.service.GetPtr());
                service->Keep(self.Use().Deliver(
                    service,
                    number.value,
                    [service, fn = ToFunction(std::move(fn))](const Key& key,
                                                              const Ptr<Packet>& packet,
                                                              const RoutingHeader& header) {
                        service->Call(fn, key, ToBytes(*packet), header.source);
                    }));
            },
            py::arg("number"),
            py::arg("fn"),
            "Has fn called for what comes for keys whose root is here.\n\n"
            "number: 0 to 65535, that of route(). fn: is called with the Key, the payload as "
            "bytes, "
            "and its source (x, y, z).\n\n"
            "Raises ValueError for a number that is taken, TypeError for what is no number.")
        .def(
            "root",
            [](const KeysOf& self, const Key& key) { return self.Use().GetRoot(key); },
            py::arg("key"),
            "The server (x, y, z) that stands for a key, as routes here say.\n\nkey: a Key.\n\n"
            "Raises TypeError for another key.")
        .def(
            "replicas",
            [](const KeysOf& self, const Key& key, std::size_t count) {
                return self.Use().GetReplicas(key, count);
            },
            py::arg("key"),
            py::arg("count"),
            "The servers (x, y, z) of a key that can be reached, its root first: a list.\n\n"
            "key: a Key. count: how many at most.\n\nRaises TypeError for another key or count.")
        .def(
            "on_range_changed",
            [](const KeysOf& self, py::object fn, uint32_t replicas) {
                PythonService* service = PeekPointer(self.service.GetPtr());
                service->Keep(self.Use().OnRangeChanged(
                    service,
                    [service, fn = ToFunction(std::move(fn))] { service->Call(fn); },
                    replicas));
            },
            py::arg("fn"),
            py::arg("replicas") = 1,
            "Has fn called when routes have settled and others share the keys of this server.\n\n"
            "fn: is called with nothing. replicas: how many servers have each key.\n\n"
            "Raises TypeError for what is no number of replicas.");
}

void
BindGroups(py::module_& m)
{
    py::class_<GroupsOf>(
        m,
        "Groups",
        "Groups, as a service sees them: each is ((x, y, z), number), the server there being its "
        "root; Torus.install_groups() has them. Used after the simulation, or without, they raise "
        "RuntimeError.")
        .def(
            "join",
            [](const GroupsOf& self, const GroupTuple& group, py::object fn) {
                PythonService* service = PeekPointer(self.service.GetPtr());
                service->Keep(self.Use().Join(
                    service,
                    ToGroup(group),
                    [service, fn = ToFunction(std::move(fn))](const Ptr<Packet>& packet,
                                                              const GroupMessage& message) {
                        service->Call(fn, ToBytes(*packet), message.source, message.number);
                    }));
            },
            py::arg("group"),
            py::arg("fn"),
            "Has fn called for each message to a group, also one's own.\n\n"
            "group: ((x, y, z), number). fn: is called with the payload as bytes, its source "
            "(x, y, z), and the message's number.\n\n"
            "Raises TypeError for another group, ValueError for a server that is not there.")
        .def(
            "leave",
            [](const GroupsOf& self, const GroupTuple& group) { self.Use().Leave(ToGroup(group)); },
            py::arg("group"),
            "Ends what join() began.\n\ngroup: ((x, y, z), number).\n\n"
            "Raises TypeError for another group, RuntimeError for one that was not joined.")
        .def(
            "multicast",
            [](const GroupsOf& self, const GroupTuple& group, const py::object& payload) {
                return self.Use().Multicast(ToGroup(group), ToPacket(payload)).number;
            },
            py::arg("group"),
            py::arg("payload"),
            "Sends bytes to all members of a group that this server has joined; returns the "
            "message's number, an int.\n\n"
            "group: ((x, y, z), number). payload: bytes, or anything with a buffer.\n\n"
            "Raises TypeError for another group or payload, RuntimeError where it is no member.");
}

void
BindRequests(py::module_& m)
{
    py::class_<RequestsOf>(
        m,
        "Requests",
        "Requests and replies between services of one endpoint; Service.requests() has them. Used "
        "after the simulation they raise RuntimeError.")
        .def(
            "serve",
            [](const RequestsOf& self, py::object fn) {
                PythonService* service = PeekPointer(self.service.GetPtr());
                self.Use().Serve(
                    [service, fn = ToFunction(std::move(fn))](const Ptr<const Packet>& request,
                                                              const TorusCoordinate& from) {
                        const py::object reply = service->Call(fn, ToBytes(*request), from);
                        return reply.is_none() ? Ptr<Packet>() : service->Take(reply);
                    });
            },
            py::arg("fn"),
            "Has requests answered here.\n\n"
            "fn: is called with the payload as bytes and its source (x, y, z), and answers bytes, "
            "or "
            "None for no reply; TypeError that this raises otherwise ends the run.")
        .def(
            "request",
            [](const RequestsOf& self,
               const TorusCoordinate& server,
               const py::object& payload,
               py::object fn) {
                PythonService* service = PeekPointer(self.service.GetPtr());
                self.Use().Request(server,
                                   ToPacket(payload),
                                   [service, fn = ToFunction(std::move(fn))](
                                       const std::optional<Ptr<Packet>>& reply) {
                                       service->Call(fn,
                                                     reply ? py::object(ToBytes(**reply))
                                                           : py::object(py::none()));
                                   });
            },
            py::arg("server"),
            py::arg("payload"),
            py::arg("fn"),
            "Asks a server.\n\n"
            "server: (x, y, z). payload: bytes, or anything with a buffer. fn: is called once, "
            "later, "
            "with the reply as bytes, or None if there is none.\n\n"
            "Raises ValueError for a server that is not there, TypeError for another payload.")
        .def(
            "set_tries",
            [](const RequestsOf& self, uint32_t tries, const TimeArg& timeout) {
                self.Use().SetTries(tries, timeout.value);
            },
            py::arg("tries"),
            py::arg("timeout"),
            "Says how persistent requests are.\n\n"
            "tries: how often one is sent, 3 unless set. timeout: how long a reply to each is "
            "waited "
            "for, \"1ms\" unless set.\n\n"
            "Raises ValueError or TypeError for no tries, or what is no time.");
}

} // namespace

void
BindServiceUsers(py::module_& m)
{
    BindKeys(m);
    BindGroups(m);
    BindRequests(m);
    m.def("keys_of", [](const Held<PythonService>& service) { return KeysOf{service}; });
    m.def("groups_of", [](const Held<PythonService>& service) { return GroupsOf{service}; });
    m.def("requests_of", [](const Held<PythonService>& service, const EndpointArg& endpoint) {
        const auto client = std::make_shared<RequestClient>(service->GetRouting(),
                                                            PeekPointer(service.GetPtr()),
                                                            endpoint.value);
        Session::Get().Keep(client);
        return RequestsOf{service, client};
    });
}

} // namespace ns3::camcube::python
