/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "file-transfer-trial.h"

#include "moving-bottleneck.h"

#include "ns3/file-transfer.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/progress.h"
#include "ns3/random-streams.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-helper.h"
#include "ns3/virtual-nic-helper.h"
#include "ns3/workload-runner.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** A cube with routing, and a bottleneck that is the same for whatever transport. */
struct Scene
{
    explicit Scene(const FileTransferTrial::Plan& plan)
        : torus(plan.k, plan.k, plan.k)
    {
        torus.SetDeviceAttribute("DataRate", DataRateValue(plan.lineRate));
        servers = torus.Create();
        MultiHopRoutingHelper().Install(servers);
        RandomStreams streams;
        moves = streams.MakeUniform();
        MultiHopRoutingHelper::AssignStreams(servers, streams.Take(servers.GetN()));
    }

    TorusHelper torus;
    NodeContainer servers;
    Ptr<UniformRandomVariable> moves; //!< of the bottleneck
};

} // namespace

FileTransferTrial::FileTransferTrial(const Plan& plan)
    : m_plan(plan)
{
    if (plan.hops == 0 || 2 * plan.hops >= plan.k)
    {
        throw std::invalid_argument("there is no path of " + std::to_string(plan.hops) +
                                    " hops that is the only shortest one along an axis of " +
                                    std::to_string(plan.k) +
                                    " servers; give from 1 to less than half of these");
    }
}

std::unique_ptr<MovingBottleneck>
FileTransferTrial::MakeBottleneck(const NodeContainer& servers,
                                  const std::string& pattern,
                                  Ptr<UniformRandomVariable> random) const
{
    std::vector<MovingBottleneck::Cable> path;
    for (uint32_t i = 0; i < m_plan.hops; ++i) // server i is (i,0,0)
    {
        path.emplace_back(TorusHelper::GetPort(servers.Get(i), PLUS_X),
                          TorusHelper::GetPort(servers.Get(i + 1), MINUS_X));
    }
    return std::make_unique<MovingBottleneck>(path,
                                              pattern,
                                              m_plan.slowRate,
                                              m_plan.period,
                                              random);
}

FileTransferTrial::Outcome
FileTransferTrial::Run(const std::string& pattern, StatusLine& status) const
{
    Outcome outcome;
    outcome.pattern = pattern;
    {
        const Progress progress(status, pattern + ", by links", m_plan.deadline);
        RunByLinks(outcome);
    }
    const Progress progress(status, pattern + ", by TCP", m_plan.deadline);
    RunByTcp(outcome);
    return outcome;
}

void
FileTransferTrial::RunByLinks(Outcome& outcome) const
{
    const Scene scene(m_plan);
    ServiceHelper<FileTransfer> files;
    files.SetAttribute("DiskBandwidth", DataRateValue(m_plan.diskBandwidth));
    files.Install(scene.servers);
    const auto bottleneck = MakeBottleneck(scene.servers, outcome.pattern, scene.moves);
    const auto source = ServiceHelper<FileTransfer>::Get(scene.servers.Get(0));
    const auto destination = ServiceHelper<FileTransfer>::Get(scene.servers.Get(m_plan.hops));
    outcome.byLinksMs = NAN;
    const Registration received = destination->AddReceiver(nullptr, [&outcome](auto&&...) {
        outcome.byLinksMs = Simulator::Now().GetNanoSeconds() * 1e-6;
        Simulator::Stop();
    });
    Simulator::ScheduleNow([&] {
        if (!source->Send(scene.torus.GetTorus().GetCoordinate(m_plan.hops),
                          Create<Packet>(m_plan.bytes),
                          m_plan.deadline))
        {
            throw std::invalid_argument("a disk has no room for the file; send fewer bytes");
        }
    });
    Simulator::Stop(m_plan.deadline);
    Simulator::Run();
    for (uint32_t i = 0; i < m_plan.hops; ++i)
    {
        const auto& counters =
            ServiceHelper<FileTransfer>::Get(scene.servers.Get(i))->GetCounters();
        outcome.pieces += counters.sent;
        outcome.piecesAgain += counters.retries;
    }
    Simulator::Destroy();
}

void
FileTransferTrial::RunByTcp(Outcome& outcome) const
{
    const Scene scene(m_plan);
    NodeContainer ends(scene.servers.Get(0), scene.servers.Get(m_plan.hops));
    const Ipv4InterfaceContainer interfaces =
        VirtualNicHelper("10.0.0.0", "255.0.0.0").Install(ends);
    const auto bottleneck = MakeBottleneck(scene.servers, outcome.pattern, scene.moves);
    WorkloadRunner runner(ends, {interfaces.GetAddress(0), interfaces.GetAddress(1)});
    runner.Install(Workload::Bulk({{0, 1}}, m_plan.bytes, Time()));
    runner.StopWhenDone();
    Simulator::Stop(m_plan.deadline);
    Simulator::Run();
    const FlowResult result = runner.GetResults().front();
    outcome.tcpMs = result.IsCompleted() ? result.GetCompletionTime().GetNanoSeconds() * 1e-6 : NAN;
    Simulator::Destroy();
}

nlohmann::ordered_json
ToJson(const std::vector<FileTransferTrial::Outcome>& outcomes)
{
    nlohmann::ordered_json patterns = nlohmann::ordered_json::array();
    for (const FileTransferTrial::Outcome& outcome : outcomes)
    {
        patterns.push_back({{"pattern", outcome.pattern},
                            {"by_links_ms", outcome.byLinksMs},
                            {"tcp_ms", outcome.tcpMs},
                            {"pieces_sent", outcome.pieces},
                            {"pieces_sent_again", outcome.piecesAgain}});
    }
    return {{"patterns", patterns}};
}

} // namespace ns3::camcube
