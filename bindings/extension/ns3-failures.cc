/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What fails, as scripts in the style of C++ have it.

#include "ns3-containers.h"
#include "ns3-helper.h"
#include "parts.h"

#include "ns3/choose-share.h"
#include "ns3/failure-injector.h"
#include "ns3/text-parsing.h"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** Nodes that are switches, as FailureTargets::Switches() says it. */
struct Switches
{
    ListArg<Node> nodes;
};

bool
IsCables(py::handle targets)
{
    return py::isinstance<Held<Channel>>(targets) ||
           (PySequence_Check(targets.ptr()) != 0 && !py::isinstance<py::str>(targets) &&
            py::len(targets) > 0 &&
            py::isinstance<Held<Channel>>(
                py::object(py::reinterpret_borrow<py::object>(targets)[py::int_(0)])));
}

/** \return cables, servers or switches */
FailureTargets
ToTargets(const py::object& targets)
{
    if (py::isinstance<Switches>(targets))
    {
        return FailureTargets::Switches(ToNodeContainer(targets.cast<const Switches&>().nodes));
    }
    if (IsCables(targets))
    {
        std::vector<Ptr<Channel>> cables;
        ReadList<Channel>(targets, cables);
        return cables;
    }
    ListArg<Node> servers;
    ReadList<Node>(targets, servers.value);
    return ToNodeContainer(servers);
}

/** Whether what is to happen fits into memory, and is not in the past. */
void
CheckFlaps(uint32_t times, const Time& down, const Time& up)
{
    constexpr uint32_t MOST = 1000000;
    if (times > MOST || down.IsStrictlyNegative() || up.IsStrictlyNegative())
    {
        throw py::value_error("Flap() " + std::to_string(times) + " times for " + FormatTime(down) +
                              " each, " + FormatTime(up) + " apart; give at most " +
                              std::to_string(MOST) + " times, and times from 0s on");
    }
}

} // namespace

void
BindNs3Failures(py::module_& m)
{
    py::class_<Switches>(m, "FailureTargets", "What is to fail, where that needs to be said.")
        .def_static(
            "Switches",
            [](const ListArg<Node>& switches) { return Switches{switches}; },
            py::arg("switches"),
            "Says that nodes are switches; other nodes are servers.");

    using Self = HeldHelper<FailureInjector>;
    py::class_<Self>(
        m,
        "FailureInjector",
        "Breaks cables, servers and switches at times since the start, and mends them.")
        .def(py::init<>())
        .def(
            "Fail",
            [](Self& self, const py::object& targets, const TimeArg& at, const TimeArg& spacing) {
                self.Use().Fail(ToTargets(targets), at.value, spacing.value);
            },
            py::arg("targets"),
            py::arg("at"),
            py::arg("spacing") = Time(0),
            "Breaks cables, servers or FailureTargets.Switches(...), one or a list. at: when the "
            "first breaks; spacing: from one to the next. Raises ValueError for a time that is "
            "past, or what has no cable.")
        .def(
            "Repair",
            [](Self& self, const py::object& targets, const TimeArg& at, const TimeArg& spacing) {
                self.Use().Repair(ToTargets(targets), at.value, spacing.value);
            },
            py::arg("targets"),
            py::arg("at"),
            py::arg("spacing") = Time(0),
            "Mends them, as Fail() breaks them.")
        .def(
            "Flap",
            [](Self& self,
               const py::object& targets,
               uint32_t times,
               const TimeArg& at,
               const TimeArg& down,
               const TimeArg& up) {
                CheckFlaps(times, down.value, up.value);
                self.Use().Flap(ToTargets(targets), times, at.value, down.value, up.value);
            },
            py::arg("targets"),
            py::arg("times"),
            py::arg("at"),
            py::arg("down"),
            py::arg("up"),
            "Breaks and mends them so many times: broken for down, working for up.")
        .def(
            "ReadFile",
            [](Self& self, const std::string& file, const ListArg<Node>& nodes) {
                return self.Use().ReadFile(file, ToNodeContainer(nodes));
            },
            py::arg("file"),
            py::arg("nodes"),
            "Does what a failure file says of nodes, by their numbers in this container; returns "
            "when the last of it happens.")
        .def(
            "IsFailed",
            [](Self& self, const OneArg<Node>& node) { return self.Use().IsFailed(node.value); },
            py::arg("node"),
            "Whether a server or switch is broken now.");
    m.def("choose_places",
          [](std::size_t number, double share, const Held<UniformRandomVariable>& random) {
              return ChooseShare(number, share, random.GetPtr());
          });
}

} // namespace ns3::camcube::python
