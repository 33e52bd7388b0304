/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "image-trial.h"

#include "ns3/choose-share.h"
#include "ns3/cube-components.h"
#include "ns3/data-rate.h"
#include "ns3/group-tree.h"
#include "ns3/image-unicast.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/progress.h"
#include "ns3/route-dump.h"
#include "ns3/sent-frames.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/text-parsing.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace ns3::camcube
{

namespace
{

constexpr uint32_t NUMBER = 1;        //!< of the image
constexpr uint8_t SLOW_PORT = PLUS_X; //!< of the source

DataRate
RateOf(const Ptr<Node>& server)
{
    DataRateValue rate;
    TorusHelper::GetPort(server, SLOW_PORT)->GetAttribute("DataRate", rate);
    return rate.Get();
}

} // namespace

ImageTrial::ImageTrial(const Plan& plan, StatusLine& status)
    : m_plan(plan),
      m_status(status)
{
    m_cube = std::make_unique<RoutedCube>(plan.torus, plan.protocol, status, Time());
    const auto random = m_cube->GetStreams().MakeUniform();
    m_source = random->GetInteger(0, m_cube->GetServers().GetN() - 1);
    m_image = {m_cube->GetTorus().GetCoordinate(m_source), NUMBER};
    m_plan.failures.spared = m_source;
    m_events = m_cube->Schedule(m_plan.failures);
    m_late = ChooseShare(std::size_t{m_cube->GetServers().GetN()}, plan.late, random);
    m_late.erase(std::remove(m_late.begin(), m_late.end(), m_source), m_late.end());
    Install();
}

ImageTrial::~ImageTrial()
{
    Simulator::Destroy();
}

void
ImageTrial::Install()
{
    const NodeContainer& servers = m_cube->GetServers();
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        for (uint8_t port : (*server)->GetObject<Runtime>()->GetTorusPorts())
        {
            TorusHelper::GetPort(*server, port)->SetMtu(static_cast<uint16_t>(m_plan.mtu));
        }
        if (m_plan.isUnicast)
        {
            // All blocks that are asked for at a time wait at the source.
            MultiHopRoutingHelper::Get(*server)->SetAttribute("QueueLimit", UintegerValue(1000000));
        }
    }
    const Ptr<Node> source = servers.Get(m_source);
    const DataRate rate = RateOf(source);
    if (m_plan.slow < 1)
    {
        const auto slow = static_cast<uint64_t>(std::llround(m_plan.slow * rate.GetBitRate()));
        for (uint32_t end : {0, 1})
        {
            TorusHelper::GetLink(source, SLOW_PORT)
                ->GetDevice(end)
                ->SetAttribute("DataRate", DataRateValue(DataRate(slow)));
        }
    }
    if (m_plan.isUnicast)
    {
        m_unicast = std::make_unique<ImageUnicast>(
            servers,
            m_source,
            m_plan.bytes,
            [this](uint32_t server, const std::string& sha256) { Note(server, sha256); });
        return;
    }
    ServiceHelper<GroupTree> trees;
    trees.SetAttribute("Paths", StringValue(m_plan.paths));
    trees.Install(servers);
    ServiceHelper<ImageDistribution>().Install(servers);
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        At(server).TraceConnect("Completed",
                                std::to_string(server),
                                MakeCallback(&ImageTrial::NoteCompleted, this));
    }
    m_survey = std::make_unique<GroupSurvey>(m_cube->GetTorus(),
                                             servers,
                                             m_cube->GetFailures(),
                                             std::vector<GroupId>{m_image});
}

ImageDistribution&
ImageTrial::At(uint32_t server) const
{
    return *ServiceHelper<ImageDistribution>::Get(m_cube->GetServers().Get(server));
}

void
ImageTrial::Note(uint32_t server, const std::string& sha256)
{
    m_receipts[server] = {Simulator::Now(), sha256};
}

void
ImageTrial::NoteCompleted(std::string server, const GroupId&, const std::string& sha256)
{
    Note(static_cast<uint32_t>(std::stoul(server)), sha256);
}

