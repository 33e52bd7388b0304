/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NS3_TRACES_H
#define NS3_TRACES_H

#include "ns3-containers.h"
#include "ns3-helper.h"
#include "trace-files.h"

#include "ns3/node-list.h"
#include "ns3/output-stream-wrapper.h"
#include "ns3/trace-helper.h"

/** \file Captures and ascii traces of helpers that have them. */

namespace ns3::camcube::python
{

/** A file for ascii traces, as AsciiTraceHelper opens it. */
struct TraceStream
{
    Ptr<OutputStreamWrapper> stream;
};

/** \return devices of one class among those of some nodes */
template <typename Device>
std::vector<Ptr<NetDevice>>
FindDevices(const std::vector<Ptr<Node>>& nodes)
{
    std::vector<Ptr<NetDevice>> devices;
    for (const Ptr<Node>& node : nodes)
    {
        for (uint32_t i = 0; i < node->GetNDevices(); ++i)
        {
            if (DynamicCast<Device>(node->GetDevice(i)))
            {
                devices.push_back(node->GetDevice(i));
            }
        }
    }
    return devices;
}

template <typename Device>
std::vector<Ptr<NetDevice>>
FindAllDevices()
{
    return FindDevices<Device>({NodeList::Begin(), NodeList::End()});
}

/** Captures at devices, if all their files can be written. */
template <typename Helper>
void
EnablePcap(Helper& helper,
           const std::string& prefix,
           const std::vector<Ptr<NetDevice>>& devices,
           bool promiscuous)
{
    if (!devices.empty())
    {
        CheckTraceFiles(NameTraceFiles(prefix, devices, "pcap"));
    }
    for (const Ptr<NetDevice>& device : devices)
    {
        helper.EnablePcap(prefix, device, promiscuous);
    }
}

/**
 * Traces devices as text, if all their files can be written, or into one.
 * \param to a prefix, or a TraceStream
 * \throws std::logic_error once there may be packets, whose contents ns-3 would not know
 */
template <typename Helper>
void
EnableAscii(Helper& helper, pybind11::handle to, const std::vector<Ptr<NetDevice>>& devices)
{
    namespace py = pybind11;
    if (Session::Get().HasRun())
    {
        throw std::logic_error("ascii traces cannot begin once the simulation has run; enable "
                               "them before");
    }
    const bool isStream = py::isinstance<TraceStream>(to);
    if (!isStream && !py::isinstance<py::str>(to))
    {
        throw py::type_error(Abridge(py::repr(to).cast<std::string>()) +
                             " is no prefix of files' names; give a text, or a stream of "
                             "AsciiTraceHelper().CreateFileStream(name)");
    }
    if (isStream)
    {
        for (const Ptr<NetDevice>& device : devices)
        {
            helper.EnableAscii(to.cast<const TraceStream&>().stream, device);
        }
        return;
    }
    const auto prefix = to.cast<std::string>();
    if (!devices.empty())
    {
        CheckTraceFiles(NameTraceFiles(prefix, devices, "tr"));
    }
    for (const Ptr<NetDevice>& device : devices)
    {
        helper.EnableAscii(prefix, device);
    }
}

/** Binds what helpers of a class of devices have. */
template <typename Device, typename Helper>
void
BindTraces(pybind11::class_<HeldHelper<Helper>>& type)
{
    namespace py = pybind11;
    using Self = HeldHelper<Helper>;
    type.def(
        "EnablePcapAll",
        [](Self& self, const std::string& prefix, bool promiscuous) {
            EnablePcap(self.Use(), prefix, FindAllDevices<Device>(), promiscuous);
        },
        py::arg("prefix"),
        py::arg("promiscuous") = false,
        "Captures at all devices of this kind, into PREFIX-NODE-DEVICE.pcap each. Raises OSError "
        "for a file that cannot be written.");
    type.def(
        "EnablePcap",
        [](Self& self, const std::string& prefix, const ListArg<NetDevice>& devices, bool all) {
            EnablePcap(self.Use(), prefix, devices.value, all);
        },
        py::arg("prefix"),
        py::arg("devices"),
        py::arg("promiscuous") = false,
        "The same at some devices.");
    type.def(
        "EnableAsciiAll",
        [](Self& self, const py::object& to) {
            EnableAscii(self.Use(), to, FindAllDevices<Device>());
        },
        py::arg("to"),
        "Traces all devices of this kind as text, into PREFIX-NODE-DEVICE.tr each, or all into a "
        "stream of AsciiTraceHelper. Raises OSError for a file that cannot be written, "
        "RuntimeError once the simulation has run.");
    type.def(
        "EnableAscii",
        [](Self& self, const py::object& to, const ListArg<NetDevice>& devices) {
            EnableAscii(self.Use(), to, devices.value);
        },
        py::arg("to"),
        py::arg("devices"),
        "The same for some devices.");
}

} // namespace ns3::camcube::python

#endif /* NS3_TRACES_H */
