/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "parts.h"
#include "session.h"
#include "values.h"

#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"

#include <cmath>
#include <optional>
#include <pybind11/operators.h>
#include <pybind11/stl.h>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

[[noreturn]] void
ThrowBeyondTimes()
{
    PyErr_SetString(PyExc_OverflowError, "the result is beyond all times, which end at 292 years");
    throw py::error_already_set();
}

[[noreturn]] void
ThrowDivided(const char* text)
{
    PyErr_SetString(PyExc_ZeroDivisionError, text);
    throw py::error_already_set();
}

/** \return a time that is none of those beyond which ns-3 cannot count */
Time
CheckBounds(double nanoseconds)
{
    if (!(std::abs(nanoseconds) < 0x1p63))
    {
        ThrowBeyondTimes();
    }
    return Time::FromDouble(nanoseconds, Time::NS);
}

Time
Add(const Time& a, const Time& b)
{
    int64_t sum = 0;
    if (__builtin_add_overflow(a.GetTimeStep(), b.GetTimeStep(), &sum))
    {
        ThrowBeyondTimes();
    }
    return Time(sum);
}

Time
Subtract(const Time& a, const Time& b)
{
    int64_t difference = 0;
    if (__builtin_sub_overflow(a.GetTimeStep(), b.GetTimeStep(), &difference))
    {
        ThrowBeyondTimes();
    }
    return Time(difference);
}

/** \return a number with fractions */
double
ToFactor(py::handle number)
{
    const double factor = PyFloat_AsDouble(number.ptr());
    if (PyErr_Occurred())
    {
        throw py::error_already_set();
    }
    if (!std::isfinite(factor))
    {
        throw py::value_error("there is no time by " + Repeat(number) + "; give a finite number");
    }
    return factor;
}

/** \return a time by a number, exactly by a whole one */
Time
Multiply(const Time& time, const py::object& by)
{
    const py::object number = ToBuiltin(by);
    if (py::isinstance<py::int_>(number))
    {
        int isTooLarge = 0;
        int64_t product = 0;
        const int64_t factor = PyLong_AsLongLongAndOverflow(number.ptr(), &isTooLarge);
        if (isTooLarge != 0 || __builtin_mul_overflow(time.GetTimeStep(), factor, &product))
        {
            ThrowBeyondTimes();
        }
        return Time(product);
    }
    if (!py::isinstance<py::float_>(number))
    {
        throw py::type_error("a time is multiplied by a number, which " + Repeat(by) + " is not");
    }
    return CheckBounds(time.ToDouble(Time::NS) * ToFactor(number));
}

/** \return a time by a number, or how often another time goes into it */
py::object
Divide(const Time& time, const py::object& by)
{
    const py::object number = ToBuiltin(by);
    if (!py::isinstance<py::int_>(number) && !py::isinstance<py::float_>(number))
    {
        const double other = ToTime(by).ToDouble(Time::NS);
        if (other == 0)
        {
            ThrowDivided("a time divided by 0s");
        }
        return py::float_(time.ToDouble(Time::NS) / other);
    }
    const double divisor = ToFactor(number);
    if (divisor == 0)
    {
        ThrowDivided("a time divided by 0");
    }
    if (divisor == 1)
    {
        return py::cast(time); // of which a float may not have all digits
    }
    return py::cast(CheckBounds(time.ToDouble(Time::NS) / divisor));
}

} // namespace

void
BindCore(py::module_& m)
{
    py::class_<Time>(
        m,
        "Time",
        "A time: Time(\"5ms\"). Times are added, subtracted and compared, also with texts, "
        "multiplied and divided by numbers; one divided by another is a float. In whole "
        "nanoseconds. OverflowError is raised for results beyond 292 years.")
        .def(py::init([](const TimeArg& value) { return value.value; }),
             py::arg("value"),
             "value: a text with its unit, one of s, ms, us, ns, ps, min, h, such as \"5ms\" or "
             "\"1.5us\"; or a Time.\n\nRaises ValueError for another text, or a time that is "
             "nearer to "
             "0 than to 1ns, TypeError for what is no text.")
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
        .def("__add__", [](const Time& a, const TimeArg& b) { return Add(a, b.value); })
        .def("__radd__", [](const Time& a, const TimeArg& b) { return Add(b.value, a); })
        .def("__sub__", [](const Time& a, const TimeArg& b) { return Subtract(a, b.value); })
        .def("__rsub__", [](const Time& a, const TimeArg& b) { return Subtract(b.value, a); })
        .def("__mul__", &Multiply)
        .def("__rmul__", &Multiply)
        .def("__truediv__", &Divide)
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

    py::class_<ScheduledEvent>(m,
                               "Event",
                               "Something that is to happen; Simulation.at() returns it.")
        .def("cancel",
             &ScheduledEvent::Cancel,
             "Has it not happen. It may have happened, or the simulation may have ended: then this "
             "does nothing.")
        .def_property_readonly("is_pending",
                               &ScheduledEvent::IsPending,
                               "Whether it is still to happen, a bool.");

    m.def(
        "begin",
        [](const SeedArg& seed, const RunArg& run) { Session::Begin(seed.value, run.value); },
        py::arg("seed"),
        py::arg("run"));
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
    m.def("schedule", [](const TimeArg& at, py::object fn) {
        return Session::Get().Schedule(at.value, [fn = ToFunction(std::move(fn))] { fn(); });
    });
    m.def("is_running", [] { return Session::Get().IsRunning(); });
}

} // namespace ns3::camcube::python
