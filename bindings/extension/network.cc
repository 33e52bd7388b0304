/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any of the topologies with ns-3's TCP/IP, and workloads over it.

#include "network.h"

#include "meter.h"
#include "objects.h"
#include "options.h"
#include "parts.h"
#include "session.h"
#include "values.h"

#include "ns3/camcube-channel.h"
#include "ns3/camcube-net-device.h"
#include "ns3/choose-share.h"
#include "ns3/flow-results.h"
#include "ns3/packet-meter.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/workload-runner.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <pybind11/stl.h>
#include <sstream>
#include <stdexcept>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** A workload under way, and what is measured of it; results stay after the session. */
struct Transfers
{
    std::unique_ptr<WorkloadRunner> runner;
    std::unique_ptr<PacketMeter> meter;
    std::optional<FlowResults> final; //!< once the session has ended

    FlowResults Collect() const
    {
        if (final)
        {
            return *final;
        }
        FlowResults results(runner->GetResults());
        results.SetPackets(meter->GetStatistics());
        return results;
    }
};

std::shared_ptr<Network>
MakeNetwork(const std::string& topology, uint32_t servers, const py::dict& options)
{
    const auto network = std::make_shared<Network>();
    Session::Get().Keep(network);
    TestbedOptions testbed = ReadNetwork(options);
    testbed.servers = servers;
    network->wanted = servers;
    network->testbed = Testbed::Make(topology, testbed);
    return network;
}

std::shared_ptr<Transfers>
Send(const std::shared_ptr<Network>& network, const py::dict& workload)
{
    const Testbed& testbed = network->Use();
    if (network->isMeasured)
    {
        throw std::logic_error("one workload a network, and this one has one; make another network "
                               "for another");
    }
    const auto transfers = std::make_shared<Transfers>();
    Session::Get().Keep(transfers);
    const Workload flows = ReadFlows(workload, DataRate("1Gbps"));
    if (flows.GetNServers() > testbed.GetServers().GetN())
    {
        throw py::value_error("the workload needs " + std::to_string(flows.GetNServers()) +
                              " servers, and there are " +
                              std::to_string(testbed.GetServers().GetN()));
    }
    network->isMeasured = true;
    transfers->meter = std::make_unique<PacketMeter>(testbed.GetServers());
    testbed.CountHopsWith(*transfers->meter);
    transfers->runner =
        std::make_unique<WorkloadRunner>(testbed.GetServers(), testbed.GetAddresses());
    transfers->runner->Install(flows);
    Session::Get().AtEnd([transfers] { transfers->final = transfers->Collect(); });
    return transfers;
}

template <typename T>
std::vector<py::object>
ToObjects(const T& begin, const T& end)
{
    std::vector<py::object> objects;
    for (auto object = begin; object != end; ++object)
    {
        objects.push_back(ToPython(*object));
    }
    return objects;
}

/** Breaks a share of what is listed. */
template <typename T>
std::size_t
FailShare(Network& network, const T& all, double share, Time at, Time spacing, bool areSwitches)
{
    const T chosen = ChooseShare(all, share, Session::Get().GetStreams().MakeUniform());
    if constexpr (std::is_same_v<T, NodeContainer>)
    {
        const FailureTargets targets =
            areSwitches ? FailureTargets::Switches(chosen) : FailureTargets(chosen);
        network.failures.Fail(targets, at, spacing);
        return chosen.GetN();
    }
    else
    {
        network.failures.Fail(chosen, at, spacing);
        return chosen.size();
    }
}

std::size_t
Fail(Network& network, const std::string& what, double share, const Time& at, const Time& spacing)
{
    const Testbed& testbed = network.Use();
    if (what == "links")
    {
        return FailShare(network, testbed.GetCables(), share, at, spacing, false);
    }
    const bool areSwitches = what == "switches";
    return FailShare(network,
                     areSwitches ? testbed.GetSwitches() : testbed.GetServers(),
                     share,
                     at,
                     spacing,
                     areSwitches);
}

