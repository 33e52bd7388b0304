/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The helpers of the cube, as scripts in the style of C++ have them.

#include "ns3-containers.h"
#include "ns3-helper.h"
#include "ns3-traces.h"
#include "parts.h"
#include "service-factory.h"

#include "ns3/camcube-net-device.h"
#include "ns3/link-sleeper.h"
#include "ns3/runtime.h"
#include "ns3/sleeping-links-helper.h"
#include "ns3/torus-helper.h"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** \return links of a cube, which all of some cables must be */
std::vector<Ptr<CamCubeChannel>>
ToLinks(const ListArg<Channel>& cables)
{
    std::vector<Ptr<CamCubeChannel>> links;
    for (const Ptr<Channel>& cable : cables.value)
    {
        links.push_back(DynamicCast<CamCubeChannel>(cable));
        if (!links.back())
        {
            throw py::value_error("this cable is none of a torus; give some of "
                                  "TorusHelper.Links()");
        }
    }
    return links;
}

/** ns-3 ends the process where a server becomes one of a second cube. */
void
CheckNew(const NodeContainer& nodes)
{
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        if ((*node)->GetObject<Runtime>())
        {
            throw py::value_error("node " + std::to_string((*node)->GetId()) +
                                  " is a server of a torus already; give other nodes");
        }
    }
}

void
BindTorusHelper(py::module_& m)
{
    using Self = HeldHelper<TorusHelper>;
    py::class_<Self> torus(m,
                           "TorusHelper",
                           R"(Builds a torus of servers.

    torus = ns3.TorusHelper(4, 4, 4)
    torus.SetDeviceAttribute("DataRate", ns3.StringValue("1Gbps"))
    torus.SetChannelAttribute("Delay", ns3.TimeValue("1us"))
    servers = torus.Create()

kx, ky, kz: servers along each axis, 1 to 256. What is set before Create() holds for its ports
(ns3::camcube::CamCubeNetDevice) and cables (ns3::camcube::CamCubeChannel); AttributeError is raised
for another name, ValueError for a value that an attribute does not take.)");
    torus
        .def(py::init([](uint32_t kx, uint32_t ky, uint32_t kz) {
                 return std::make_unique<Self>(kx, ky, kz);
             }),
             py::arg("kx"),
             py::arg("ky"),
             py::arg("kz"))
        .def(
            "SetDeviceAttribute",
            [](const Self& self, const std::string& name, const py::object& value) {
                self.Set().SetDeviceAttribute(
                    name,
                    ToValue("ns3::camcube::CamCubeNetDevice", name, value));
            },
            py::arg("name"),
            py::arg("value"),
            "Sets an attribute of all ports: DataRate, ProcessingDelay, Mtu ...")
        .def(
            "SetChannelAttribute",
            [](const Self& self, const std::string& name, const py::object& value) {
                self.Set().SetChannelAttribute(
                    name,
                    ToValue("ns3::camcube::CamCubeChannel", name, value));
            },
            py::arg("name"),
            py::arg("value"),
            "Sets an attribute of all cables: Delay ...")
        .def(
            "Create",
            [](Self& self) { return ToHeldList(self.Use().Create()); },
            "Makes the servers, by number x + kx * (y + ky * z), as a NodeContainer.")
        .def(
            "Install",
            [](Self& self, const ListArg<Node>& servers) {
                const NodeContainer nodes = ToNodeContainer(servers);
                CheckNew(nodes);
                self.Use().Install(nodes);
            },
            py::arg("servers"),
            "Makes a torus of nodes that are there. Raises ValueError if they are not as many as "
            "it has servers.")
        .def(
            "AddGateway",
            [](Self& self, const OneArg<Node>& server, const OneArg<Node>& outside) {
                return ToHeldList(self.Use().AddGateway(server.value, outside.value));
            },
            py::arg("server"),
            py::arg("outside"),
            "Cables one more port of a server to a node outside; returns both devices.")
        .def(
            "Links",
            [](Self& self) { return ToHeldList<Channel>(self.Use().Links()).items; },
            "All cables of the newest torus, server by server and axis by axis, as a list.")
        .def_static(
            "GetLink",
            [](const OneArg<Node>& server, uint8_t port) {
                return ToPython(TorusHelper::GetLink(server.value, port));
            },
            py::arg("server"),
            py::arg("port"),
            "The cable at a server's port; None if there is none.")
        .def_static(
            "GetPort",
            [](const OneArg<Node>& server, uint8_t port) {
                return ToPython(TorusHelper::GetPort(server.value, port));
            },
            py::arg("server"),
            py::arg("port"),
            "A server's port, 0 to 5 for +x, -x, +y, -y, +z, -z; None if there is none.");
    BindTraces<CamCubeNetDevice>(torus);
}

/** \return seconds and joules of each state */
py::dict
Describe(const LinkEnergy& energy)
{
    const std::pair<const char*, LinkEnergy::Part> parts[] = {{"idle", energy.idle},
                                                              {"sending", energy.sending},
                                                              {"asleep", energy.asleep},
                                                              {"transition", energy.transition},
                                                              {"down", energy.down},
                                                              {"total", energy.GetTotal()}};
    py::dict described;
    for (const auto& [state, part] : parts)
    {
        described[py::str(std::string(state) + "_s")] = part.seconds;
        described[py::str(std::string(state) + "_j")] = part.joules;
    }
    return described;
}

void
BindSleepingLinks(py::module_& m)
{
    using Self = HeldHelper<SleepingLinksHelper>;
    py::class_<Self>(m,
                     "SleepingLinksHelper",
                     "Has links of a torus sleep while nobody needs them.")
        .def(py::init<>())
        .def(
            "SetPolicyAttribute",
            [](const Self& self, const std::string& name, const py::object& value) {
                self.Set().SetPolicyAttribute(name,
                                              ToValue("ns3::camcube::SleepPolicy", name, value));
            },
            py::arg("name"),
            py::arg("value"),
            "Sets an attribute of the policy that the servers of Install() will share.")
        .def(
            "SetPowerAttribute",
            [](const Self& self, const std::string& name, const py::object& value) {
                self.Set().SetPowerAttribute(name, ToValue("ns3::camcube::LinkPower", name, value));
            },
            py::arg("name"),
            py::arg("value"),
            "Sets an attribute of the power states that will be made.")
        .def(
            "InstallPower",
            [](Self& self, const ListArg<Channel>& links) {
                self.Use().InstallPower(ToLinks(links));
            },
            py::arg("links"),
            "Has links account for their energy, awake all the time.")
        .def(
            "Install",
            [](Self& self, const ListArg<Node>& servers) {
                const NodeContainer nodes = ToNodeContainer(servers);
                CheckLacking(nodes, "ns3::camcube::LinkSleeper");
                return ToHeldList(self.Use().Install(nodes));
            },
            py::arg("servers"),
            "Has the links of servers sleep; returns an ApplicationContainer.")
        .def_static(
            "CountAsleep",
            [](const ListArg<Channel>& links) {
                return SleepingLinksHelper::CountAsleep(ToLinks(links));
            },
            py::arg("links"),
            "How many of some links sleep now.")
        .def_static(
            "GetEnergy",
            [](const ListArg<Channel>& links) {
                return Describe(SleepingLinksHelper::GetEnergy(ToLinks(links)));
            },
            py::arg("links"),
            "What some links have used until now, as a dict of idle_s, idle_j ... total_j.");
}

} // namespace

void
BindNs3Cube(py::module_& m)
{
    BindTorusHelper(m);
    BindSleepingLinks(m);
}

} // namespace ns3::camcube::python
