/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tcp-load.h"

#include "stock-network.h"

#include "ns3/fat-tree-helper.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/process-usage.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/torus-helper.h"
#include "ns3/traffic-pattern.h"
#include "ns3/virtual-nic-helper.h"
#include "ns3/workload-runner.h"

#include <functional>

namespace ns3::camcube
{

namespace
{

/**
 * \param setup since before the network was built
 * \param servers of the network, by number
 * \param addresses of the servers
 * \param countHops packet-hops since the start
 */
Measured
MeasureTcp(const WallClock& setup,
           const NodeContainer& servers,
           const std::vector<Ipv4Address>& addresses,
           Time duration,
           const std::function<uint64_t()>& countHops)
{
    // A fixed stream, so that flows are the same whatever they go over.
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(1);
    const TrafficPairs pairs = TrafficPattern(servers.GetN(), random).Permutation();
    const Time warmup = MilliSeconds(1);
    WarmUpRoutes(Workload::Bulk(pairs, 1, Time(0)), servers, addresses);
    const double setupSeconds = setup.GetSeconds();
    const Time start = Simulator::Now();
    WorkloadRunner runner(servers, addresses);
    runner.Install(Workload::Bulk(pairs, 0, start, start + warmup + duration));
    const Measured measured = MeasureRun(setupSeconds, warmup, duration, countHops);
    Simulator::Destroy();
    return measured;
}

/** \return the first nodes of a network, which are its servers */
NodeContainer
FirstOf(const NodeContainer& nodes, uint32_t n)
{
    NodeContainer first;
    for (uint32_t i = 0; i < n; ++i)
    {
        first.Add(nodes.Get(i));
    }
    return first;
}

Measured
MeasureStock(const std::vector<StockNetwork::Cable>& cables,
             uint32_t nNodes,
             uint32_t nServers,
             Time delay,
             Time duration)
{
    const WallClock setup;
    const StockNetwork network(nNodes, cables, delay);
    std::vector<Ipv4Address> addresses = network.GetAddresses();
    addresses.resize(nServers);
    uint64_t hops = 0;
    CountTransmissions(network.GetDevices(), hops);
    return MeasureTcp(setup, FirstOf(network.GetNodes(), nServers), addresses, duration, [&] {
        return hops;
    });
}

} // namespace

TcpLoad::TcpLoad(Time duration)
    : m_duration(duration)
{
}

Measured
TcpLoad::MeasureCube(uint32_t k) const
{
    const WallClock setup;
    const NodeContainer servers = TorusHelper(k, k, k).Create();
    const Ipv4InterfaceContainer interfaces =
        VirtualNicHelper("10.0.0.0", "255.0.0.0").Install(servers);
    std::vector<Ipv4Address> addresses;
    for (uint32_t i = 0; i < interfaces.GetN(); ++i)
    {
        addresses.push_back(interfaces.GetAddress(i));
    }
    return MeasureTcp(setup, servers, addresses, m_duration, [&] {
        return MultiHopRoutingHelper::CountForwarded(servers);
    });
}

Measured
TcpLoad::MeasureStockTorus(uint32_t k) const
{
    const Torus torus(k, k, k);
    const uint32_t n = torus.GetNServers();
    return MeasureStock(StockNetwork::CablesOf(torus), n, n, NanoSeconds(100), m_duration);
}

Measured
TcpLoad::MeasureFatTree(uint32_t k) const
{
    const WallClock setup;
    FatTreeHelper tree(k);
    const NodeContainer hosts = tree.Create();
    uint64_t hops = 0;
    CountTransmissions(tree.GetDevices(), hops);
    return MeasureTcp(setup, hosts, tree.GetAddresses(), m_duration, [&] { return hops; });
}

Measured
TcpLoad::MeasureStockFatTree(uint32_t k) const
{
    const FatTree tree(k);
    return MeasureStock(StockNetwork::CablesOf(tree),
                        tree.GetNNodes(),
                        tree.GetNHosts(),
                        MicroSeconds(1),
                        m_duration);
}

} // namespace ns3::camcube
