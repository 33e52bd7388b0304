/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "meter.h"

#include "parts.h"
#include "session.h"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>
#include <utility>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

double
GetMbps(uint64_t bytes, Time span)
{
    return span.IsZero() ? 0 : bytes * 8e-6 / span.GetSeconds();
}

} // namespace

Meter::Meter(LinkWindowMeter::Sampler sampler,
             std::vector<uint32_t> senders,
             const Cables& cables,
             Time from,
             std::optional<Time> to)
    : m_loads(std::move(sampler), from, to),
      m_power(cables, from, to),
      m_senders(std::move(senders))
{
}

std::shared_ptr<Meter>
Meter::Make(LinkWindowMeter::Sampler sampler,
            std::vector<uint32_t> senders,
            const Cables& cables,
            Time from,
            std::optional<Time> to)
{
    const std::shared_ptr<Meter> meter(
        new Meter(std::move(sampler), std::move(senders), cables, from, to));
    Session::Get().Keep(meter);
    Session::Get().AtEnd([meter] {
        meter->m_loads.Close();
        meter->m_power.Close();
    });
    return meter;
}

py::dict
Meter::GetColumns() const
{
    const std::vector<LinkSample> links = m_loads.GetLoads();
    const Time span = m_loads.GetSpan();
    const auto size = static_cast<py::ssize_t>(links.size());
    py::array_t<int64_t> sender(size);
    py::list name;
    py::array_t<int64_t> packets(size);
    py::array_t<int64_t> bytes(size);
    py::array_t<double> mbps(size);
    py::array_t<double> utilization(size);
    for (py::ssize_t i = 0; i < size; ++i)
    {
        const LinkSample& link = links[i];
        sender.mutable_at(i) = m_senders[i];
        name.append(link.name);
        packets.mutable_at(i) = static_cast<int64_t>(link.packets);
        bytes.mutable_at(i) = static_cast<int64_t>(link.bytes);
        mbps.mutable_at(i) = GetMbps(link.bytes, span);
        utilization.mutable_at(i) = link.GetUtilization(span);
    }
    py::dict columns;
    columns["sender"] = sender;
    columns["name"] = name;
    columns["packets"] = packets;
    columns["bytes"] = bytes;
    columns["mbps"] = mbps;
    columns["utilization"] = utilization;
    return columns;
}

py::dict
Meter::GetSummary() const
{
    const std::vector<LinkSample> links = m_loads.GetLoads();
    const Time span = m_loads.GetSpan();
    uint64_t packets = 0;
    uint64_t bytes = 0;
    for (const LinkSample& link : links)
    {
        packets += link.packets;
        bytes += link.bytes;
    }
    const SampleSummary utilization = SummarizeUtilization(links, span);
    py::dict of;
    of["mean"] = utilization.GetMean();
    of["p50"] = utilization.GetQuantile(0.5);
    of["p99"] = utilization.GetQuantile(0.99);
    of["max"] = utilization.GetMax();
    py::dict summary;
    summary["window_us"] = span.ToDouble(Time::US);
    summary["links"] = links.size();
    summary["packets"] = packets;
    summary["bytes"] = bytes;
    summary["mbps"] = GetMbps(bytes, span);
    summary["utilization"] = of;
    return summary;
}

py::dict
Meter::GetEnergy() const
{
    const LinkEnergy energy = m_power.GetEnergy();
    if (energy.GetTotal().seconds == 0)
    {
        throw py::value_error("no cable has used power while it was measured: give those of a "
                              "torus a power state, by install_power() or sleep_links(), and run");
    }
    py::dict joules;
    joules["idle"] = energy.idle.joules;
    joules["sending"] = energy.sending.joules;
    joules["asleep"] = energy.asleep.joules;
    joules["transition"] = energy.transition.joules;
    joules["down"] = energy.down.joules;
    py::dict all;
    all["power_w"] = m_power.GetWatts();
    all["links_asleep_share"] = m_power.GetAsleepShare();
    all["energy_j"] = joules;
    return all;
}

void
BindMeters(py::module_& m)
{
    py::class_<Meter, std::shared_ptr<Meter>>(m, "Meter")
        .def("columns", &Meter::GetColumns)
        .def("summary", &Meter::GetSummary)
        .def("energy", &Meter::GetEnergy);
}

} // namespace ns3::camcube::python
