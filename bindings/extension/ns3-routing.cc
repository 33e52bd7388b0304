/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Routing and services of the cube, as scripts in the style of C++ have them.

#include "ns3-containers.h"
#include "ns3-helper.h"
#include "parts.h"
#include "service-factory.h"

#include "ns3/distance-vector-helper.h"
#include "ns3/link-state-helper.h"
#include "ns3/multi-hop-routing-helper.h"

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** Binds the helper of a protocol. */
template <typename H>
py::class_<HeldHelper<H>>
BindProtocol(py::module_& m, const char* name, const std::string& type, const char* doc)
{
    using Self = HeldHelper<H>;
    py::class_<Self> helper(m, name, doc);
    helper.def(py::init<>())
        .def(
            "SetAttribute",
            [type](const Self& self, const std::string& name, const py::object& value) {
                self.Set().SetAttribute(name, ToValue(type, name, value));
            },
            py::arg("name"),
            py::arg("value"),
            "Sets an attribute of the protocol's services that Install() will make.")
        .def(
            "SetDetectionAttribute",
            [](const Self& self, const std::string& name, const py::object& value) {
                self.Set().SetDetectionAttribute(
                    name,
                    ToValue("ns3::camcube::FailureDetection", name, value));
            },
            py::arg("name"),
            py::arg("value"),
            "Sets an attribute of the failure detection that Install() will make.")
        .def(
            "Install",
            [](Self& self, const ListArg<Node>& servers) {
                const NodeContainer nodes = ToNodeContainer(servers);
                CheckLacking(nodes, "ns3::camcube::RoutingProtocol");
                return ToHeldList(self.Use().Install(nodes));
            },
            py::arg("servers"),
            "Puts the protocol on servers, with multi-hop routing where it lacks; returns an "
            "ApplicationContainer. Raises ValueError for a node that is no server, or has one.");
    return helper;
}

} // namespace

void
BindNs3Routing(py::module_& m)
{
    BindProtocol<DistanceVectorHelper>(m,
                                       "DistanceVectorHelper",
                                       "ns3::camcube::DistanceVector",
                                       "Puts routing by distance vector on servers, which keeps "
                                       "routes while links and servers fail.")
        .def(
            "SetTimingAttribute",
            [](const HeldHelper<DistanceVectorHelper>& self,
               const std::string& name,
               const py::object& value) {
                self.Set().SetTimingAttribute(
                    name,
                    ToValue("ns3::camcube::DistanceVectorTiming", name, value));
            },
            py::arg("name"),
            py::arg("value"),
            "Sets an attribute of the timing of the services that Install() will make.");
    BindProtocol<LinkStateHelper>(m,
                                  "LinkStateHelper",
                                  "ns3::camcube::LinkState",
                                  "Puts routing by link state on servers, which keeps routes while "
                                  "links and servers fail.");
    py::class_<ServiceFactory>(m,
                               "ServiceHelper",
                               "Puts services of a class on servers: "
                               "ServiceHelper(\"ns3::camcube::KeyRouting\").")
        .def(py::init<const std::string&>(), py::arg("type_name"))
        .def(
            "SetAttribute",
            [](ServiceFactory& self, const std::string& name, const py::object& value) {
                self.Set(name, value);
            },
            py::arg("name"),
            py::arg("value"),
            "Sets an attribute of the services that Install() will make.")
        .def(
            "Install",
            [](const ServiceFactory& self, const ListArg<Node>& servers) {
                Session::GetOrBegin();
                return ToHeldList(self.Install(ToNodeContainer(servers)));
            },
            py::arg("servers"),
            "Puts one on each server; returns an ApplicationContainer. Raises ValueError for a "
            "node that is no server, or has one.");
    m.def("assign_routing_streams", [](const ListArg<Node>& servers, int64_t stream) {
        return MultiHopRoutingHelper::AssignStreams(ToNodeContainer(servers), stream);
    });
    m.def("count_forwarded", [](const ListArg<Node>& servers) {
        return MultiHopRoutingHelper::CountForwarded(ToNodeContainer(servers));
    });
}

} // namespace ns3::camcube::python
