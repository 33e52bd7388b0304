/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "traces.h"

#include "session.h"
#include "trace-arguments.h"
#include "values.h"

#include "ns3/callback.h"
#include "ns3/routing-callbacks.h"
#include "ns3/simulator.h"
#include "ns3/tcp-socket-state.h"
#include "ns3/tcp-socket.h"
#include "ns3/text-parsing.h"

#include <functional>
#include <map>
#include <type_traits>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** How callbacks of one type are made. */
struct Maker
{
    std::function<CallbackBase(py::object fn)> call;
    std::function<std::vector<Recording::Column>()> columns;
    std::function<CallbackBase(std::shared_ptr<Recording> recording, int64_t origin)> record;
};

/** What a callback object calls; ns-3 compares and copies it. */
template <typename... Args>
struct Sink : public SimpleRefCount<Sink<Args...>>
{
    std::function<void(Args...)> fn;

    void Take(Args... args)
    {
        fn(args...);
    }
};

template <typename... Args>
CallbackBase
MakeSink(std::common_type_t<std::function<void(Args...)>> fn)
{
    const auto sink = Create<Sink<Args...>>();
    sink->fn = std::move(fn);
    return MakeCallback(&Sink<Args...>::Take, sink);
}

/** \param names of the arguments, for columns */
template <typename... Args>
Maker
MakeMaker(const std::array<const char*, sizeof...(Args)>& names)
{
    Maker maker;
    maker.call = [](py::object fn) {
        // Kept by the session, whose end is before that of the interpreter.
        const auto kept = std::make_shared<py::object>(std::move(fn));
        Session::Get().Keep(kept);
        return MakeSink<Args...>([called = kept.get()](Args... args) {
            Session::Get().Guard([&] {
                (*called)(
                    Argument<std::remove_cv_t<std::remove_reference_t<Args>>>::ToPython(args)...);
            });
        });
    };
    maker.columns = [names] {
        std::vector<Recording::Column> columns{{"time_us", true}};
        std::size_t i = 0;
        (Argument<std::remove_cv_t<std::remove_reference_t<Args>>>::AddColumns(columns, names[i++]),
         ...);
        return columns;
    };
    maker.record = [](std::shared_ptr<Recording> recording, int64_t origin) {
        Session::Get().Keep(recording);
        return MakeSink<Args...>([to = recording.get(), origin](Args... args) {
            to->Add(Simulator::Now().ToDouble(Time::US));
            (Argument<std::remove_cv_t<std::remove_reference_t<Args>>>::Add(*to, args), ...);
            if (origin >= 0)
            {
                to->Add(origin);
            }
        });
    };
    return maker;
}

/** \return the makers, by the name of the callback's type */
const std::map<std::string, Maker>&
GetMakers()
{
    using Payload = Ptr<const Packet>;
    static const std::map<std::string, Maker> MAKERS{
        {"ns3::Packet::TracedCallback", MakeMaker<Payload>({"packet"})},
        {"ns3::Packet::AddressTracedCallback",
         MakeMaker<Payload, const Address&>({"packet", "address"})},
        {"ns3::Packet::TwoAddressTracedCallback",
         MakeMaker<Payload, const Address&, const Address&>({"packet", "source", "destination"})},
        {"ns3::Packet::SizeTracedCallback", MakeMaker<uint32_t, uint32_t>({"old", "new"})},
        {"ns3::Ipv4L3Protocol::TxRxTracedCallback",
         MakeMaker<Payload, Ptr<Ipv4>, uint32_t>({"packet", "ipv4", "interface"})},
        {"ns3::TcpStatesTracedValueCallback",
         MakeMaker<TcpSocket::TcpStates_t, TcpSocket::TcpStates_t>({"old", "new"})},
        {"ns3::TcpSocketState::TcpCongStatesTracedValueCallback",
         MakeMaker<TcpSocketState::TcpCongState_t, TcpSocketState::TcpCongState_t>({"old", "new"})},
        {"ns3::TracedValueCallback::SequenceNumber32",
         MakeMaker<SequenceNumber32, SequenceNumber32>({"old", "new"})},
        {"ns3::TracedValueCallback::Uint32", MakeMaker<uint32_t, uint32_t>({"old", "new"})},
        {"ns3::TracedValueCallback::Int32", MakeMaker<int32_t, int32_t>({"old", "new"})},
        {"ns3::TracedValueCallback::Double", MakeMaker<double, double>({"old", "new"})},
        {"ns3::TracedValueCallback::Bool", MakeMaker<bool, bool>({"old", "new"})},
        {"ns3::TracedValueCallback::Time", MakeMaker<Time, Time>({"old", "new"})},
        {"ns3::camcube::RoutingProtocol::SentCallback",
         MakeMaker<Payload, uint8_t>({"message", "port"})},
        {"ns3::camcube::Runtime::UnknownServiceCallback",
         MakeMaker<Payload, uint8_t>({"payload", "port"})},
        {"ns3::camcube::DistanceVector::DistanceChangedCallback",
         MakeMaker<uint32_t, uint16_t, uint16_t>({"destination", "old", "new"})},
        {"ns3::camcube::KeyRouting::ReroutedCallback",
         MakeMaker<const TorusCoordinate&, const TorusCoordinate&>({"from", "to"})},
        {"ns3::camcube::MultiHopRouting::PacketCallback",
         MakeMaker<Payload, const RoutingHeader&>({"payload", "header"})},
        {"ns3::camcube::MultiHopRouting::ForwardedCallback",
         MakeMaker<Payload, const RoutingHeader&, uint8_t>({"payload", "header", "port"})},
        {"ns3::camcube::MultiHopRouting::DroppedCallback",
         MakeMaker<Payload, const RoutingHeader&, RoutingCallbacks::DropReason>(
             {"payload", "header", "reason"})},
        {"ns3::camcube::VirtualNic::ArrivedCallback",
         MakeMaker<Payload, const RoutingHeader&>({"packet", "header"})},
    };
    return MAKERS;
}

