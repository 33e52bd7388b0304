/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "held.h"
#include "objects.h"
#include "parts.h"
#include "python-service.h"
#include "values.h"

#include "ns3/runtime.h"

#include <optional>
#include <pybind11/stl.h>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** What a Python service has of its C++ half. */
struct ServiceBase
{
    std::optional<Held<PythonService>> half; //!< none until it is installed

    PythonService& Use() const
    {
        if (!half)
        {
            throw std::logic_error("this service is on no server; install it first");
        }
        return **half;
    }
};

void
Install(const py::object& self, const Held<Node>& node, int64_t id)
{
    if (id < 1 || id > UINT16_MAX)
    {
        throw py::value_error("a service has an id from 1 to 65535, and not " + std::to_string(id));
    }
    auto& base = self.cast<ServiceBase&>();
    if (base.half)
    {
        throw std::logic_error("this service is on a server already; make one for each");
    }
    if (!node->GetObject<Runtime>())
    {
        throw py::value_error("node " + std::to_string(node->GetId()) + " is no server of a cube");
    }
    const auto half = CreateObject<PythonService>(static_cast<uint16_t>(id), self);
    base.half = Held<PythonService>(half);
    node->AddApplication(half);
}

std::vector<uint32_t>
ToList(PortSet ports)
{
    std::vector<uint32_t> list;
    for (uint8_t port : ports)
    {
        list.push_back(port);
    }
    return list;
}

void
BindPackets(py::module_& m)
{
    py::class_<FrameBox>(m,
                         "Frame",
                         "A frame on one link. It is gone once it is sent; used then, it raises.")
        .def(py::init([](const py::object& payload) {
                 return FrameBox{std::make_unique<Frame>(uint16_t{0}, ToPacket(payload))};
             }),
             py::arg("payload"))
        .def_property(
            "payload",
            [](const FrameBox& self) { return ToBytes(*self.Use().GetPayload()); },
            [](const FrameBox& self, const py::object& payload) {
                self.Use().SetPayload(ToPacket(payload));
            },
            "Its bytes; anything with a buffer is taken.")
        .def("__len__", [](const FrameBox& self) { return self.Use().GetPayload()->GetSize(); })
        .def("__repr__", [](const FrameBox& self) {
            return self.frame ? "<Frame of " + std::to_string(self.frame->GetPayload()->GetSize()) +
                                    " bytes>"
                              : "<Frame that has been sent>";
        });

    py::class_<PacketView, std::shared_ptr<PacketView>>(
        m,
        "Packet",
        "A packet of multi-hop routing, as long as it is shown to you.")
        .def_property(
            "payload",
            [](const PacketView& self) { return ToBytes(*self.UseFrame().GetPayload()); },
            [](const PacketView& self, const py::object& payload) {
                self.UseFrame().SetPayload(ToPacket(payload));
            },
            "Its bytes; anything with a buffer is taken.")
        .def_property_readonly(
            "source",
            [](const PacketView& self) { return self.UseHeader().source; },
            "The server that has sent it: (x, y, z).")
        .def_property_readonly(
            "destination",
            [](const PacketView& self) { return self.UseHeader().destination; },
            "The server that it is for: (x, y, z).")
        .def_property_readonly(
            "endpoint",
            [](const PacketView& self) { return self.UseHeader().endpoint; },
            "Under which number it is received there.")
        .def_property_readonly(
            "hops",
            [](const PacketView& self) { return self.UseHeader().hops; },
            "Links crossed so far.");

    py::enum_<SendResult>(m, "SendResult", "What became of something that was to be sent.")
        .value("SENT", SendResult::SENT, "it is taken")
        .value("BUSY", SendResult::BUSY, "not now: the link is sending, or its queue is full")
        .value("DOWN", SendResult::DOWN, "the link is down, or there is no path")
        .value("TOO_LONG", SendResult::TOO_LONG, "it exceeds the MTU");
    py::enum_<MultiHopRouting::Verdict>(m, "Verdict", "What an interceptor answers.")
        .value("FORWARD", MultiHopRouting::Verdict::FORWARD, "the packet goes on, changed or not")
        .value("CONSUME", MultiHopRouting::Verdict::CONSUME, "the packet ends here")
        .value("DROP", MultiHopRouting::Verdict::DROP, "the packet is dropped and counted");
}

} // namespace

