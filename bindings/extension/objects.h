/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OBJECTS_H
#define OBJECTS_H

#include "held.h"

#include "ns3/node.h"

#include <pybind11/pybind11.h>

namespace ns3::camcube::python
{

/** \return an object for Python, of the nearest class that it knows; None for none */
pybind11::object ToPython(const Ptr<Object>& object);

/** \return the object that Python holds \throws pybind11::type_error for anything else */
Ptr<Object> FromPython(const pybind11::object& object);

} // namespace ns3::camcube::python

#endif /* OBJECTS_H */
