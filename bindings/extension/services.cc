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
Install(const py::object& self, const Held<Node>& node, const py::object& givenId)
{
    const auto id = static_cast<uint16_t>(ReadWhole("id", givenId, 1, UINT16_MAX));
    auto& base = self.cast<ServiceBase&>();
    if (base.half)
    {
        throw std::logic_error("this service is on a server already; make one for each");
    }
    if (!node->GetObject<Runtime>())
    {
        throw py::value_error("node " + std::to_string(node->GetId()) + " is no server of a cube");
    }
    const auto half = CreateObject<PythonService>(id, self);
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

} // namespace

void
BindServices(py::module_& m)
{
    using Self = const ServiceBase&;
    py::class_<ServiceBase>(m, "ServiceBase", py::dynamic_attr(), "What a service has of C++.")
        .def(py::init<>())
        .def_property_readonly(
            "coordinate",
            [](Self self) { return self.Use().GetRuntime().GetCoordinate(); },
            "Its server's place in the cube: (x, y, z), ints. Raises RuntimeError until it is "
            "placed.")
        .def_property_readonly(
            "up_ports",
            [](Self self) { return ToList(self.Use().GetRuntime().GetUpPorts()); },
            "Ports whose links are up, a list of ints: +x, -x, +y, -y, +z, -z are 0 to 5.")
        .def(
            "neighbor",
            [](Self self, const PortArg& port) {
                return self.Use().GetRuntime().GetNeighbor(port.value);
            },
            py::arg("port"),
            "The coordinate (x, y, z) of the server at the other end of a port's cable.\n\n"
            "port: 0 to 5.\n\nRaises ValueError or TypeError for another port.")
        .def(
            "send",
            [](Self self, const PortArg& port, const py::object& frame) {
                return self.Use().Send(port.value, frame);
            },
            py::arg("port"),
            py::arg("frame"),
            "Sends a frame over a link if it is free. Returns a SendResult: after BUSY, poll() is "
            "called when it is; after DOWN, link_up().\n\n"
            "port: 0 to 5. frame: a Frame, which is gone then, or bytes.\n\n"
            "Raises TypeError for another frame, ValueError or TypeError for another port, "
            "RuntimeError before the service is deployed, and for a frame that has been sent.")
        .def(
            "send_or_queue",
            [](Self self, const PortArg& port, const py::object& frame) {
                return self.Use().SendOrQueue(port.value, frame);
            },
            py::arg("port"),
            py::arg("frame"),
            "Sends a frame over a link, now or once those before it have been sent (64 at most, "
            "attribute QueueLimit), which all is before poll() is asked. Returns a SendResult.\n\n"
            "port: 0 to 5. frame: a Frame, which is gone then, or bytes.\n\n"
            "Raises as send() does: TypeError, ValueError, RuntimeError.")
        .def(
            "broadcast",
            [](Self self, const py::object& payload) { return self.Use().Broadcast(payload); },
            py::arg("payload"),
            "Sends bytes to all neighbours whose links are up, now or soon; returns to how "
            "many.\n\n"
            "payload: bytes, or anything with a buffer.\n\n"
            "Raises TypeError for another payload, RuntimeError before the service is deployed.")
        .def(
            "send_to",
            [](Self self,
               const TorusCoordinate& destination,
               const EndpointArg& endpoint,
               const py::object& payload,
               const FlowArg& flow) {
                return self.Use().SendTo(destination, endpoint.value, payload, flow.value);
            },
            py::arg("destination"),
            py::arg("endpoint"),
            py::arg("payload"),
            py::arg("flow") = 0,
            "Sends bytes to any server, by multi-hop routing. Returns a SendResult.\n\n"
            "destination: (x, y, z). endpoint: the number, 0 to 65535, under which somebody "
            "receives "
            "there. payload: bytes, or anything with a buffer. flow: a number, equal for packets "
            "that "
            "Choice=\"PerFlow\" keeps on one path.\n\n"
            "Raises ValueError for a server that is not there, TypeError for another payload, "
            "RuntimeError before the service is deployed.")
        .def(
            "add_endpoint",
            [](Self self, const EndpointArg& endpoint, py::object fn) {
                self.Use().AddEndpoint(endpoint.value, ToFunction(std::move(fn)));
            },
            py::arg("endpoint"),
            py::arg("fn"),
            "Has fn called for each packet that ends here under a number.\n\n"
            "endpoint: the number, 0 to 65535. fn: is called with the Packet.\n\n"
            "Raises ValueError for a number that is taken, TypeError for what is no number or no "
            "function, "
            "RuntimeError before the service is placed.")
        .def(
            "add_interceptor",
            [](Self self,
               const std::optional<EndpointArg>& endpoint,
               py::object fn,
               int32_t priority) {
                self.Use().AddInterceptor(endpoint ? endpoint->value : MultiHopRouting::ALL,
                                          priority,
                                          ToFunction(std::move(fn)));
            },
            py::arg("endpoint"),
            py::arg("fn"),
            py::arg("priority") = 0,
            "Has fn called for each packet that starts here, passes or ends.\n\n"
            "endpoint: the number of the packets, or None for all. fn: is called with the Packet "
            "and "
            "the port by which it came (None where it starts), may change its payload, and answers "
            "a "
            "Verdict, or None for FORWARD. priority: those of a higher one see packets first.\n\n"
            "Raises TypeError or ValueError for another endpoint, TypeError for what is no "
            "function, RuntimeError before the service is placed.")
        .def(
            "add_undelivered",
            [](Self self, const EndpointArg& endpoint, py::object fn) {
                self.Use().AddUndelivered(endpoint.value, ToFunction(std::move(fn)));
            },
            py::arg("endpoint"),
            py::arg("fn"),
            "Has fn called for each packet that was sent from here and is given up here.\n\n"
            "endpoint: the number of the packets. fn: is called with the Packet and the reason, a "
            "text.\n\n"
            "Raises ValueError for a number that is taken, TypeError for what is no number or no "
            "function, "
            "RuntimeError before the service is placed.")
        .def(
            "add_forwarder",
            [](Self self, const EndpointArg& endpoint, py::object fn) {
                self.Use().AddForwarder(endpoint.value, ToFunction(std::move(fn)));
            },
            py::arg("endpoint"),
            py::arg("fn"),
            "Has fn choose where packets go from here.\n\n"
            "endpoint: the number of the packets. fn: is called with the Packet, the port by which "
            "it "
            "came (None at its source), a list of ports on shortest paths, and one of ports whose "
            "links are up; it answers a Forwarding, or None for base routing.\n\n"
            "Raises ValueError for a number that is taken, TypeError for what is no number or no "
            "function, "
            "RuntimeError before the service is placed.")
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
            "Whether there is a path to a server, a bool.\n\nserver: (x, y, z).\n\n"
            "Raises ValueError if it is not there, RuntimeError before routing is deployed.")
        .def(
            "distance",
            [](Self self, const TorusCoordinate& server) {
                return self.Use().GetRouting()->GetDistance(server);
            },
            py::arg("server"),
            "Links to a server on a shortest path, an int; None if there is no path.\n\n"
            "server: (x, y, z).\n\n"
            "Raises ValueError if it is not there, RuntimeError before routing is deployed.")
        .def(
            "next_hops",
            [](Self self, const TorusCoordinate& server) {
                return ToList(self.Use().GetRouting()->GetNextHops(server));
            },
            py::arg("server"),
            "Ports on shortest paths to a server, a list of ints; empty without a path.\n\n"
            "server: (x, y, z).\n\n"
            "Raises ValueError if it is not there, RuntimeError before routing is deployed.")
        .def(
            "deploy",
            [](Self self) { self.Use().Deploy(); },
            "Puts it on its server now; that happens at 0 s by itself. On one that is there "
            "already this has no effect.")
        .def(
            "withdraw",
            [](Self self) { self.Use().Withdraw(); },
            "Takes it off its server now. What it has registered goes with it.")
        .def_property_readonly(
            "is_deployed",
            [](Self self) { return self.Use().IsDeployed(); },
            "Whether it is on its server now, a bool.");
    py::class_<Held<PythonService>>(m, "Half", "The C++ half of a service.");
    m.def("install_service", &Install, py::arg("service"), py::arg("node"), py::arg("id"));
}

} // namespace ns3::camcube::python
