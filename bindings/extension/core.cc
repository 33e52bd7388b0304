/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "parts.h"
#include "session.h"
#include "values.h"

#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"

#include <optional>
#include <pybind11/operators.h>
#include <pybind11/stl.h>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** Calls a function of Python at a time, for as long as that is not cancelled. */
EventId
ScheduleCall(Time at, py::object fn)
{
    if (PyCallable_Check(fn.ptr()) == 0)
    {
        throw py::type_error("a function is to be called, and this is none: " +
                             Abridge(py::repr(fn).cast<std::string>()));
    }
    return Session::Get().Schedule(at, [fn = std::move(fn)] { fn(); });
}

} // namespace

void
BindCore(py::module_& m)
{
    py::class_<Time>(
        m,
        "Time",
        "A time: Time(\"5ms\"). Times are added, subtracted and compared, also with texts, "
        "multiplied "
        "and divided by numbers; one divided by another is a float. In whole nanoseconds.")
        .def(py::init([](const TimeArg& value) { return value.value; }),
             py::arg("value"),
             "value: a text with its unit, one of s, ms, us, ns, ps, min, h, such as \"5ms\" or "
             "\"1.5us\"; or a Time.\n\nRaises ValueError for another text, TypeError for what is "
             "no text.")
        .def_property_readonly(
            "s",
            [](const Time& t) { return t.ToDouble(Time::S); },
            "In seconds, a float.")
        .def_property_readonly(
            "ms",
            [](const Time& t) { return t.ToDouble(Time::MS); },
            "In milliseconds, a float.")
        .def_property_readonly(
            "us",
            [](const Time& t) { return t.ToDouble(Time::US); },
            "In microseconds, a float.")
        .def_property_readonly(
            "ns",
            [](const Time& t) { return t.GetNanoSeconds(); },
            "In whole nanoseconds, an int.")
        .def("__add__", [](const Time& a, const TimeArg& b) { return a + b.value; })
        .def("__radd__", [](const Time& a, const TimeArg& b) { return b.value + a; })
        .def("__sub__", [](const Time& a, const TimeArg& b) { return a - b.value; })
        .def("__rsub__", [](const Time& a, const TimeArg& b) { return b.value - a; })
        .def("__mul__",
             [](const Time& a, double b) {
                 return Time::FromDouble(a.ToDouble(Time::NS) * b, Time::NS);
             })
        .def("__rmul__",
             [](const Time& a, double b) {
                 return Time::FromDouble(a.ToDouble(Time::NS) * b, Time::NS);
             })
        .def("__truediv__",
             [](const Time& a, const py::object& b) -> py::object {
                 if (py::isinstance<py::int_>(b) || py::isinstance<py::float_>(b))
                 {
                     const auto by = b.cast<double>();
                     if (by == 0)
                     {
                         PyErr_SetString(PyExc_ZeroDivisionError, "a time divided by 0");
                         throw py::error_already_set();
                     }
                     return py::cast(Time::FromDouble(a.ToDouble(Time::NS) / by, Time::NS));
                 }
                 const double by = ToTime(b).ToDouble(Time::NS);
                 if (by == 0)
                 {
                     PyErr_SetString(PyExc_ZeroDivisionError, "a time divided by 0s");
                     throw py::error_already_set();
                 }
                 return py::float_(a.ToDouble(Time::NS) / by);
             })
        .def(py::self == py::self)
        .def(py::self != py::self)
        .def("__lt__", [](const Time& a, const TimeArg& b) { return a < b.value; })
        .def("__le__", [](const Time& a, const TimeArg& b) { return a <= b.value; })
        .def("__gt__", [](const Time& a, const TimeArg& b) { return a > b.value; })
        .def("__ge__", [](const Time& a, const TimeArg& b) { return a >= b.value; })
        .def("__hash__", [](const Time& t) { return std::hash<int64_t>()(t.GetTimeStep()); })
        .def("__str__", [](const Time& t) { return FormatTime(t); })
        .def("__repr__", [](const Time& t) { return "Time('" + FormatTime(t) + "')"; });

    py::class_<DataRate>(m, "DataRate", "A rate: DataRate(\"1Gbps\"). Rates are compared.")
        .def(py::init([](const RateArg& value) { return value.value; }),
             py::arg("value"),
             "value: a text with its unit, such as \"300Mbps\", \"1Gbps\" or \"64kbps\"; or a "
             "DataRate.\n\nRaises ValueError for another text, TypeError for what is no text.")
        .def_property_readonly("bps", &DataRate::GetBitRate, "In bits a second, an int.")
        .def(py::self == py::self)
        .def(py::self != py::self)
        .def(py::self < py::self)
        .def(py::self <= py::self)
        .def("__hash__", [](const DataRate& r) { return std::hash<uint64_t>()(r.GetBitRate()); })
        .def("__str__", [](const DataRate& r) { return FormatDataRate(r); })
        .def("__repr__", [](const DataRate& r) { return "DataRate('" + FormatDataRate(r) + "')"; });

    py::class_<EventId>(m, "Event", "Something that is to happen; Simulation.at() returns it.")
        .def(
            "cancel",
            [](EventId& self) { self.Cancel(); },
            "Has it not happen. It may have happened, or the simulation may have ended: then this "
            "does "
            "nothing.")
        .def_property_readonly(
            "is_pending",
            [](const EventId& self) { return Session::GetNumber() != 0 && !self.IsExpired(); },
            "Whether it is still to happen, a bool.");

    m.def("begin", &Session::Begin, py::arg("seed"), py::arg("run"));
    m.def("end", &Session::End);
    m.def("session", &Session::GetNumber);
    m.def("run", [](const std::optional<TimeArg>& until) {
        Session::Get().Run(until ? until->value : Time(-1));
    });
    m.def("stop", [] { Session::Get().Stop(); });
    m.def("now", [] {
        Session::Get();
        return Simulator::Now();
    });
    m.def("schedule",
          [](const TimeArg& at, py::object fn) { return ScheduleCall(at.value, std::move(fn)); });
    m.def("is_running", [] { return Session::Get().IsRunning(); });
}

} // namespace ns3::camcube::python
