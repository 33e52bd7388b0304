/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRACE_ARGUMENTS_H
#define TRACE_ARGUMENTS_H

#include "ns3-addresses.h"
#include "objects.h"
#include "recording.h"
#include "values.h"

#include "ns3/inet-socket-address.h"
#include "ns3/ipv4.h"
#include "ns3/routing-header.h"
#include "ns3/sequence-number.h"
#include "ns3/torus-coordinate.h"

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/** \file What trace sources tell, for recordings and for functions of Python. */

namespace ns3::camcube::python
{

/** What an argument of a trace source is to a recording, and to Python. */
template <typename T, typename = void>
struct Argument;

template <typename T>
struct Argument<T, std::enable_if_t<std::is_arithmetic_v<T> || std::is_enum_v<T>>>
{
    static void AddColumns(std::vector<Recording::Column>& columns, const std::string& name)
    {
        columns.push_back({name, std::is_floating_point_v<T>});
    }

    static void Add(Recording& recording, T value)
    {
        if constexpr (std::is_floating_point_v<T>)
        {
            recording.Add(static_cast<double>(value));
        }
        else
        {
            recording.Add(static_cast<int64_t>(value));
        }
    }

    static pybind11::object ToPython(T value)
    {
        if constexpr (std::is_enum_v<T>)
        {
            return pybind11::int_(static_cast<int64_t>(value));
        }
        else
        {
            return pybind11::cast(value);
        }
    }
};

template <>
struct Argument<Ptr<const Packet>>
{
    static void AddColumns(std::vector<Recording::Column>& columns, const std::string& name)
    {
        columns.push_back({name + "_bytes", false});
    }

    static void Add(Recording& recording, const Ptr<const Packet>& packet)
    {
        recording.Add(packet ? int64_t{packet->GetSize()} : 0);
    }

    static pybind11::object ToPython(const Ptr<const Packet>& packet)
    {
        return packet ? pybind11::object(ToBytes(*packet)) : pybind11::none();
    }
};

template <>
struct Argument<TorusCoordinate>
{
    static void AddColumns(std::vector<Recording::Column>& columns, const std::string& name)
    {
        for (const char* axis : {"_x", "_y", "_z"})
        {
            columns.push_back({name + axis, false});
        }
    }

    static void Add(Recording& recording, const TorusCoordinate& at)
    {
        for (const auto value : {at.x, at.y, at.z})
        {
            recording.Add(int64_t{value});
        }
    }

    static pybind11::object ToPython(const TorusCoordinate& at)
    {
        return pybind11::make_tuple(at.x, at.y, at.z);
    }
};

template <>
struct Argument<RoutingHeader>
{
    static void AddColumns(std::vector<Recording::Column>& columns, const std::string&)
    {
        Argument<TorusCoordinate>::AddColumns(columns, "source");
        Argument<TorusCoordinate>::AddColumns(columns, "destination");
        columns.push_back({"endpoint", false});
        columns.push_back({"hops", false});
    }

    static void Add(Recording& recording, const RoutingHeader& header)
    {
        Argument<TorusCoordinate>::Add(recording, header.source);
        Argument<TorusCoordinate>::Add(recording, header.destination);
        recording.Add(int64_t{header.endpoint});
        recording.Add(int64_t{header.hops});
    }

    static pybind11::object ToPython(const RoutingHeader& header)
    {
        pybind11::dict fields;
        fields["source"] = Argument<TorusCoordinate>::ToPython(header.source);
        fields["destination"] = Argument<TorusCoordinate>::ToPython(header.destination);
        fields["endpoint"] = header.endpoint;
        fields["hops"] = header.hops;
        return std::move(fields);
    }
};

template <>
struct Argument<SequenceNumber32>
{
    static void AddColumns(std::vector<Recording::Column>& columns, const std::string& name)
    {
        columns.push_back({name, false});
    }

    static void Add(Recording& recording, const SequenceNumber32& number)
    {
        recording.Add(int64_t{number.GetValue()});
    }

    static pybind11::object ToPython(const SequenceNumber32& number)
    {
        return pybind11::int_(number.GetValue());
    }
};

template <>
struct Argument<Ptr<Ipv4>>
{
    static void AddColumns(std::vector<Recording::Column>& columns, const std::string& name)
    {
        columns.push_back({name + "_node", false});
    }

    static void Add(Recording& recording, const Ptr<Ipv4>& ipv4)
    {
        recording.Add(int64_t{ipv4->GetObject<Node>()->GetId()});
    }

    static pybind11::object ToPython(const Ptr<Ipv4>& ipv4)
    {
        return python::ToPython(ipv4);
    }
};

template <>
struct Argument<Time>
{
    static void AddColumns(std::vector<Recording::Column>& columns, const std::string& name)
    {
        columns.push_back({name + "_us", true});
    }

    static void Add(Recording& recording, const Time& value)
    {
        recording.Add(value.ToDouble(Time::US));
    }

    static pybind11::object ToPython(const Time& value)
    {
        return pybind11::cast(value);
    }
};

template <>
struct Argument<Address>
{
    static void AddColumns(std::vector<Recording::Column>& columns, const std::string& name)
    {
        columns.push_back({name + "_ipv4", false});
        columns.push_back({name + "_port", false});
    }

    static void Add(Recording& recording, const Address& address)
    {
        const bool isInet = InetSocketAddress::IsMatchingType(address);
        const auto inet = isInet ? InetSocketAddress::ConvertFrom(address)
                                 : InetSocketAddress(Ipv4Address::GetAny(), 0);
        recording.Add(int64_t{inet.GetIpv4().Get()});
        recording.Add(int64_t{inet.GetPort()});
    }

    static pybind11::object ToPython(const Address& address)
    {
        return FromAddress(address);
    }
};

} // namespace ns3::camcube::python

#endif /* TRACE_ARGUMENTS_H */
