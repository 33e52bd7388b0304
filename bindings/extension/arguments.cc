/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "arguments.h"

#include "ns3/text-parsing.h"

#include <optional>
#include <utility>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

std::string
TypeName(py::handle value)
{
    return Py_TYPE(value.ptr())->tp_name;
}

} // namespace

std::string
Repeat(py::handle value)
{
    return Abridge(py::repr(value).cast<std::string>());
}

py::object
ToBuiltin(py::handle value)
{
    // Arrays have an item() as well, and a length.
    const bool isScalar = TypeName(value).rfind("numpy.", 0) == 0 && py::hasattr(value, "item") &&
                          !py::hasattr(value, "__len__");
    return isScalar ? py::object(value.attr("item")()) : py::reinterpret_borrow<py::object>(value);
}

uint64_t
ReadWhole(const std::string& name, py::handle value, uint64_t least, uint64_t most)
{
    const py::object number = ToBuiltin(value);
    const std::string remedy =
        "; give a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    if (!py::isinstance<py::int_>(number) || py::isinstance<py::bool_>(number))
    {
        throw py::type_error(name + "=" + Repeat(value) + " is no whole number" + remedy);
    }
    if (number < py::int_(least) || number > py::int_(most))
    {
        throw py::value_error(name + "=" + Repeat(value) + remedy);
    }
    return number.cast<uint64_t>();
}

double
ReadNumber(const std::string& name, py::handle value, double least, double most)
{
    const py::object given = ToBuiltin(value);
    const std::string remedy =
        "; give a number from " + FormatNumber(least) + " to " + FormatNumber(most);
    if (!py::isinstance<py::float_>(given) && !py::isinstance<py::int_>(given))
    {
        throw py::type_error(name + "=" + Repeat(value) + " is no number" + remedy);
    }
    const double number = PyFloat_AsDouble(given.ptr());
    const bool isTooLarge = PyErr_Occurred() != nullptr;
    PyErr_Clear();
    if (isTooLarge || !(number >= least && number <= most))
    {
        throw py::value_error(name + "=" + Repeat(value) + remedy);
    }
    return number;
}

py::object
ToFunction(py::object fn)
{
    if (PyCallable_Check(fn.ptr()) == 0)
    {
        throw py::type_error("a function is to be called, and this is none: " + Repeat(fn));
    }
    return fn;
}

Time
ToTime(py::handle value)
{
    if (py::isinstance<Time>(value))
    {
        return value.cast<Time>();
    }
    if (!py::isinstance<py::str>(value))
    {
        throw py::type_error(Repeat(value) + " is no time but a " + TypeName(value) +
                             "; give a text with its unit, such as \"5ms\", or a Time");
    }
    const auto time = ParseTime(value.cast<std::string>());
    if (!time)
    {
        throw py::value_error(Repeat(value) +
                              " is no time; give a number with a unit of s, ms, us, ns, ps, min or "
                              "h, such as \"5ms\"");
    }
    const auto text = value.cast<std::string>();
    if (time->IsZero() &&
        text.substr(0, text.find_first_of("eE")).find_first_of("123456789") != std::string::npos)
    {
        throw py::value_error(Repeat(value) +
                              " is nearer to 0 than to 1ns, the shortest time there "
                              "is; give 0s, or 1ns at least");
    }
    return *time;
}

DataRate
ToRate(py::handle value)
{
    if (py::isinstance<DataRate>(value))
    {
        return value.cast<DataRate>();
    }
    if (!py::isinstance<py::str>(value))
    {
        throw py::type_error(Repeat(value) + " is no rate but a " + TypeName(value) +
                             "; give a text with its unit, such as \"1Gbps\", or a DataRate");
    }
    const auto rate = ParseDataRate(value.cast<std::string>());
    if (!rate)
    {
        throw py::value_error(Repeat(value) +
                              " is no rate; give a number with a unit, such as \"300Mbps\"");
    }
    return *rate;
}

double
ToShare(py::handle value)
{
    const py::object share = ToBuiltin(value);
    if (py::isinstance<py::int_>(share) && !py::isinstance<py::bool_>(share) &&
        share.equal(py::int_(0)))
    {
        return 0; // the first of many a sweep
    }
    if (!py::isinstance<py::float_>(share))
    {
        throw py::type_error(Repeat(value) +
                             " is no share; give a float from 0.0 to 1.0, such as 0.1, or of a "
                             "torus a list of what is meant");
    }
    return share.cast<double>();
}

TorusCoordinate
ToCoordinate(py::handle value)
{
    if (!py::isinstance<py::tuple>(value) || py::len(value) != 3)
    {
        throw py::type_error(Repeat(value) + " is no place of a server; give a tuple (x, y, z)");
    }
    uint8_t axes[3];
    std::size_t i = 0;
    for (const py::handle each : value)
    {
        const py::object axis = ToBuiltin(each);
        if (!py::isinstance<py::int_>(axis) || axis < py::int_(0) || axis > py::int_(UINT8_MAX))
        {
            throw py::value_error("no server is at " + Repeat(value) +
                                  "; give three numbers from 0 on");
        }
        axes[i++] = axis.cast<uint8_t>();
    }
    return {axes[0], axes[1], axes[2]};
}

Ptr<Packet>
ToPacket(py::handle value)
{
    Py_buffer view;
    if (PyObject_GetBuffer(value.ptr(), &view, PyBUF_C_CONTIGUOUS) != 0)
    {
        PyErr_Clear();
        throw py::type_error("a payload is bytes, or anything with a contiguous buffer, and no " +
                             TypeName(value));
    }
    const auto size = static_cast<uint64_t>(view.len);
    const Ptr<Packet> packet =
        size <= UINT16_MAX ? Create<Packet>(static_cast<const uint8_t*>(view.buf), size) : nullptr;
    PyBuffer_Release(&view);
    if (!packet)
    {
        throw py::value_error("a payload of " + std::to_string(size) +
                              " bytes is more than any packet holds; give " +
                              std::to_string(UINT16_MAX) + " at most");
    }
    return packet;
}

py::bytes
ToBytes(const Packet& packet)
{
    const uint32_t size = packet.GetSize();
    py::bytes bytes(nullptr, size);
    packet.CopyData(reinterpret_cast<uint8_t*>(PyBytes_AS_STRING(bytes.ptr())), size);
    return bytes;
}

} // namespace ns3::camcube::python
