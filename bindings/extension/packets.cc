/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Frames and packets as services in Python see them, and what is answered of them.

#include "parts.h"
#include "python-service.h"
#include "values.h"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

void
BindForwarding(py::module_& m)
{
    py::class_<Forwarding>(m, "Forwarding", "What a forwarder answers: where a packet goes.")
        .def_static("base", &Forwarding::Base, "A next hop on a shortest path.")
        .def_static(
            "via",
            [](const std::vector<TorusPortArg>& ports) {
                PortSet set;
                for (const TorusPortArg& port : ports)
                {
                    set.Insert(port.value);
                }
                return Forwarding::Via(set);
            },
            py::arg("ports"),
            "Whichever of some links is free; base routing if none is up.\n\n"
            "ports: a list of 0 to 5.\n\nRaises ValueError for another port.")
        .def_static("toward",
                    &Forwarding::Toward,
                    py::arg("server"),
                    "A next hop on a shortest path to another server.\n\nserver: (x, y, z).\n\n"
                    "Raises TypeError or ValueError for what is no coordinate; a forwarder that "
                    "answers one outside the torus ends the run by a ValueError.")
        .def_static("deliver", &Forwarding::Deliver, "To the endpoint here.")
        .def_static("consume", &Forwarding::Consume, "It ends here, and is not dropped.")
        .def_static("drop", &Forwarding::Drop, "It is dropped and counted.");
}

} // namespace

void
BindPackets(py::module_& m)
{
    py::class_<FrameBox>(
        m,
        "Frame",
        "A frame on one link; len() is that of its payload in bytes. It is gone once it is "
        "sent; used then, it raises RuntimeError.")
        .def(py::init([](const py::object& payload) {
                 return FrameBox{std::make_unique<Frame>(uint16_t{0}, ToPacket(payload))};
             }),
             py::arg("payload"),
             "payload: bytes, or anything with a buffer, such as an array of NumPy.\n\n"
             "Raises TypeError for what has none, ValueError for more than 65535 bytes.")
        .def_property(
            "payload",
            [](const FrameBox& self) { return ToBytes(*self.Use().GetPayload()); },
            [](const FrameBox& self, const py::object& payload) {
                self.Use().SetPayload(ToPacket(payload));
            },
            "Its bytes, a copy. Set, it takes bytes or anything with a buffer, and raises "
            "TypeError for "
            "what has none.")
        .def("__len__", [](const FrameBox& self) { return self.Use().GetPayload()->GetSize(); })
        .def("__repr__", [](const FrameBox& self) {
            return self.frame ? "<Frame of " + std::to_string(self.frame->GetPayload()->GetSize()) +
                                    " bytes>"
                              : "<Frame that has been sent>";
        });

    py::class_<PacketView, std::shared_ptr<PacketView>>(
        m,
        "Packet",
        "A packet of multi-hop routing, as long as it is shown to you; used later, it raises "
        "RuntimeError.")
        .def_property(
            "payload",
            [](const PacketView& self) { return ToBytes(*self.UseFrame().GetPayload()); },
            [](const PacketView& self, const py::object& payload) {
                self.UseFrame().SetPayload(ToPacket(payload));
            },
            "Its bytes, a copy. Set, it takes bytes or anything with a buffer, and raises "
            "TypeError for "
            "what has none.")
        .def_property_readonly(
            "source",
            [](const PacketView& self) { return self.UseHeader().source; },
            "The server that has sent it: (x, y, z).")
        .def_property_readonly(
            "destination",
            [](const PacketView& self) { return self.UseHeader().destination; },
            "The server that it is for: (x, y, z).")
        .def_property_readonly(
            "endpoint",
            [](const PacketView& self) { return self.UseHeader().endpoint; },
            "Under which number it is received there, an int.")
        .def_property_readonly(
            "hops",
            [](const PacketView& self) { return self.UseHeader().hops; },
            "Links crossed so far, an int.");

    py::enum_<SendResult>(m, "SendResult", "What became of something that was to be sent.")
        .value("SENT", SendResult::SENT, "it is taken")
        .value("BUSY", SendResult::BUSY, "not now: the link is sending, or its queue is full")
        .value("DOWN", SendResult::DOWN, "the link is down, or there is no path")
        .value("TOO_LONG", SendResult::TOO_LONG, "it exceeds the MTU");
    py::enum_<MultiHopRouting::Verdict>(m, "Verdict", "What an interceptor answers.")
        .value("FORWARD", MultiHopRouting::Verdict::FORWARD, "the packet goes on, changed or not")
        .value("CONSUME", MultiHopRouting::Verdict::CONSUME, "the packet ends here")
        .value("DROP", MultiHopRouting::Verdict::DROP, "the packet is dropped and counted");
    BindForwarding(m);
}

} // namespace ns3::camcube::python
