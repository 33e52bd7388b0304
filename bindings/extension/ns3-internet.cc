/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// ns-3's TCP/IP stack, addresses, and the virtual NIC, as scripts in the style of C++ have them.

#include "address-giver.h"
#include "ns3-addresses.h"
#include "ns3-containers.h"
#include "ns3-helper.h"
#include "parts.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv6.h"
#include "ns3/node.h"
#include "ns3/virtual-nic-helper.h"
#include "ns3/virtual-nic.h"

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** ns-3 ends the process where there is a stack already. */
void
InstallStack(InternetStackHelper& stack, const ListArg<Node>& nodes)
{
    const NodeContainer all = ToNodeContainer(nodes);
    for (uint32_t i = 0; i < all.GetN(); ++i)
    {
        if (all.Get(i)->GetObject<Ipv4>() || all.Get(i)->GetObject<Ipv6>())
        {
            throw py::value_error(NameOf(all.Get(i)) + " has TCP/IP already; install it once");
        }
        stack.Install(all.Get(i));
    }
}

/** Looks for what VirtualNicHelper leaves to ns-3, which would end the process. */
void
CheckServers(const ListArg<Node>& servers)
{
    for (const Ptr<Node>& server : servers.value)
    {
        if (!server->GetObject<Ipv4>() && server->GetObject<Ipv6>())
        {
            throw py::value_error(NameOf(server) + " has a stack without IPv4; install it with "
                                                   "IPv4, or leave it to VirtualNicHelper");
        }
    }
}

} // namespace

void
BindNs3Internet(py::module_& m)
{
    using Stack = HeldHelper<InternetStackHelper>;
    py::class_<Stack>(m, "InternetStackHelper", "Puts ns-3's TCP/IP on nodes.")
        .def(py::init<>())
        .def(
            "SetIpv4StackInstall",
            [](const Stack& self, bool enable) { self.Set().SetIpv4StackInstall(enable); },
            py::arg("enable"),
            "Whether Install() puts IPv4 on nodes; it does unless told otherwise.")
        .def(
            "SetIpv6StackInstall",
            [](const Stack& self, bool enable) { self.Set().SetIpv6StackInstall(enable); },
            py::arg("enable"),
            "Whether Install() puts IPv6 on nodes; it does unless told otherwise.")
        .def(
            "Install",
            [](Stack& self, const ListArg<Node>& nodes) { InstallStack(self.Use(), nodes); },
            py::arg("nodes"),
            "Puts TCP/IP on nodes. Raises ValueError for a node that has it already.")
        .def(
            "AssignStreams",
            [](Stack& self, const ListArg<Node>& nodes, int64_t stream) {
                return self.Use().AssignStreams(ToNodeContainer(nodes), stream);
            },
            py::arg("nodes"),
            py::arg("stream"),
            "Fixes the random streams of nodes' stacks; returns how many are used.");

    using Addresses = HeldHelper<AddressGiver>;
    const auto first = [](const char* address) { return Ipv4Address(address); };
    py::class_<Addresses>(m,
                          "Ipv4AddressHelper",
                          "Gives addresses: Ipv4AddressHelper(\"10.0.0.0\", \"255.255.255.0\").")
        .def(py::init([](const Ipv4Arg& network, const MaskArg& mask, const Ipv4Arg& base) {
                 return std::make_unique<Addresses>(network.value, mask.value, base.value);
             }),
             py::arg("network"),
             py::arg("mask"),
             py::arg("base") = first("0.0.0.1"))
        .def(
            "SetBase",
            [](const Addresses& self,
               const Ipv4Arg& network,
               const MaskArg& mask,
               const Ipv4Arg& base) { self.Set().SetBase(network.value, mask.value, base.value); },
            py::arg("network"),
            py::arg("mask"),
            py::arg("base") = first("0.0.0.1"),
            "Goes on with another network.")
        .def(
            "NewNetwork",
            [](const Addresses& self) { return self.Set().NewNetwork(); },
            "Goes on with the next network of the same mask, and returns it.")
        .def(
            "NewAddress",
            [](Addresses& self) { return self.Use().NewAddress(); },
            "Takes the next address, and returns it.")
        .def(
            "Assign",
            [](Addresses& self, const ListArg<NetDevice>& devices) {
                return ToHeldInterfaces(self.Use().Assign(devices.value));
            },
            py::arg("devices"),
            "Gives each device the next address; returns an Ipv4InterfaceContainer. Raises "
            "ValueError for a device that has one already, or a node without TCP/IP.");

    using Nics = HeldHelper<VirtualNicHelper>;
    py::class_<Nics>(m,
                     "VirtualNicHelper",
                     "Binds TCP/IP to a torus: VirtualNicHelper(\"10.0.0.0\", \"255.0.0.0\"). "
                     "Gives each server a virtual NIC with the next address, and the stack and "
                     "multi-hop routing where they lack.")
        .def(py::init([](const Ipv4Arg& network, const MaskArg& mask) {
                 return std::make_unique<Nics>(network.value, mask.value);
             }),
             py::arg("network"),
             py::arg("mask"))
        .def(
            "SetAttribute",
            [](const Nics& self, const std::string& name, const py::object& value) {
                self.Set().SetAttribute(name, ToValue("ns3::camcube::VirtualNic", name, value));
            },
            py::arg("name"),
            py::arg("value"),
            "Sets an attribute of the virtual NICs that Install() will make.")
        .def(
            "Install",
            [](Nics& self, const ListArg<Node>& servers) {
                CheckServers(servers);
                return ToHeldInterfaces(self.Use().Install(ToNodeContainer(servers)));
            },
            py::arg("servers"),
            "Gives servers a virtual NIC each; returns an Ipv4InterfaceContainer. Raises "
            "ValueError for a node that is no server of a torus, or has one already.")
        .def(
            "AddGateway",
            [](Nics& self, const OneArg<Node>& server) { self.Use().AddGateway(server.value); },
            py::arg("server"),
            "Makes a server the way out of the torus.");
}

} // namespace ns3::camcube::python
