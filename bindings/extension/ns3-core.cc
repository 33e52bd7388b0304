/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Simulator, Config, Names, logging: what scripts in the style of C++ begin and end with.

#include "objects.h"
#include "parts.h"
#include "session.h"
#include "values.h"

#include "ns3/config.h"
#include "ns3/log.h"
#include "ns3/names.h"
#include "ns3/random-variable-stream.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"

#include <cmath>
#include <iostream>
#include <optional>
#include <pybind11/stl.h>
#include <sstream>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** \return a time of some units, as Seconds() and the like make it in C++ */
Time
MakeTime(const std::string& maker, py::handle given, Time::Unit unit)
{
    const py::object value = ToBuiltin(given);
    const bool isWhole = py::isinstance<py::int_>(value) && !py::isinstance<py::bool_>(value);
    if (!isWhole && !py::isinstance<py::float_>(value))
    {
        throw py::type_error(maker + "(" + Repeat(value) + "): this is no number");
    }
    const double number = PyFloat_AsDouble(value.ptr());
    PyErr_Clear();              // a whole number that is too large is -1 here
    const double most = 0x1p62; // of 2^63 ns, half is left for what is added
    if (!(std::abs(number) * Time::FromInteger(1, unit).ToDouble(Time::NS) < most) ||
        (number == -1 && !value.equal(py::int_(-1))))
    {
        throw py::value_error(maker + "(" + Repeat(value) + "); give a time of up to 146 years");
    }
    if (unit == Time::S)
    {
        return Seconds(number);
    }
    if (!isWhole)
    {
        throw py::type_error(maker + "(" + Repeat(value) +
                             "): ns-3 would cut it to a whole number; give one, or take "
                             "Seconds(), or a text such as \"1.5ms\"");
    }
    const auto whole = value.cast<int64_t>();
    const Time time = Time::FromInteger(static_cast<uint64_t>(std::abs(whole)), unit);
    return whole < 0 ? Time(0) - time : time;
}

void
BindTimeMakers(py::module_& m)
{
    const std::pair<const char*, Time::Unit> makers[] = {{"Seconds", Time::S},
                                                         {"MilliSeconds", Time::MS},
                                                         {"MicroSeconds", Time::US},
                                                         {"NanoSeconds", Time::NS}};
    for (const auto& [name, unit] : makers)
    {
        m.def(
            name,
            [maker = std::string(name), unit = unit](const py::object& value) {
                return MakeTime(maker, value, unit);
            },
            py::arg("value"),
            "A time; whole numbers only, but for Seconds.");
    }
}

void
CheckDelay(const Time& delay)
{
    if (delay.IsStrictlyNegative())
    {
        throw py::value_error("a delay of " + FormatTime(delay) +
                              " would be in the past; give a time from 0s on");
    }
    if (Session::GetNumber() != 0 && delay > Time::Max() - Simulator::Now())
    {
        throw py::value_error("a delay of " + FormatTime(delay) + " ends after all times");
    }
}

/** \return what is at a path, each with the path that led to it */
std::vector<std::pair<std::string, py::object>>
FindPaths(const std::string& path)
{
    Session::Get();
    const Config::MatchContainer matches = Config::LookupMatches(path);
    std::vector<std::pair<std::string, py::object>> found;
    for (std::size_t i = 0; i < matches.GetN(); ++i)
    {
        found.emplace_back(matches.GetMatchedPath(i), ToPython(matches.Get(i)));
    }
    return found;
}

/** ns-3 ends the process for a name that it does not take. */
void
AddName(const std::string& name, const py::object& object)
{
    const Ptr<Object> named = FromPython(object);
    Session& session = Session::GetOrBegin();
    if (name.empty() || name.find('/') != std::string::npos)
    {
        throw py::value_error(Repeat(py::str(name)) +
                              " cannot be a name; give a word without \"/\"");
    }
    if (Names::Find<Object>(name))
    {
        throw py::value_error(Repeat(py::str(name)) + " is a name already; give another");
    }
    if (const std::string has = Names::FindName(named); !has.empty())
    {
        throw py::value_error("this object has the name " + Repeat(py::str(has)) +
                              " already; one is enough");
    }
    Names::Add(name, named);
    session.AtEnd([] { Names::Clear(); });
}

/** \return whether there is a component of this name, which ns-3 ends the process without */
bool
SetLog(const std::string& name, uint32_t level, bool isOn)
{
    const auto component = LogComponent::GetComponentList()->find(name);
    if (component == LogComponent::GetComponentList()->end())
    {
        return false;
    }
    isOn ? component->second->Enable(static_cast<LogLevel>(level))
         : component->second->Disable(static_cast<LogLevel>(level));
    return true;
}

