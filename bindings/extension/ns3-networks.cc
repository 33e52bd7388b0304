/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Switched networks, stock cables, and what fails, as scripts in the style of C++ have them.

#include "ns3-containers.h"
#include "ns3-helper.h"
#include "ns3-traces.h"
#include "parts.h"

#include "ns3/bcube-helper.h"
#include "ns3/dcell-helper.h"
#include "ns3/fat-tree-helper.h"
#include "ns3/node.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/queue.h"

#include <pybind11/stl.h>
#include <type_traits>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

const std::string DEVICE = "ns3::PointToPointNetDevice";
const std::string CHANNEL = "ns3::PointToPointChannel";

/** A queue by its class and one attribute: ns3::DropTailQueue, MaxSize, 100p. */
struct QueueChoice
{
    std::string type;
    std::string name;
    StringValue value;
};

/** \throws pybind11::value_error for a class that is no queue, or as CheckAttributeOf() */
QueueChoice
ChooseQueue(const std::string& type, const std::string& name, const py::object& value)
{
    std::string full = type;
    QueueBase::AppendItemTypeIfNotPresent(full, "Packet");
    TypeId id;
    if (!TypeId::LookupByNameFailSafe(full, &id) || !id.IsChildOf(QueueBase::GetTypeId()) ||
        !id.HasConstructor())
    {
        throw py::value_error("there is no queue " + Abridge(type) +
                              "; give \"ns3::DropTailQueue\"");
    }
    return {full, name, StringValue(CheckAttributeOf(id, name, value))};
}

/** Binds what helpers of stock cables have in common. */
template <typename H>
py::class_<HeldHelper<H>>
BindCables(py::module_& m, const char* name, const char* doc)
{
    using Self = HeldHelper<H>;
    py::class_<Self> helper(m, name, doc);
    helper
        .def(
            "SetDeviceAttribute",
            [](const Self& self, const std::string& name, const py::object& value) {
                self.Set().SetDeviceAttribute(name, ToValue(DEVICE, name, value));
            },
            py::arg("name"),
            py::arg("value"),
            "Sets an attribute of all devices: DataRate, Mtu ...")
        .def(
            "SetChannelAttribute",
            [](const Self& self, const std::string& name, const py::object& value) {
                self.Set().SetChannelAttribute(name, ToValue(CHANNEL, name, value));
            },
            py::arg("name"),
            py::arg("value"),
            "Sets an attribute of all cables: Delay.")
        .def(
            "SetQueue",
            [](const Self& self,
               const std::string& type,
               const std::string& name,
               const py::object& value) {
                const QueueChoice queue = ChooseQueue(type, name, value);
                self.Set().SetQueue(queue.type, queue.name, queue.value);
            },
            py::arg("type_name"),
            py::arg("name"),
            py::arg("value"),
            "The queue of every device, and an attribute of it: SetQueue(\"ns3::DropTailQueue\", "
            "\"MaxSize\", StringValue(\"100p\")).");
    BindTraces<PointToPointNetDevice>(helper);
    return helper;
}

/** Binds what helpers of switched networks have in common. */
template <typename H>
py::class_<HeldHelper<H>>
BindNetwork(py::module_& m, const char* name, const std::string& routing, const char* doc)
{
    using Self = HeldHelper<H>;
    auto helper = BindCables<H>(m, name, doc);
    helper
        .def(
            "SetRoutingAttribute",
            [routing](const Self& self, const std::string& name, const py::object& value) {
                self.Set().SetRoutingAttribute(name, ToValue(routing, name, value));
            },
            py::arg("name"),
            py::arg("value"),
            "Sets an attribute of all routings.")
        .def(
            "Create",
            [](Self& self) { return ToHeldList(self.Use().Create()); },
            "Builds nodes, cables, stacks and addresses; returns the servers, by number, as a "
            "NodeContainer. Raises RuntimeError the second time.")
        .def(
            "GetNodes",
            [](Self& self) { return ToHeldList(self.Use().GetNodes()); },
            "All nodes by number, servers first.")
        .def(
            "GetServers",
            [](Self& self) { return ToHeldList(self.Use().GetServers()); },
            "The servers, by number.")
        .def(
            "GetSwitches",
            [](Self& self) { return ToHeldList(self.Use().GetSwitches()); },
            "The switches.")
        .def(
            "GetAddresses",
            [](Self& self) { return self.Use().GetAddresses(); },
            "The Ipv4Address of each server, by number, as a list.")
        .def(
            "GetDevices",
            [](Self& self) { return ToHeldList(self.Use().GetDevices()); },
            "The two devices of every cable: 2c and 2c + 1 are of cable c.")
        .def(
            "GetCables",
            [](Self& self) { return ToHeldList<Channel>(self.Use().GetCables()).items; },
            "All cables, as a list.");
    if constexpr (!std::is_same_v<H, DcellHelper>)
    {
        helper.def(
            "AssignStreams",
            [](Self& self, int64_t stream) { return self.Use().AssignStreams(stream); },
            py::arg("stream"),
            "Fixes the random streams of the network; returns how many are used.");
    }
    return helper;
}

/** \return the two ends of a cable: ns-3 takes more without a word */
NodeContainer
ToEnds(const py::args& nodes)
{
    ListArg<Node> ends;
    ReadList<Node>(nodes, ends.value);
    if (ends.value.size() != 2)
    {
        throw py::value_error("a cable has two ends, and these are " +
                              std::to_string(ends.value.size()) + " nodes");
    }
    return ToNodeContainer(ends);
}

} // namespace

void
BindNs3Networks(py::module_& m)
{
    BindCables<PointToPointHelper>(m,
                                   "PointToPointHelper",
                                   "Cables two nodes by stock devices of ns-3.")
        .def(py::init<>())
        .def(
            "Install",
            [](HeldHelper<PointToPointHelper>& self, const py::args& nodes) {
                return ToHeldList(self.Use().Install(ToEnds(nodes)));
            },
            "Cables two nodes, or a container of two; returns both devices.");
    BindNetwork<FatTreeHelper>(m,
                               "FatTreeHelper",
                               "ns3::camcube::FatTreeRouting",
                               "Builds a fat-tree of switches with k ports: FatTreeHelper(8).")
        .def(py::init([](uint32_t k) { return std::make_unique<HeldHelper<FatTreeHelper>>(k); }),
             py::arg("k"));
    BindNetwork<DcellHelper>(m,
                             "DcellHelper",
                             "ns3::camcube::DcellRouting",
                             "Builds a DCell of mini-switches with n ports: DcellHelper(8, 1).")
        .def(py::init([](uint32_t n, uint32_t k) {
                 return std::make_unique<HeldHelper<DcellHelper>>(n, k);
             }),
             py::arg("n"),
             py::arg("k"));
    BindNetwork<BcubeHelper>(m,
                             "BcubeHelper",
                             "ns3::camcube::BcubeRouting",
                             "Builds a BCube of switches with n ports: BcubeHelper(8, 1).")
        .def(py::init([](uint32_t n, uint32_t k) {
                 return std::make_unique<HeldHelper<BcubeHelper>>(n, k);
             }),
             py::arg("n"),
             py::arg("k"));
}

} // namespace ns3::camcube::python
