/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "python-service.h"

#include "values.h"

#include "ns3/runtime.h"

#include <stdexcept>
#include <utility>

namespace py = pybind11;

namespace ns3::camcube::python
{

NS_OBJECT_ENSURE_REGISTERED(PythonService);

Frame&
FrameBox::Use() const
{
    if (!frame)
    {
        throw std::logic_error("this frame has been sent, and is another's; make a new one");
    }
    return *frame;
}

Frame&
PacketView::UseFrame() const
{
    if (!frame || !*frame)
    {
        throw std::logic_error("this packet has gone on its way; read what you need of it while "
                               "it is shown to you");
    }
    return **frame;
}

RoutingHeader&
PacketView::UseHeader() const
{
    UseFrame();
    return *header;
}

TypeId
PythonService::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::python::PythonService")
                            .SetParent<QueuedService>()
                            .SetGroupName("CamCube");
    return tid;
}

PythonService::PythonService(uint16_t serviceId, py::object self)
    : QueuedService(serviceId),
      m_self(std::move(self))
{
    const auto method = [this](const char* name) {
        return py::object(py::getattr(m_self, name, py::none()));
    };
    m_methods = {method("receive"),
                 method("poll"),
                 method("link_down"),
                 method("link_up"),
                 method("placed"),
                 method("deployed"),
                 method("withdrawing"),
                 method("routes_changed"),
                 method("undelivered")};
}

PythonService::~PythonService() = default;

void
PythonService::DoDispose()
{
    QueuedService::DoDispose();
    m_registrations.clear();
    m_methods = Methods();
    m_self = py::object();
}

void
PythonService::Keep(Registration registration)
{
    m_registrations.push_back(std::move(registration));
}

Ptr<Packet>
PythonService::Take(py::handle answer)
{
    Ptr<Packet> packet;
    Session::Get().Guard([&] { packet = ToPacket(answer); });
    return packet;
}

SendResult
PythonService::Send(uint8_t port, py::handle frame)
{
    if (py::isinstance<FrameBox>(frame))
    {
        auto& box = frame.cast<FrameBox&>();
        box.Use();
        return GetRuntime().Send(this, port, box.frame);
    }
    FramePtr made = std::make_unique<Frame>(GetServiceId(), ToPacket(frame));
    return GetRuntime().Send(this, port, made);
}

SendResult
PythonService::SendOrQueue(uint8_t port, py::handle frame)
{
    if (py::isinstance<FrameBox>(frame))
    {
        auto& box = frame.cast<FrameBox&>();
        box.Use();
        return Enqueue(port, std::move(box.frame));
    }
    return Enqueue(port, std::make_unique<Frame>(GetServiceId(), ToPacket(frame)));
}

uint32_t
PythonService::Broadcast(py::handle payload)
{
    const Ptr<Packet> packet = ToPacket(payload);
    uint32_t sent = 0;
    for (uint8_t port : GetRuntime().GetTorusPorts() & GetRuntime().GetUpPorts())
    {
        sent += Enqueue(port, std::make_unique<Frame>(GetServiceId(), packet->Copy())) ==
                SendResult::SENT;
    }
    return sent;
}

Ptr<MultiHopRouting>
PythonService::GetRouting() const
{
    return GetRuntime().Require<MultiHopRouting>();
}

SendResult
PythonService::SendTo(const TorusCoordinate& destination,
                      uint16_t endpoint,
                      py::handle payload,
                      uint16_t flow)
{
    return GetRouting()->Send(destination, endpoint, ToPacket(payload), flow);
}

void
PythonService::Receive(FramePtr frame, uint8_t in)
{
    if (!m_methods.receive.is_none())
    {
        Call(m_methods.receive, FrameBox{std::move(frame)}, in);
    }
}

FramePtr
PythonService::Poll(uint8_t out)
{
    FramePtr queued = QueuedService::Poll(out);
    if (queued || m_methods.poll.is_none())
    {
        return queued;
    }
    const py::object answer = Call(m_methods.poll, out);
    FramePtr frame;
    Session::Get().Guard([&] {
        if (py::isinstance<FrameBox>(answer))
        {
            answer.cast<FrameBox&>().Use();
            frame = std::move(answer.cast<FrameBox&>().frame);
        }
        else if (!answer.is_none())
        {
            frame = std::make_unique<Frame>(GetServiceId(), ToPacket(answer));
        }
        if (frame && GetRuntime().GetRoom(out, *frame) < 0)
        {
            const FramePtr tooLong = std::move(frame);
            throw py::value_error(
                "poll() has answered a frame of " + std::to_string(tooLong->GetMacPayloadSize()) +
                " bytes with its service id, which exceeds the MTU of " +
                std::to_string(GetRuntime().GetDevice(out)->GetMtu()) + " bytes of port " +
                std::to_string(out) + "; answer shorter ones, or set Mtu");
        }
    });
    return frame;
}

bool
PythonService::IsWaitingFor(uint8_t out) const
{
    return !m_methods.poll.is_none() || QueuedService::IsWaitingFor(out);
}

void
PythonService::LinkDown(uint8_t port)
{
    QueuedService::LinkDown(port);
    Call(m_methods.linkDown, port);
}

void
PythonService::LinkUp(uint8_t port)
{
    QueuedService::LinkUp(port);
    Call(m_methods.linkUp, port);
}

void
PythonService::Undelivered(uint8_t port, FramePtr frame, SendResult why)
{
    Call(m_methods.undelivered, port, FrameBox{std::move(frame)}, why);
}

void
PythonService::Placed()
{
    if (m_methods.routesChanged && !m_methods.routesChanged.is_none())
    {
        Keep(GetRouting()->OnRoutesChanged(this, [this] { Call(m_methods.routesChanged); }));
    }
    Call(m_methods.placed);
}

void
PythonService::Deployed()
{
    QueuedService::Deployed();
    Call(m_methods.deployed);
}

void
PythonService::Withdrawing()
{
    Call(m_methods.withdrawing);
    m_registrations.clear();
    QueuedService::Withdrawing();
}

} // namespace ns3::camcube::python