void
ImageTrial::Begin()
{
    m_begin = Simulator::Now();
    if (!m_plan.isUnicast)
    {
        At(m_source).Publish(NUMBER, m_plan.bytes);
    }
    for (uint32_t server = 0; server < m_cube->GetServers().GetN(); ++server)
    {
        if (std::find(m_late.begin(), m_late.end(), server) == m_late.end())
        {
            Fetch(server);
        }
    }
}

void
ImageTrial::Fetch(uint32_t server)
{
    if (m_plan.isUnicast)
    {
        m_unicast->Fetch(server);
    }
    else if (server != m_source)
    {
        At(server).Fetch(m_image);
    }
}

ImageTrial::Outcome
ImageTrial::Run()
{
    Outcome outcome;
    outcome.events = m_events;
    const double rate = RateOf(m_cube->GetServers().Get(0)).GetBitRate();
    outcome.linkUs = 8e6 * static_cast<double>(m_plan.bytes) / rate;
    Simulator::Schedule(MicroSeconds(10), [this] { Begin(); });
    if (m_survey)
    {
        Simulator::Schedule(m_plan.failures.begin - NanoSeconds(1), [this] { m_survey->Look(); });
    }
    {
        const double share = m_plan.isUnicast ? m_cube->GetServers().GetN() / 6.0 : 1 / m_plan.slow;
        const Progress progress(m_status,
                                m_plan.isUnicast ? "requests" : "image",
                                std::max(m_events.last, MicroSeconds(1)) +
                                    MicroSeconds(static_cast<int64_t>(outcome.linkUs * share)));
        Simulator::Run(); // ends by itself, as all falls silent
    }
    if (!m_late.empty())
    {
        FetchLate(outcome);
    }
    if (m_survey)
    {
        outcome.tree = m_survey->Look();
    }
    const uint64_t before = CountSentFrames(m_cube->GetServers());
    Simulator::Schedule(Seconds(1), [] {});
    Simulator::Run();
    outcome.quietFrames = CountSentFrames(m_cube->GetServers()) - before;
    outcome.failedRequests = m_unicast ? m_unicast->GetFailed() : 0;
    outcome.counters = SumCounters();
    Judge(outcome);
    return outcome;
}

void
ImageTrial::FetchLate(Outcome& outcome)
{
    const ImageCounters before = SumCounters();
    const uint64_t blocks = At(m_source).GetCounters().blocks;
    const Time begin = Simulator::Now();
    for (uint32_t server : m_late)
    {
        Fetch(server);
    }
    Simulator::Run();
    outcome.sourceBlocks = At(m_source).GetCounters().blocks - blocks;
    outcome.lateRead = SumCounters().read - before.read;
    for (uint32_t server : m_late)
    {
        if (m_receipts.count(server) != 0)
        {
            outcome.lateUs.Add((m_receipts[server].at - begin).GetNanoSeconds() / 1e3);
        }
    }
}

bool
ImageTrial::IsBehindSlowLink(uint32_t server) const
{
    if (m_plan.slow >= 1 || m_plan.isUnicast)
    {
        return false;
    }
    const Torus& torus = m_cube->GetTorus();
    for (uint32_t steps = 0; steps < torus.GetNServers(); ++steps)
    {
        const auto tree = ServiceHelper<GroupTree>::Get(m_cube->GetServers().Get(server));
        const PortSet parent = tree->GetParent(m_image);
        if (parent.IsEmpty())
        {
            return false;
        }
        const uint32_t next = torus.GetNeighbor(server, parent.GetFirst());
        if (next == m_source)
        {
            return parent == PortSet::Of(OppositePort(SLOW_PORT));
        }
        server = next;
    }
    return false;
}