py::dict
Describe(const Testbed::Inventory& inventory)
{
    py::dict all;
    all["instance"] = inventory.instance;
    all["servers"] = inventory.servers;
    all["switches"] = inventory.switches;
    all["server_ports"] = inventory.serverPorts;
    all["ports"] = inventory.ports;
    all["cables"] = inventory.cables;
    all["mean_hops"] = inventory.meanHops;
    return all;
}

/** \return the node that sends of each of a network's links, switches numbered on from servers */
std::vector<uint32_t>
GetSenders(const Testbed& testbed)
{
    std::vector<uint32_t> senders;
    NodeContainer nodes(testbed.GetServers());
    nodes.Add(testbed.GetSwitches());
    for (uint32_t node = 0; node < nodes.GetN(); ++node)
    {
        for (uint32_t device = 0; device < nodes.Get(node)->GetNDevices(); ++device)
        {
            // Of the others, such as loopbacks and virtual NICs, none is at the end of a cable.
            const Ptr<NetDevice> port = nodes.Get(node)->GetDevice(device);
            if (DynamicCast<PointToPointNetDevice>(port) || DynamicCast<CamCubeNetDevice>(port))
            {
                senders.push_back(node);
            }
        }
    }
    return senders;
}

/** \return the cables of a network that may have a power state: those of a torus */
Meter::Cables
GetTorusCables(const Testbed& testbed)
{
    Meter::Cables cables;
    for (const Ptr<Channel>& cable : testbed.GetCables())
    {
        if (const auto link = DynamicCast<CamCubeChannel>(cable))
        {
            cables.push_back(link);
        }
    }
    return cables;
}

} // namespace

void
BindNetworks(py::module_& m)
{
    py::class_<Network, std::shared_ptr<Network>>(m, "TestNetwork")
        .def(py::init(&MakeNetwork))
        .def("servers",
             [](const Network& self) {
                 const NodeContainer& servers = self.Use().GetServers();
                 return ToObjects(servers.Begin(), servers.End());
             })
        .def("switches",
             [](const Network& self) {
                 const NodeContainer& switches = self.Use().GetSwitches();
                 return ToObjects(switches.Begin(), switches.End());
             })
        .def("cables",
             [](const Network& self) {
                 const auto& cables = self.Use().GetCables();
                 return ToObjects(cables.begin(), cables.end());
             })
        .def("addresses",
             [](const Network& self) {
                 std::vector<std::string> addresses;
                 for (const Ipv4Address& address : self.Use().GetAddresses())
                 {
                     std::ostringstream text;
                     address.Print(text);
                     addresses.push_back(text.str());
                 }
                 return addresses;
             })
        .def("inventory", [](const Network& self) { return Describe(self.Use().GetInventory()); })
        .def("fail",
             [](Network& self,
                const std::string& what,
                const ShareArg& share,
                const TimeArg& at,
                const TimeArg& spacing) {
                 return Fail(self, what, share.value, at.value, spacing.value);
             })
        .def("meter",
             [](const Network& self, const TimeArg& start, const std::optional<TimeArg>& until) {
                 const Testbed* testbed = &self.Use(); // which the session keeps
                 return Meter::Make([testbed] { return testbed->GetLinkSamples(); },
                                    GetSenders(*testbed),
                                    GetTorusCables(*testbed),
                                    start.value,
                                    ToEnd(until));
             });
    py::class_<Transfers, std::shared_ptr<Transfers>>(m, "Transfers")
        .def("summary", [](const Transfers& self) { return self.Collect().ToJson().dump(); })
        .def("flows_csv", [](const Transfers& self) {
            std::ostringstream text;
            self.Collect().WriteCsv(text);
            return text.str();
        });
    m.def("send_workload", &Send);
}

} // namespace ns3::camcube::python
