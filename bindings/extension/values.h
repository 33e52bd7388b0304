/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VALUES_H
#define VALUES_H

#include "arguments.h"

#include "ns3/object.h"

#include <pybind11/pybind11.h>
#include <sstream>
#include <string>
#include <vector>

/**
 * \file
 *
 * What Python gives for values of ns-3, and what it gets for them. Everything is looked at before
 * ns-3 sees it: ns-3 ends the process on a text that it cannot read.
 */

namespace ns3::camcube::python
{

/** \return a value as ns-3 prints it */
template <typename T>
std::string
Print(const T& value)
{
    std::ostringstream text;
    text << value;
    return text.str();
}

/** A value of an attribute as scripts in the style of C++ give it: StringValue and the like. */
struct AttributeBox
{
    pybind11::object value; //!< what is in it, which an attribute would take as well
};

/**
 * \param value a text, number, bool, Time, DataRate or address
 * \param type of the values that the attribute takes, such as AddressValue
 * \return it as the text that the attribute takes
 */
std::string ToAttributeText(pybind11::handle value, const std::string& type);

/** \return what is in an AttributeBox, a scalar of NumPy as Python's, anything else as it is */
pybind11::object Unbox(pybind11::handle value);

/**
 * Sets an attribute of an object.
 * \throws pybind11::attribute_error if it has none of this name, or that cannot be set
 * \throws pybind11::value_error for a value that it does not take
 */
void SetAttributeOf(ObjectBase& object, const std::string& name, pybind11::handle value);

/**
 * \return an attribute: a bool, number, Time, DataRate, an object, a list of objects, or the text
 * of anything else
 */
pybind11::object GetAttributeOf(const ObjectBase& object, const std::string& name);

/** \return the names of the attributes of a class, those of its base classes last */
std::vector<std::string> GetAttributeNames(TypeId type);

/**
 * Looks whether a class takes a value for an attribute.
 * \return the text of it
 * \throws as SetAttributeOf()
 */
std::string CheckAttributeOf(TypeId type, const std::string& name, pybind11::handle value);

} // namespace ns3::camcube::python

#endif /* VALUES_H */
