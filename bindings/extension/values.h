/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VALUES_H
#define VALUES_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/packet.h"
#include "ns3/torus-coordinate.h"

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

/** \return a value as a message repeats it, cut if it is long */
std::string Repeat(pybind11::handle value);

/** \return a value as ns-3 prints it */
template <typename T>
std::string
Print(const T& value)
{
    std::ostringstream text;
    text << value;
    return text.str();
}

/** A time as a parameter: a Time, or a text with its unit. */
struct TimeArg
{
    Time value;
};

/** A rate as a parameter: a DataRate, or a text with its unit. */
struct RateArg
{
    DataRate value;
};

/** A value of an attribute as scripts in the style of C++ give it: StringValue and the like. */
struct AttributeBox
{
    pybind11::object value; //!< what is in it, which an attribute would take as well
};

/** \throws pybind11::value_error, pybind11::type_error if it is no time */
Time ToTime(pybind11::handle value);

/** \throws pybind11::value_error, pybind11::type_error if it is no rate */
DataRate ToRate(pybind11::handle value);

/** \return the bytes of anything that has a buffer: bytes, bytearray, memoryview, an array */
Ptr<Packet> ToPacket(pybind11::handle value);

/** \return the bytes of a packet */
pybind11::bytes ToBytes(const Packet& packet);

/**
 * \param value a text, number, bool, Time, DataRate or address
 * \param type of the values that the attribute takes, such as AddressValue
 * \return it as the text that the attribute takes
 */
std::string ToAttributeText(pybind11::handle value, const std::string& type);

/** \return what is in an AttributeBox, and anything else as it is */
pybind11::object Unbox(pybind11::handle value);

/**
 * Sets an attribute of an object.
 * \throws pybind11::attribute_error if it has none of this name, or that cannot be set
 * \throws pybind11::value_error for a value that it does not take
 */
void SetAttributeOf(ObjectBase& object, const std::string& name, pybind11::handle value);

/** \return an attribute: a bool, number, Time, DataRate, an object, or the text of anything else */
pybind11::object GetAttributeOf(const ObjectBase& object, const std::string& name);

/** \return the names of the attributes of a class, those of its base classes last */
std::vector<std::string> GetAttributeNames(TypeId type);

/** Looks whether a class takes a value for an attribute, and \return the text of it. */
std::string CheckAttributeOf(TypeId type, const std::string& name, pybind11::handle value);

} // namespace ns3::camcube::python

namespace pybind11::detail
{

/** Takes what ToTime() takes. */
template <>
struct type_caster<ns3::camcube::python::TimeArg>
{
    PYBIND11_TYPE_CASTER(ns3::camcube::python::TimeArg, const_name("Time"));

    bool load(handle source, bool)
    {
        value.value = ns3::camcube::python::ToTime(source);
        return true;
    }
};

/** Takes what ToRate() takes. */
template <>
struct type_caster<ns3::camcube::python::RateArg>
{
    PYBIND11_TYPE_CASTER(ns3::camcube::python::RateArg, const_name("DataRate"));

    bool load(handle source, bool)
    {
        value.value = ns3::camcube::python::ToRate(source);
        return true;
    }
};

/** A coordinate is a tuple of three in Python. */
template <>
struct type_caster<ns3::camcube::TorusCoordinate>
{
    PYBIND11_TYPE_CASTER(ns3::camcube::TorusCoordinate, const_name("tuple[int, int, int]"));

    bool load(handle source, bool)
    {
        const auto sequence = reinterpret_borrow<object>(source);
        if (!isinstance<tuple>(source) || len(sequence) != 3)
        {
            return false;
        }
        const auto at = reinterpret_borrow<tuple>(source);
        for (const handle axis : at)
        {
            if (!isinstance<pybind11::int_>(axis) || axis.cast<int64_t>() < 0 ||
                axis.cast<int64_t>() > 255)
            {
                throw value_error("no server is at " + repr(source).cast<std::string>() +
                                  "; give three numbers from 0 on");
            }
        }
        value = {at[0].cast<uint8_t>(), at[1].cast<uint8_t>(), at[2].cast<uint8_t>()};
        return true;
    }

    static handle cast(const ns3::camcube::TorusCoordinate& at, return_value_policy, handle)
    {
        return make_tuple(at.x, at.y, at.z).release();
    }
};

} // namespace pybind11::detail

#endif /* VALUES_H */
