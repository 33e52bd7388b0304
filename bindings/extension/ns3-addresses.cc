/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3-addresses.h"

#include "parts.h"
#include "values.h"

#include "ns3/inet-socket-address.h"
#include "ns3/text-parsing.h"

#include <arpa/inet.h>
#include <pybind11/operators.h>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** \return the address that a text is, four numbers and nothing else; nothing for any other */
std::optional<uint32_t>
ParseIpv4(const std::string& text)
{
    in_addr address;
    if (inet_pton(AF_INET, text.c_str(), &address) != 1 || text.find('\0') != std::string::npos)
    {
        return std::nullopt;
    }
    return ntohl(address.s_addr);
}

/** \return whether values are of a type, which ns-3 names with its namespace or without */
bool
IsType(const std::string& name, const std::string& type)
{
    return name == type || name == "ns3::" + type;
}

InetSocketAddress
MakeSocketAddress(const Ipv4Address& address, int64_t port)
{
    if (port < 0 || port > UINT16_MAX)
    {
        throw py::value_error("port " + std::to_string(port) + "; give 0 to 65535");
    }
    return InetSocketAddress(address, static_cast<uint16_t>(port));
}

} // namespace

Ipv4Address
ToIpv4(py::handle value)
{
    if (py::isinstance<Ipv4Address>(value))
    {
        return value.cast<Ipv4Address>();
    }
    if (!py::isinstance<py::str>(value))
    {
        throw py::type_error(Repeat(value) + " is no IPv4 address; give a text such as "
                                             "\"10.0.0.1\", or an Ipv4Address");
    }
    const auto address = ParseIpv4(value.cast<std::string>());
    if (!address)
    {
        throw py::value_error(Repeat(value) + " is no IPv4 address; give four numbers from 0 to "
                                              "255, such as \"10.0.0.1\"");
    }
    return Ipv4Address(*address);
}

Ipv4Mask
ToMask(py::handle value)
{
    if (py::isinstance<Ipv4Mask>(value))
    {
        return value.cast<Ipv4Mask>();
    }
    if (!py::isinstance<py::str>(value))
    {
        throw py::type_error(Repeat(value) + " is no mask; give a text such as \"255.0.0.0\" or "
                                             "\"/8\", or an Ipv4Mask");
    }
    const auto text = value.cast<std::string>();
    if (!text.empty() && text.front() == '/')
    {
        const auto length = ParseWholeNumber(text.substr(1));
        if (length && *length >= 0 && *length <= 32)
        {
            return Ipv4Mask(*length == 0 ? 0 : ~uint32_t{0} << (32 - *length));
        }
    }
    else if (const auto bits = ParseIpv4(text); bits && ((~*bits + 1) & ~*bits) == 0)
    {
        return Ipv4Mask(*bits);
    }
    throw py::value_error(Repeat(value) + " is no mask; give ones before zeros, such as "
                                          "\"255.0.0.0\" or \"/8\"");
}

Address
ToAddress(py::handle value)
{
    const py::object address = Unbox(value);
    if (py::isinstance<InetSocketAddress>(address))
    {
        return address.cast<InetSocketAddress>();
    }
    if (py::isinstance<Ipv4Address>(address))
    {
        return address.cast<Ipv4Address>();
    }
    throw py::type_error(Repeat(address) + " is no address; give an InetSocketAddress(address, "
                                           "port), or an Ipv4Address");
}

py::object
FromAddress(const Address& address)
{
    if (InetSocketAddress::IsMatchingType(address))
    {
        return py::cast(InetSocketAddress::ConvertFrom(address));
    }
    if (Ipv4Address::IsMatchingType(address))
    {
        return py::cast(Ipv4Address::ConvertFrom(address));
    }
    return py::str(Print(address));
}

std::string
FindAddressRemedy(py::handle value, const AttributeChecker& checker)
{
    const std::string type = checker.GetValueTypeName();
    const bool isIpv4 = py::isinstance<Ipv4Address>(value);
    if (IsType(type, "AddressValue") && !isIpv4 && !py::isinstance<InetSocketAddress>(value))
    {
        return "give an AddressValue(InetSocketAddress(address, port))";
    }
    if (IsType(type, "Ipv4AddressValue") && !isIpv4 &&
        !(py::isinstance<py::str>(value) && ParseIpv4(value.cast<std::string>())))
    {
        return "give an address such as \"10.0.0.1\"";
    }
    return "";
}

std::optional<std::string>
ToAddressText(py::handle value, const std::string& type)
{
    const bool isIpv4 = py::isinstance<Ipv4Address>(value);
    if (!isIpv4 && !py::isinstance<InetSocketAddress>(value))
    {
        return std::nullopt;
    }
    return isIpv4 && !IsType(type, "AddressValue") ? Print(value.cast<Ipv4Address>())
                                                   : Print(ToAddress(value));
}

