/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a service in Python registers with multi-hop routing.

#include "python-service.h"
#include "values.h"

#include "ns3/runtime.h"

#include <utility>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** \return what a function of Python has answered \throws py::type_error if it is no T */
template <typename T>
T
ToAnswer(py::handle answer, const std::string& who, const std::string& remedy)
{
    if (!py::isinstance<T>(answer))
    {
        throw py::type_error(who + " has answered " + Repeat(answer) + "; answer " + remedy);
    }
    return answer.cast<T>();
}

} // namespace

Forwarding
PythonService::ToForwarding(py::handle answer) const
{
    const auto forwarding =
        ToAnswer<Forwarding>(answer,
                             "a forwarder",
                             "a Forwarding, such as Forwarding.via([0]), or None");
    const Torus& torus = GetRuntime().GetTorus();
    if (forwarding.kind == Forwarding::TOWARD && !torus.Contains(forwarding.waypoint))
    {
        throw py::value_error("a forwarder has answered a way toward " +
                              forwarding.waypoint.GetName() + ", where a torus of " +
                              torus.GetName() + " has no server; give one that is there");
    }
    return forwarding;
}

void
PythonService::AddEndpoint(uint16_t endpoint, py::object fn)
{
    Keep(GetRouting()->AddEndpoint(
        this,
        endpoint,
        [this, fn = std::move(fn)](FramePtr frame, const RoutingHeader& header) {
            RoutingHeader copy = header;
            const auto view = std::make_shared<PacketView>(PacketView{&frame, &copy});
            Call(fn, view);
            *view = {nullptr, nullptr};
        }));
}

void
PythonService::AddInterceptor(uint32_t endpoint, int32_t priority, py::object fn)
{
    Keep(GetRouting()->AddInterceptor(
        this,
        endpoint,
        priority,
        [this, fn = std::move(fn)](FramePtr& frame, RoutingHeader& header, uint8_t in) {
            const auto view = std::make_shared<PacketView>(PacketView{&frame, &header});
            const py::object port =
                in < PortSet::MAX_PORTS ? py::object(py::int_(in)) : py::object(py::none());
            const py::object answer = Call(fn, view, port);
            *view = {nullptr, nullptr};
            auto verdict = MultiHopRouting::Verdict::FORWARD;
            Session::Get().Guard([&] {
                if (!answer.is_none())
                {
                    verdict = ToAnswer<MultiHopRouting::Verdict>(
                        answer,
                        "an interceptor",
                        "a Verdict, such as Verdict.DROP, or None");
                }
            });
            return verdict;
        }));
}

void
PythonService::AddUndelivered(uint16_t endpoint, py::object fn)
{
    Keep(GetRouting()->AddUndelivered(
        this,
        endpoint,
        [this, fn = std::move(fn)](FramePtr frame, const RoutingHeader& header, auto reason) {
            RoutingHeader copy = header;
            const auto view = std::make_shared<PacketView>(PacketView{&frame, &copy});
            Call(fn, view, MultiHopRouting::GetName(reason));
            *view = {nullptr, nullptr};
        }));
}

void
PythonService::AddForwarder(uint16_t endpoint, py::object fn)
{
    Keep(GetRouting()->AddForwarder(this, endpoint, [this, fn = std::move(fn)](const Hop& hop) {
        const auto view = std::make_shared<PacketView>(PacketView{&hop.frame, &hop.header});
        const auto list = [](PortSet ports) {
            py::list numbers;
            for (uint8_t port : ports)
            {
                numbers.append(port);
            }
            return numbers;
        };
        const py::object in =
            hop.in < PortSet::MAX_PORTS ? py::object(py::int_(hop.in)) : py::object(py::none());
        const py::object answer = Call(fn, view, in, list(hop.nextHops), list(hop.up));
        *view = {nullptr, nullptr};
        Forwarding forwarding = Forwarding::Base();
        Session::Get().Guard([&] {
            if (!answer.is_none())
            {
                forwarding = ToForwarding(answer);
            }
        });
        return forwarding;
    }));
}

} // namespace ns3::camcube::python