void
BindServices(py::module_& m)
{
    BindPackets(m);
    using Self = const ServiceBase&;
    py::class_<ServiceBase>(m, "ServiceBase", py::dynamic_attr())
        .def(py::init<>())
        .def_property_readonly(
            "coordinate",
            [](Self self) { return self.Use().GetRuntime().GetCoordinate(); },
            "Its server's place in the cube: (x, y, z).")
        .def_property_readonly(
            "up_ports",
            [](Self self) { return ToList(self.Use().GetRuntime().GetUpPorts()); },
            "Ports whose links are up: +x, -x, +y, -y, +z, -z are 0 to 5.")
        .def(
            "neighbor",
            [](Self self, uint8_t port) { return self.Use().GetRuntime().GetNeighbor(port); },
            py::arg("port"),
            "The coordinate of the server at the other end of a port's cable.")
        .def(
            "send",
            [](Self self, uint8_t port, const py::object& frame) {
                return self.Use().Send(port, frame);
            },
            py::arg("port"),
            py::arg("frame"),
            "Sends a Frame, or bytes, over a link if it is free. After BUSY, poll() is called when "
            "it is; after DOWN, link_up().")
        .def(
            "send_or_queue",
            [](Self self, uint8_t port, const py::object& frame) {
                return self.Use().SendOrQueue(port, frame);
            },
            py::arg("port"),
            py::arg("frame"),
            "Sends a Frame, or bytes, over a link, now or once those before it have been sent. Not "
            "for services that have a poll().")
        .def(
            "broadcast",
            [](Self self, const py::object& payload) { return self.Use().Broadcast(payload); },
            py::arg("payload"),
            "Sends bytes to all neighbours, now or soon; returns to how many.")
        .def(
            "send_to",
            [](Self self,
               const TorusCoordinate& destination,
               uint16_t endpoint,
               const py::object& payload,
               uint16_t flow) { return self.Use().SendTo(destination, endpoint, payload, flow); },
            py::arg("destination"),
            py::arg("endpoint"),
            py::arg("payload"),
            py::arg("flow") = 0,
            "Sends bytes to any server, by multi-hop routing.")
        .def(
            "add_endpoint",
            [](Self self, uint16_t endpoint, py::object fn) {
                self.Use().AddEndpoint(endpoint, std::move(fn));
            },
            py::arg("endpoint"),
            py::arg("fn"),
            "Has fn(packet) called for each packet that ends here under a number.")
        .def(
            "add_interceptor",
            [](Self self,
               const std::optional<uint16_t>& endpoint,
               py::object fn,
               int32_t priority) {
                self.Use().AddInterceptor(endpoint ? *endpoint : MultiHopRouting::ALL,
                                          priority,
                                          std::move(fn));
            },
            py::arg("endpoint"),
            py::arg("fn"),
            py::arg("priority") = 0,
            "Has fn(packet, port) called for each packet of a number, or of all (None), that "
            "starts here (port None), passes or ends; it answers a Verdict, None for FORWARD.")
        .def(
            "add_undelivered",
            [](Self self, uint16_t endpoint, py::object fn) {
                self.Use().AddUndelivered(endpoint, std::move(fn));
            },
            py::arg("endpoint"),
            py::arg("fn"),
            "Has fn(packet, reason) called for each packet of a number that was sent from here and "
            "is given up here.")
        .def(
            "add_forwarder",
            [](Self self, uint16_t endpoint, py::object fn) {
                self.Use().AddForwarder(endpoint, std::move(fn));
            },
            py::arg("endpoint"),
            py::arg("fn"),
            "Has fn(packet, port, next_hops, up_ports) choose where packets of a number go from "
            "here; "
            "it answers a Forwarding, None for base routing. At their source, port is None.")
        .def_property_readonly(
            "half",
            [](Self self) {
                self.Use();
                return *self.half;
            },
            "What the package needs of it.")
        .def(
            "is_reachable",
            [](Self self, const TorusCoordinate& server) {
                return self.Use().GetRouting()->IsReachable(server);
            },
            py::arg("server"),
            "Whether there is a path to a server.")
        .def(
            "distance",
            [](Self self, const TorusCoordinate& server) {
                return self.Use().GetRouting()->GetDistance(server);
            },
            py::arg("server"),
            "Hops to a server; None if there is no path.")
        .def(
            "next_hops",
            [](Self self, const TorusCoordinate& server) {
                return ToList(self.Use().GetRouting()->GetNextHops(server));
            },
            py::arg("server"),
            "Ports on a shortest path to a server.")
        .def(
            "deploy",
            [](Self self) { self.Use().Deploy(); },
            "Puts it on its server now.")
        .def(
            "withdraw",
            [](Self self) { self.Use().Withdraw(); },
            "Takes it off its server now.")
        .def_property_readonly(
            "is_deployed",
            [](Self self) { return self.Use().IsDeployed(); },
            "Whether it is on its server now.");
    py::class_<Held<PythonService>>(m, "Half", "The C++ half of a service.");
    m.def("install_service", &Install, py::arg("service"), py::arg("node"), py::arg("id"));
}

} // namespace ns3::camcube::python
