/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRACES_H
#define TRACES_H

#include "recording.h"

#include "ns3/object.h"

#include <memory>
#include <pybind11/pybind11.h>
#include <string>
#include <vector>

/**
 * \file
 *
 * Trace sources by name. ns-3 ends the process when a callback does not fit its source, so each is
 * looked up by the name of its callback's type first.
 */

namespace ns3::camcube::python
{

/** \return the names of an object's trace sources, those of its base classes last */
std::vector<std::string> GetTraceSources(const ObjectBase& object);

/**
 * Calls a function of Python with what a trace source tells.
 * \throws pybind11::attribute_error if there is no such source
 * \throws pybind11::type_error if it tells what Python cannot be told
 */
void ConnectTrace(const Ptr<Object>& object, const std::string& source, pybind11::object fn);

/**
 * Records what a trace source of some objects of one class tells.
 * \param objects at least one; a row has the number of its object if there are several
 * \param origin the name of that column
 * \throws as ConnectTrace(), and pybind11::type_error for sources that tell different things
 */
std::shared_ptr<Recording> RecordTrace(const std::vector<Ptr<Object>>& objects,
                                       const std::string& source,
                                       const std::string& origin);

} // namespace ns3::camcube::python

#endif /* TRACES_H */
