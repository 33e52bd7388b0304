/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OPTION_SETTERS_H
#define OPTION_SETTERS_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <map>
#include <pybind11/pybind11.h>
#include <string>
#include <vector>

/**
 * \file
 *
 * Options that Python gives by name, each looked at before it is taken. All of these throw
 * pybind11::type_error for a value of another type, and pybind11::value_error for one that cannot
 * be, with what to give instead.
 */

namespace ns3::camcube::python
{

/** Sets one option from its value. */
using Setter = std::function<void(const std::string& name, pybind11::handle value)>;
/** All options of something, by name. */
using Setters = std::map<std::string, Setter>;

/** A whole number within bounds. */
Setter Whole(std::function<void(uint64_t)> set, uint64_t least, uint64_t most);

/** The same, into a variable. */
template <typename T>
Setter
Whole(T& to, uint64_t least, uint64_t most)
{
    return Whole([&to](uint64_t number) { to = static_cast<T>(number); }, least, most);
}

/** A number within bounds. */
Setter Number(double& to, double least, double most);
/** Several of them, at least one. */
Setter Numbers(std::vector<double>& to, double least, double most);
/** True or False. */
Setter Flag(bool& to);
/** A text, one of some if there are any. */
Setter Text(std::string& to, std::vector<std::string> choices = {});
/** Several of these, at least one; a single one may stand alone. */
Setter Texts(std::vector<std::string>& to, std::vector<std::string> choices);
/** A time within bounds. */
Setter Span(Time& to, Time least, Time most);
/** A rate up to 400 Gbps. */
Setter Rate(DataRate& to, const DataRate& least);

/**
 * Sets all options that are given.
 * \throws pybind11::type_error for one that there is not, with the one that may be meant
 */
void ReadOptions(const pybind11::dict& options, const Setters& setters);

} // namespace ns3::camcube::python

#endif /* OPTION_SETTERS_H */
