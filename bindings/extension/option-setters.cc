/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "option-setters.h"

#include "values.h"

#include "ns3/text-parsing.h"

#include <algorithm>
#include <utility>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

std::string
RepeatOption(const std::string& name, py::handle value)
{
    return name + "=" + Repeat(value);
}

} // namespace

Setter
Whole(std::function<void(uint64_t)> set, uint64_t least, uint64_t most)
{
    return [=](const std::string& name, py::handle value) {
        set(ReadWhole(name, value, least, most));
    };
}

Setter
Number(double& to, double least, double most)
{
    return [=, &to](const std::string& name, py::handle value) {
        to = ReadNumber(name, value, least, most);
    };
}

Setter
Numbers(std::vector<double>& to, double least, double most)
{
    return [=, &to](const std::string& name, py::handle value) {
        if (!py::isinstance<py::iterable>(value) || py::isinstance<py::str>(value))
        {
            throw py::type_error(RepeatOption(name, value) + "; give a list of numbers");
        }
        to.clear();
        for (const py::handle each : py::reinterpret_borrow<py::iterable>(value))
        {
            double number = 0;
            Number(number, least, most)(name, each);
            to.push_back(number);
        }
        if (to.empty())
        {
            throw py::value_error(RepeatOption(name, value) + "; give a number at least");
        }
    };
}

Setter
Texts(std::vector<std::string>& to, std::vector<std::string> choices)
{
    return [&to, choices = std::move(choices)](const std::string& name, py::handle value) {
        if (!py::isinstance<py::iterable>(value))
        {
            throw py::type_error(RepeatOption(name, value) + "; give a list of texts");
        }
        to.clear();
        const py::object list =
            py::isinstance<py::str>(value)
                ? py::object(py::make_tuple(py::reinterpret_borrow<py::object>(value)))
                : py::reinterpret_borrow<py::object>(value);
        for (const py::handle each : list)
        {
            std::string text;
            Text(text, choices)(name, each);
            to.push_back(text);
        }
        if (to.empty())
        {
            throw py::value_error(RepeatOption(name, value) + "; give " + JoinWithOr(choices));
        }
    };
}

Setter
Flag(bool& to)
{
    return [&to](const std::string& name, py::handle value) {
        const py::object flag = ToBuiltin(value);
        if (!py::isinstance<py::bool_>(flag))
        {
            throw py::type_error(RepeatOption(name, value) + "; give True or False");
        }
        to = flag.cast<bool>();
    };
}

Setter
Text(std::string& to, std::vector<std::string> choices)
{
    return [&to, choices = std::move(choices)](const std::string& name, py::handle value) {
        if (!py::isinstance<py::str>(value))
        {
            throw py::type_error(RepeatOption(name, value) + " is no text" +
                                 (choices.empty() ? "" : "; give " + JoinWithOr(choices)));
        }
        to = value.cast<std::string>();
        if (!choices.empty() && std::find(choices.begin(), choices.end(), to) == choices.end())
        {
            throw py::value_error(RepeatOption(name, value) + "; give " + JoinWithOr(choices));
        }
    };
}

Setter
Span(Time& to, Time least, Time most)
{
    return [=, &to](const std::string& name, py::handle value) {
        to = ToTime(value);
        if (to < least || to > most)
        {
            throw py::value_error(RepeatOption(name, value) + "; give a time from " +
                                  FormatTime(least) + " to " + FormatTime(most));
        }
    };
}

Setter
Rate(DataRate& to, const DataRate& least)
{
    return [=, &to](const std::string& name, py::handle value) {
        to = ToRate(value);
        if (to < least || to > DataRate("400Gbps"))
        {
            throw py::value_error(RepeatOption(name, value) + "; give a rate from " +
                                  FormatDataRate(least) + " to 400Gbps");
        }
    };
}

void
ReadOptions(const py::dict& options, const Setters& setters)
{
    for (const auto& [key, value] : options)
    {
        const auto name = key.cast<std::string>();
        const auto setter = setters.find(name);
        if (setter == setters.end())
        {
            std::vector<std::string> names;
            for (const auto& entry : setters)
            {
                names.push_back(entry.first);
            }
            const auto nearest = FindNearest(name, names);
            throw py::type_error(
                "there is no option " + Abridge(name) + "; " +
                (nearest ? "did you mean " + *nearest + "?" : "give " + JoinWithOr(names)));
        }
        setter->second(name, value);
    }
}

} // namespace ns3::camcube::python