void
BindNs3Addresses(py::module_& m)
{
    py::class_<AttributeBox>(m, "AttributeValue", "A value of an attribute.")
        .def(py::init([](const py::object& value) { return AttributeBox{Unbox(value)}; }),
             py::arg("value"))
        .def(
            "Get",
            [](const AttributeBox& self) { return self.value; },
            "The value.")
        .def("__repr__", [](const py::object& self) {
            return self.attr("__class__").attr("__name__").cast<std::string>() + "(" +
                   Repeat(self.cast<const AttributeBox&>().value) + ")";
        });

    py::class_<Ipv4Address>(m, "Ipv4Address", "An IPv4 address: Ipv4Address(\"10.0.0.1\").")
        .def(py::init([](const Ipv4Arg& value) { return value.value; }), py::arg("address"))
        .def_static("GetAny", &Ipv4Address::GetAny, "0.0.0.0: every address of a node.")
        .def_static("GetLoopback", &Ipv4Address::GetLoopback, "127.0.0.1.")
        .def_static("GetBroadcast", &Ipv4Address::GetBroadcast, "255.255.255.255.")
        .def(
            "Get",
            [](const Ipv4Address& self) { return self.Get(); },
            "It as a whole number of 32 bits.")
        .def(
            "IsAny",
            [](const Ipv4Address& self) { return self.IsAny(); },
            "Whether it is 0.0.0.0.")
        .def(
            "IsBroadcast",
            [](const Ipv4Address& self) { return self.IsBroadcast(); },
            "Whether it is 255.255.255.255.")
        .def(
            "IsMulticast",
            [](const Ipv4Address& self) { return self.IsMulticast(); },
            "Whether it is of 224.0.0.0/4.")
        .def(
            "CombineMask",
            [](const Ipv4Address& self, const MaskArg& mask) {
                return self.CombineMask(mask.value);
            },
            py::arg("mask"),
            "The network that it is of.")
        .def(py::self == py::self)
        .def(py::self != py::self)
        .def(py::self < py::self)
        .def("__hash__", [](const Ipv4Address& self) { return self.Get(); })
        .def("__str__", &Print<Ipv4Address>)
        .def("__repr__",
             [](const Ipv4Address& self) { return "Ipv4Address('" + Print(self) + "')"; });

    py::class_<Ipv4Mask>(m, "Ipv4Mask", "A mask of IPv4: Ipv4Mask(\"255.0.0.0\"), or \"/8\".")
        .def(py::init([](const MaskArg& value) { return value.value; }), py::arg("mask"))
        .def(
            "GetPrefixLength",
            [](const Ipv4Mask& self) { return self.GetPrefixLength(); },
            "How many ones it begins with.")
        .def(
            "IsMatch",
            [](const Ipv4Mask& self, const Ipv4Arg& a, const Ipv4Arg& b) {
                return self.IsMatch(a.value, b.value);
            },
            py::arg("a"),
            py::arg("b"),
            "Whether two addresses are of one network.")
        .def(py::self == py::self)
        .def(py::self != py::self)
        .def("__hash__", [](const Ipv4Mask& self) { return self.Get(); })
        .def("__str__", &Print<Ipv4Mask>)
        .def("__repr__", [](const Ipv4Mask& self) { return "Ipv4Mask('" + Print(self) + "')"; });

    py::class_<InetSocketAddress>(
        m,
        "InetSocketAddress",
        "An address and a port: InetSocketAddress(\"10.0.0.1\", 9); any address with a port alone.")
        .def(py::init([](const Ipv4Arg& address, int64_t port) {
                 return MakeSocketAddress(address.value, port);
             }),
             py::arg("ipv4"),
             py::arg("port"))
        .def(py::init([](int64_t port) { return MakeSocketAddress(Ipv4Address::GetAny(), port); }),
             py::arg("port"))
        .def(
            "GetIpv4",
            [](const InetSocketAddress& self) { return self.GetIpv4(); },
            "Its address.")
        .def(
            "GetPort",
            [](const InetSocketAddress& self) { return self.GetPort(); },
            "Its port.")
        .def("__eq__",
             [](const InetSocketAddress& self, const py::object& other) {
                 return py::isinstance<InetSocketAddress>(other) &&
                        Address(self) == Address(other.cast<const InetSocketAddress&>());
             })
        .def("__hash__",
             [](const InetSocketAddress& self) {
                 return (uint64_t{self.GetIpv4().Get()} << 16) + self.GetPort();
             })
        .def("__repr__", [](const InetSocketAddress& self) {
            return "InetSocketAddress('" + Print(self.GetIpv4()) + "', " +
                   std::to_string(self.GetPort()) + ")";
        });
}

} // namespace ns3::camcube::python