/** \return whether ns-3 was built with its logs: a release is not */
bool
HasLogs()
{
    static const bool HAS_LOGS = [] {
        std::ostringstream said;
        const auto component = LogComponent::GetComponentList()->find("RngSeedManager");
        if (component == LogComponent::GetComponentList()->end())
        {
            return false;
        }
        auto* const before = std::clog.rdbuf(said.rdbuf());
        component->second->Enable(LOG_FUNCTION);
        RngSeedManager::GetSeed(); // says that it is called
        component->second->Disable(LOG_FUNCTION);
        std::clog.rdbuf(before);
        return !said.str().empty();
    }();
    return HAS_LOGS;
}

/** \return whether a component says anything: those of this module, named as its classes, do */
bool
CanLog(const std::string& name)
{
    TypeId type;
    return TypeId::LookupByNameFailSafe("ns3::camcube::" + name, &type) || HasLogs();
}

void
BindSimulator(py::module_& m)
{
    m.def(
        "set_seed",
        [](const SeedArg& seed) { Session::SetSeed(seed.value); },
        py::arg("seed"));
    m.def(
        "set_run",
        [](const RunArg& run) { Session::SetRun(run.value); },
        py::arg("run"));
    m.def("schedule_in", [](const TimeArg& delay, py::object fn) {
        CheckDelay(delay.value);
        Session& session = Session::GetOrBegin();
        return session.Schedule(Simulator::Now() + delay.value, [fn = std::move(fn)] { fn(); });
    });
    m.def("stop_in", [](const TimeArg& delay) {
        CheckDelay(delay.value);
        Session& session = Session::GetOrBegin();
        Simulator::Schedule(delay.value, [&session] { session.Stop(); });
    });
    m.def("at_end", [](py::object fn) {
        // What it raises is shown and lost, as of a destructor in Python.
        Session::GetOrBegin().AtEnd([fn = std::move(fn)] {
            try
            {
                fn();
            }
            catch (py::error_already_set& error)
            {
                error.discard_as_unraisable("a function of Simulator.ScheduleDestroy()");
            }
        });
    });
    m.def("is_finished", [] { return Session::GetNumber() == 0 || Simulator::IsFinished(); });
}

void
BindRandom(py::module_& m)
{
    using Uniform = Held<UniformRandomVariable>;
    py::class_<Uniform>(m, "UniformRandomVariable", "Draws numbers, all equally likely.")
        .def(py::init([] {
            Session::GetOrBegin();
            return Uniform(CreateObject<UniformRandomVariable>());
        }))
        .def(
            "SetStream",
            [](const Uniform& self, int64_t stream) {
                if (stream < 0)
                {
                    throw py::value_error("SetStream(" + std::to_string(stream) +
                                          "); give a number from 0 on");
                }
                self->SetStream(stream);
            },
            py::arg("stream"),
            "Has it draw from a stream of its own: the same in every simulation of a process.")
        .def(
            "GetValue",
            [](const Uniform& self, double least, double most) {
                return self->GetValue(least, most);
            },
            py::arg("min") = 0.0,
            py::arg("max") = 1.0,
            "A number from min to below max.")
        .def(
            "GetInteger",
            [](const Uniform& self, uint32_t least, uint32_t most) {
                return self->GetInteger(least, most);
            },
            py::arg("min"),
            py::arg("max"),
            "A whole number from min to max.");
}

} // namespace

void
BindNs3Core(py::module_& m)
{
    BindTimeMakers(m);
    BindRandom(m);
    BindSimulator(m);
    m.def("find_paths", &FindPaths, py::arg("path"));
    m.def("add_name", &AddName, py::arg("name"), py::arg("object"));
    m.def(
        "find_named",
        [](const std::string& name) {
            return ToPython(Session::GetNumber() == 0 || name.empty() ? nullptr
                                                                      : Names::Find<Object>(name));
        },
        py::arg("name"));
    m.def(
        "find_name",
        [](const py::object& object) { return Names::FindName(FromPython(object)); },
        py::arg("object"));
    m.def("log_components", [] {
        std::vector<std::string> names;
        for (const auto& component : *LogComponent::GetComponentList())
        {
            names.push_back(component.first);
        }
        return names;
    });
    m.def("can_log", &CanLog, py::arg("name"));
    m.def("set_log", &SetLog, py::arg("name"), py::arg("level"), py::arg("is_on"));
    m.def(
        "find_nearest",
        [](const std::string& name, const std::vector<std::string>& candidates) {
            return FindNearest(name, candidates);
        },
        py::arg("name"),
        py::arg("candidates"));
}

} // namespace ns3::camcube::python
