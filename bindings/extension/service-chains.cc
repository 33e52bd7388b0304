/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Datagrams along service chains, over a network of a session.

#include "network.h"
#include "option-setters.h"
#include "parts.h"

#include "ns3/chain-traffic.h"
#include "ns3/packet-meter.h"
#include "ns3/sweep-streams.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <pybind11/stl.h>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** Service chains under way; results stay after the session. */
struct Chains
{
    std::unique_ptr<ChainTraffic> traffic;
    std::unique_ptr<PacketMeter> meter; //!< counts hops, so it goes before what it tells
};

/** Datagrams along random service chains, the same ones as camcube-compare draws. */
std::shared_ptr<Chains>
SendChains(const std::shared_ptr<Network>& network, const py::dict& options)
{
    const Testbed& testbed = network->Use();
    const uint32_t servers = network->wanted;
    uint32_t length = 1;
    uint32_t chains = servers;
    uint32_t gateways = std::max(1U, servers / 8);
    DataRate rate("20Mbps");
    uint32_t packetSize = 1400;
    Time duration = MilliSeconds(20);
    ReadOptions(options,
                {{"length", Whole(length, 1, 65534)},
                 {"chains", Whole(chains, 1, 1000000)},
                 {"gateways", Whole(gateways, 1, 65536)},
                 {"rate", Rate(rate, DataRate("1kbps"))},
                 {"packet_size", Whole(packetSize, ChainHeader::BYTES, 1452)},
                 {"duration", Span(duration, MicroSeconds(100), Seconds(100))}});
    if (network->isMeasured)
    {
        throw py::value_error("packets of this network are measured already; make another one for "
                              "service chains");
    }
    const auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(SweepStreams::CHAINS);
    const auto drawn = ServiceChain::DrawSome(servers, gateways, chains, length, random);
    const auto sent = std::make_shared<Chains>();
    Session::Get().Keep(sent);
    network->isMeasured = true;
    sent->meter = std::make_unique<PacketMeter>(testbed.GetServers());
    testbed.CountHopsWith(*sent->meter);
    sent->traffic = std::make_unique<ChainTraffic>(testbed.GetServers(), testbed.GetAddresses());
    sent->traffic->CountHops(*sent->meter);
    sent->traffic->Install(drawn, rate, packetSize, duration, random);
    return sent;
}

} // namespace

void
BindServiceChains(py::module_& m)
{
    py::class_<Chains, std::shared_ptr<Chains>>(m, "Chains").def("summary", [](const Chains& self) {
        return self.traffic->ToJson().dump();
    });
    m.def("send_chains", &SendChains);
}

} // namespace ns3::camcube::python
