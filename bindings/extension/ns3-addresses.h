/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NS3_ADDRESSES_H
#define NS3_ADDRESSES_H

#include "ns3/address.h"
#include "ns3/attribute.h"
#include "ns3/ipv4-address.h"

#include <optional>
#include <pybind11/pybind11.h>
#include <string>

/**
 * \file
 *
 * Addresses that Python gives. ns-3 takes "10.0.0.300" for some address, and writes past the end
 * of one whose text says that it is long, so texts are read strictly here.
 */

namespace ns3::camcube::python
{

/** An IPv4 address as a parameter: an Ipv4Address, or a text such as "10.0.0.1". */
struct Ipv4Arg
{
    Ipv4Address value;
};

/** A mask as a parameter: an Ipv4Mask, or a text such as "255.0.0.0" or "/8". */
struct MaskArg
{
    Ipv4Mask value;
};

/** An address as a parameter: an InetSocketAddress or an Ipv4Address. */
struct AddressArg
{
    Address value;
};

/** \throws pybind11::value_error, pybind11::type_error if it is no address */
Ipv4Address ToIpv4(pybind11::handle value);

/** \throws pybind11::value_error, pybind11::type_error if it is no mask */
Ipv4Mask ToMask(pybind11::handle value);

/** \throws pybind11::type_error if it is no address */
Address ToAddress(pybind11::handle value);

/** \return an address for Python: an InetSocketAddress, an Ipv4Address, or a text of another */
pybind11::object FromAddress(const Address& address);

/** \return what an attribute that takes an address should be given instead; empty if it may be */
std::string FindAddressRemedy(pybind11::handle value, const AttributeChecker& checker);

/** \return the text of an address for attributes of a type; nothing if it is none */
std::optional<std::string> ToAddressText(pybind11::handle value, const std::string& type);

} // namespace ns3::camcube::python

namespace pybind11::detail
{

/** Takes what ToIpv4() takes. */
template <>
struct type_caster<ns3::camcube::python::Ipv4Arg>
{
    PYBIND11_TYPE_CASTER(ns3::camcube::python::Ipv4Arg, const_name("Ipv4Address"));

    bool load(handle source, bool)
    {
        value.value = ns3::camcube::python::ToIpv4(source);
        return true;
    }
};

/** Takes what ToMask() takes. */
template <>
struct type_caster<ns3::camcube::python::MaskArg>
{
    PYBIND11_TYPE_CASTER(ns3::camcube::python::MaskArg, const_name("Ipv4Mask"));

    bool load(handle source, bool)
    {
        value.value = ns3::camcube::python::ToMask(source);
        return true;
    }
};

/** Takes what ToAddress() takes. */
template <>
struct type_caster<ns3::camcube::python::AddressArg>
{
    PYBIND11_TYPE_CASTER(ns3::camcube::python::AddressArg, const_name("Address"));

    bool load(handle source, bool)
    {
        value.value = ns3::camcube::python::ToAddress(source);
        return true;
    }
};

} // namespace pybind11::detail

#endif /* NS3_ADDRESSES_H */