/** \return a trace source of an object \throws pybind11::attribute_error if there is none */
TypeId::TraceSourceInformation
FindSource(const ObjectBase& object, const std::string& name)
{
    TypeId::TraceSourceInformation info;
    if (!object.GetInstanceTypeId().LookupTraceSourceByName(name, &info))
    {
        const std::vector<std::string> names = GetTraceSources(object);
        const auto nearest = FindNearest(name, names);
        throw py::attribute_error((object.GetInstanceTypeId().GetName() + " has no trace source " +
                                   Abridge(name) + "; " +
                                   (nearest         ? "did you mean " + *nearest + "?"
                                    : names.empty() ? "it has none"
                                                    : "it has " + JoinWithOr(names)))
                                      .c_str());
    }
    return info;
}

const Maker&
FindMaker(const ObjectBase& object, const std::string& source)
{
    const TypeId::TraceSourceInformation info = FindSource(object, source);
    const auto maker = GetMakers().find(info.callback);
    if (maker == GetMakers().end())
    {
        throw py::type_error("trace source " + source + " of " +
                             object.GetInstanceTypeId().GetName() + " tells a " + info.callback +
                             ", which Python cannot be told");
    }
    return maker->second;
}

} // namespace

std::vector<std::string>
GetTraceSources(const ObjectBase& object)
{
    std::vector<std::string> names;
    for (TypeId type = object.GetInstanceTypeId();; type = type.GetParent())
    {
        for (std::size_t i = 0; i < type.GetTraceSourceN(); ++i)
        {
            names.push_back(type.GetTraceSource(i).name);
        }
        if (!type.HasParent() || type.GetParent() == type)
        {
            return names;
        }
    }
}

void
ConnectTrace(const Ptr<Object>& object, const std::string& source, py::object fn)
{
    const Maker& maker = FindMaker(*object, source);
    object->TraceConnectWithoutContext(source, maker.call(ToFunction(std::move(fn))));
}

std::shared_ptr<Recording>
RecordTrace(const std::vector<Ptr<Object>>& objects,
            const std::string& source,
            const std::string& origin)
{
    const Maker& maker = FindMaker(*objects.at(0), source);
    for (const Ptr<Object>& object : objects)
    {
        if (&FindMaker(*object, source) != &maker)
        {
            throw py::type_error(
                "trace source " + source + " of " + object->GetInstanceTypeId().GetName() +
                " tells something else than that of " +
                objects.front()->GetInstanceTypeId().GetName() + "; record them one by one");
        }
    }
    std::vector<Recording::Column> columns = maker.columns();
    const bool hasOrigin = objects.size() > 1;
    if (hasOrigin)
    {
        columns.push_back({origin, false});
    }
    const auto recording = std::make_shared<Recording>(std::move(columns));
    for (std::size_t i = 0; i < objects.size(); ++i)
    {
        const int64_t number = hasOrigin ? static_cast<int64_t>(i) : -1;
        objects[i]->TraceConnectWithoutContext(source, maker.record(recording, number));
    }
    return recording;
}

} // namespace ns3::camcube::python
