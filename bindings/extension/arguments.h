/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ARGUMENTS_H
#define ARGUMENTS_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/port-set.h"
#include "ns3/torus-coordinate.h"
#include "ns3/torus-port.h"

#include <cstdint>
#include <pybind11/pybind11.h>
#include <string>

/**
 * \file
 *
 * Numbers, times, payloads and functions that Python gives as parameters. Each is looked at here,
 * so that a message says which value is wrong, and what to give instead.
 */

namespace ns3::camcube::python
{

/** \return a value as a message repeats it, cut if it is long */
std::string Repeat(pybind11::handle value);

/** \return the number of Python that a scalar of NumPy is; anything else as it is */
pybind11::object ToBuiltin(pybind11::handle value);

/**
 * \param name what a message calls it
 * \param value a whole number, of Python or NumPy
 * \param least,most its bounds
 * \throws pybind11::type_error if it is none
 * \throws pybind11::value_error if it is beyond them
 */
uint64_t ReadWhole(const std::string& name, pybind11::handle value, uint64_t least, uint64_t most);

/** The same for a number that may have fractions. */
double ReadNumber(const std::string& name, pybind11::handle value, double least, double most);

/** \return a function as it is \throws pybind11::type_error for what cannot be called */
pybind11::object ToFunction(pybind11::object fn);

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

/** A share as a parameter: 0 or a float, since a whole number may be meant as that of a server. */
struct ShareArg
{
    double value;
};

/** The type of a kind of whole numbers, and its bounds. */
template <typename T, uint64_t Least, uint64_t Most>
struct Bounds
{
    using Type = T;
    static constexpr uint64_t LEAST = Least;
    static constexpr uint64_t MOST = Most;
};

/** A whole number as a parameter; its kind says its bounds, and what a message calls it. */
template <typename Kind>
struct WholeArg
{
    typename Kind::Type value;
};

/** \name Kinds of whole numbers */
///@{
struct SeedKind : Bounds<uint32_t, 1, UINT32_MAX>
{
    static constexpr const char* NAME = "seed";
};

struct RunKind : Bounds<uint64_t, 0, UINT64_MAX>
{
    static constexpr const char* NAME = "run";
};

struct EndpointKind : Bounds<uint16_t, 0, UINT16_MAX>
{
    static constexpr const char* NAME = "endpoint";
};

struct NumberKind : Bounds<uint16_t, 0, UINT16_MAX>
{
    static constexpr const char* NAME = "number";
};

struct FlowKind : Bounds<uint16_t, 0, UINT16_MAX>
{
    static constexpr const char* NAME = "flow";
};

struct PortKind : Bounds<uint8_t, 0, PortSet::MAX_PORTS - 1>
{
    static constexpr const char* NAME = "port";
};

struct TorusPortKind : Bounds<uint8_t, 0, N_TORUS_PORTS - 1>
{
    static constexpr const char* NAME = "port";
};

///@}

using SeedArg = WholeArg<SeedKind>;
using RunArg = WholeArg<RunKind>;
using EndpointArg = WholeArg<EndpointKind>;
using NumberArg = WholeArg<NumberKind>;
using FlowArg = WholeArg<FlowKind>;
using PortArg = WholeArg<PortKind>;
using TorusPortArg = WholeArg<TorusPortKind>;

/** \throws pybind11::value_error, pybind11::type_error if it is no time */
Time ToTime(pybind11::handle value);

/** \throws pybind11::value_error, pybind11::type_error if it is no rate */
DataRate ToRate(pybind11::handle value);

/** \throws pybind11::type_error if it is neither a float nor 0 */
double ToShare(pybind11::handle value);

/** \throws pybind11::value_error, pybind11::type_error if it is no place of three numbers */
TorusCoordinate ToCoordinate(pybind11::handle value);

/**
 * \return the bytes of anything that has a buffer: bytes, bytearray, memoryview, an array
 * \throws pybind11::type_error if it has none
 * \throws pybind11::value_error for more of them than a packet may have
 */
Ptr<Packet> ToPacket(pybind11::handle value);

/** \return the bytes of a packet */
pybind11::bytes ToBytes(const Packet& packet);

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

/** Takes what ToShare() takes. */
template <>
struct type_caster<ns3::camcube::python::ShareArg>
{
    PYBIND11_TYPE_CASTER(ns3::camcube::python::ShareArg, const_name("float"));

    bool load(handle source, bool)
    {
        value.value = ns3::camcube::python::ToShare(source);
        return true;
    }
};

/** Takes what ReadWhole() takes. */
template <typename Kind>
struct type_caster<ns3::camcube::python::WholeArg<Kind>>
{
    PYBIND11_TYPE_CASTER(ns3::camcube::python::WholeArg<Kind>, const_name("int"));

    bool load(handle source, bool)
    {
        value.value = static_cast<typename Kind::Type>(
            ns3::camcube::python::ReadWhole(Kind::NAME, source, Kind::LEAST, Kind::MOST));
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
        value = ns3::camcube::python::ToCoordinate(source);
        return true;
    }

    static handle cast(const ns3::camcube::TorusCoordinate& at, return_value_policy, handle)
    {
        return make_tuple(at.x, at.y, at.z).release();
    }
};

} // namespace pybind11::detail

#endif /* ARGUMENTS_H */
