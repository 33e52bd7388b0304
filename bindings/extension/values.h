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

/** \throws pybind11::value_error, pybind11::type_error if it is no time */
Time ToTime(pybind11::handle value);

/** \throws pybind11::value_error, pybind11::type_error if it is no rate */
DataRate ToRate(pybind11::handle value);

/** \return the bytes of anything that has a buffer: bytes, bytearray, memoryview, an array */
Ptr<Packet> ToPacket(pybind11::handle value);

/** \return the bytes of a packet */
pybind11::bytes ToBytes(const Packet& packet);

/** \return a value as the text that an attribute takes: a text, number, bool, Time or DataRate */
std::string ToAttributeText(pybind11::handle value);

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
            if (!isinstance<int_>(axis) || axis.cast<int64_t>() < 0 || axis.cast<int64_t>() > 255)
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