void
ImageTrial::Judge(Outcome& outcome) const
{
    const auto ofSource = m_receipts.find(m_source);
    outcome.sha256 = ofSource != m_receipts.end() ? ofSource->second.sha256 : "";
    const CubeComponents parts(m_cube->GetTorus(), m_cube->GetServers(), m_cube->GetFailures());
    outcome.live = parts.CountServers();
    for (const auto& part : parts.Get())
    {
        if (std::find(part.begin(), part.end(), m_source) == part.end())
        {
            continue;
        }
        outcome.due = static_cast<uint32_t>(part.size());
        for (uint32_t server : part)
        {
            outcome.missing += m_receipts.count(server) == 0;
        }
    }
    for (const auto& [server, receipt] : m_receipts)
    {
        outcome.wrong += receipt.sha256 != outcome.sha256;
        const bool isLate = std::find(m_late.begin(), m_late.end(), server) != m_late.end();
        if (server != m_source && !isLate)
        {
            (IsBehindSlowLink(server) ? outcome.behindUs : outcome.timeUs)
                .Add((receipt.at - m_begin).GetNanoSeconds() / 1e3);
        }
    }
}

ImageCounters
ImageTrial::SumCounters() const
{
    ImageCounters sum;
    for (uint32_t server = 0; !m_plan.isUnicast && server < m_cube->GetServers().GetN(); ++server)
    {
        const ImageCounters& counters = At(server).GetCounters();
        sum.blocks += counters.blocks;
        sum.asks += counters.asks;
        sum.manifests += counters.manifests;
        sum.superfluous += counters.superfluous;
        sum.lost += counters.lost;
        sum.wrong += counters.wrong;
        sum.foreign += counters.foreign;
        sum.malformed += counters.malformed;
        sum.refused += counters.refused;
        sum.uncached += counters.uncached;
        sum.gaveUp += counters.gaveUp;
        sum.read += counters.read;
        sum.written += counters.written;
    }
    return sum;
}

void
ImageTrial::WriteTree(std::ostream& os) const
{
    m_survey->Write(os);
}

void
ImageTrial::WriteReceipts(std::ostream& os) const
{
    os << "server,complete_us,sha256\n";
    for (const auto& [server, receipt] : m_receipts)
    {
        os << server << ',' << FormatNumber(receipt.at.GetNanoSeconds() / 1e3) << ','
           << receipt.sha256 << '\n';
    }
}

void
ImageTrial::WriteLinks(std::ostream& os) const
{
    camcube::WriteLinks(os, m_cube->GetTorus(), m_cube->GetServers());
}

nlohmann::ordered_json
ToJson(const ImageTrial::Outcome& outcome)
{
    const ImageCounters& counters = outcome.counters;
    nlohmann::ordered_json json{{"sha256", outcome.sha256},
                                {"events", outcome.events.ToJson()},
                                {"live_servers", outcome.live},
                                {"connected_servers", outcome.due},
                                {"missing_servers", outcome.missing},
                                {"wrong_servers", outcome.wrong},
                                {"link_time_us", outcome.linkUs},
                                {"time_us", outcome.timeUs.ToJson()},
                                {"failed_requests", outcome.failedRequests},
                                {"quiet_frames", outcome.quietFrames}};
    if (outcome.behindUs.GetCount() > 0)
    {
        json["behind_slow_link_time_us"] = outcome.behindUs.ToJson();
    }
    if (outcome.lateUs.GetCount() > 0)
    {
        json["late"] = {{"time_us", outcome.lateUs.ToJson()},
                        {"blocks_of_source", outcome.sourceBlocks},
                        {"read_bytes", outcome.lateRead}};
    }
    if (outcome.tree.servers > 0)
    {
        json["tree"] = {{"servers", outcome.tree.servers},
                        {"links", outcome.tree.links},
                        {"depth_hops", outcome.tree.depth},
                        {"blocks", counters.blocks},
                        {"superfluous_blocks", counters.superfluous},
                        {"lost_blocks", counters.lost},
                        {"wrong_chunks", counters.wrong},
                        {"foreign", counters.foreign},
                        {"malformed", counters.malformed},
                        {"refused", counters.refused},
                        {"asks", counters.asks},
                        {"manifests", counters.manifests},
                        {"uncached", counters.uncached},
                        {"gave_up", counters.gaveUp},
                        {"written_bytes", counters.written},
                        {"read_bytes", counters.read}};
    }
    return json;
}

} // namespace ns3::camcube
