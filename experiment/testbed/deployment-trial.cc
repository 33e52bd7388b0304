/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "deployment-trial.h"

#include "ns3/cube-components.h"
#include "ns3/pointer.h"
#include "ns3/progress.h"
#include "ns3/runtime.h"
#include "ns3/sent-frames.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-ring.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

const Time SETTLED = MilliSeconds(5); // longer than routes take
const char* const WORKED = "worked";
const char* const SUMMONED = "summoned";

} // namespace

DeploymentTrial::DeploymentTrial(const Plan& plan, StatusLine& status)
    : m_plan(plan),
      m_status(status)
{
    if (!plan.region.IsInside(plan.torus))
    {
        throw std::invalid_argument("a torus of " + plan.torus.GetName() + " has no " +
                                    plan.region.GetName() + "; choose a region inside it");
    }
    m_cube = std::make_unique<RoutedCube>(plan.torus, plan.protocol, status);
    m_random = m_cube->GetStreams().MakeUniform();
    m_outcome.events = m_cube->Schedule(m_plan.failures);
    Install();
}

DeploymentTrial::~DeploymentTrial()
{
    Simulator::Destroy();
}

void
DeploymentTrial::Install()
{
    const auto catalogue = CreateObject<ServiceCatalogue>();
    const auto add =
        [&](const std::string& name, uint16_t version, uint16_t number, bool onDemand) {
            catalogue->Add({name,
                            version,
                            [this, number, version]() -> Ptr<Service> {
                                return CompleteConstruct(new WorkedService(
                                    number,
                                    version,
                                    m_plan.work,
                                    [this](const WorkedService& service, uint32_t id) {
                                        Served(service, id);
                                    }));
                            },
                            m_plan.startUp,
                            {number},
                            onDemand});
        };
    add(WORKED, 1, WORK, false);
    add(WORKED, 2, WORK, false);
    add(SUMMONED, 1, SUMMON, true);
    ServiceHelper<Deployment> deployment;
    deployment.SetAttribute("Catalogue", PointerValue(catalogue));
    deployment.Install(m_cube->GetServers());
    for (uint32_t server = 0; server < m_plan.torus.GetNServers(); ++server)
    {
        const auto note = [this, server](bool isStart) {
            return MakeBoundCallback(&DeploymentTrial::NoteEvent, this, server, isStart);
        };
        At(server).TraceConnectWithoutContext("Started", note(true));
        At(server).TraceConnectWithoutContext("Ended", note(false));
    }
}

void
DeploymentTrial::NoteEvent(DeploymentTrial* trial,
                           uint32_t server,
                           bool isStart,
                           const std::string& name,
                           uint16_t version)
{
    trial->m_events.push_back({Simulator::Now(), server, name, version, isStart});
}

Deployment&
DeploymentTrial::At(uint32_t server) const
{
    return *ServiceHelper<Deployment>::Get(m_cube->GetServers().Get(server));
}

uint32_t
DeploymentTrial::DrawServer(const std::vector<uint32_t>& among)
{
    return among[m_random->GetInteger(0, static_cast<uint32_t>(among.size()) - 1)];
}

void
DeploymentTrial::Give(uint16_t version)
{
    m_given = Simulator::Now();
    At(m_giver).RollOut(WORKED, version, m_plan.region);
}

DeploymentTrial::RollOut
DeploymentTrial::Survey(uint16_t version) const
{
    RollOut found;
    found.servers = static_cast<uint32_t>(m_targets.size());
    for (uint32_t server = 0; server < m_plan.torus.GetNServers(); ++server)
    {
        const bool isMeant = std::binary_search(m_targets.begin(), m_targets.end(), server);
        const bool isRunning = At(server).GetVersion(WORKED) == version;
        found.running += isMeant && isRunning;
        found.outside += !isMeant && isRunning;
    }
    for (const Event& event : m_events)
    {
        if (event.isStart && event.name == WORKED && event.version == version)
        {
            found.startUs.Add((event.at - m_given).ToDouble(Time::US));
        }
    }
    return found;
}

void
DeploymentTrial::SendRequest(uint32_t from, uint32_t to, uint16_t number)
{
    const auto id = static_cast<uint32_t>(m_sentAt.size());
    m_sentAt.push_back(Simulator::Now());
    m_servedTimes.push_back(0);
    ServiceHelper<MultiHopRouting>::Get(m_cube->GetServers().Get(from))
        ->Send(m_plan.torus.GetCoordinate(to), number, MakePacket(WorkedService::Request{id}));
}

void
DeploymentTrial::SendRequests(Time until)
{
    ++m_outcome.sent;
    SendRequest(DrawServer(m_live), DrawServer(m_targets), WORK);
    if (Simulator::Now() + m_plan.interval < until)
    {
        Simulator::Schedule(m_plan.interval, &DeploymentTrial::SendRequests, this, until);
    }
}

void
DeploymentTrial::Served(const WorkedService& service, uint32_t id)
{
    m_lastUs = (Simulator::Now() - m_sentAt.at(id)).ToDouble(Time::US);
    m_outcome.twice += ++m_servedTimes[id] > 1;
    if (service.GetServiceId() == WORK)
    {
        ++m_outcome.served[service.GetVersion()];
        m_outcome.servedUs.Add(m_lastUs);
    }
}

void
DeploymentTrial::RunUntil(Time at)
{
    const Progress progress(m_status, "events", at - Simulator::Now());
    Simulator::Stop(at - Simulator::Now());
    Simulator::Run();
}

void
DeploymentTrial::Summon()
{
    // From one server to one of those at each distance that nobody has summoned at yet.
    const Torus& torus = m_plan.torus;
    const uint32_t from = DrawServer(m_live);
    const auto routing = ServiceHelper<MultiHopRouting>::Get(m_cube->GetServers().Get(from));
    for (uint32_t hops = 1; hops <= torus.GetDiameter(); ++hops)
    {
        std::vector<uint32_t> ring;
        VisitRing(torus, torus.GetCoordinate(from), hops, [&](const TorusCoordinate& at) {
            if (routing->GetDistance(at) == hops)
            {
                ring.push_back(torus.GetServer(at));
            }
        });
        if (ring.empty())
        {
            continue;
        }
        const uint32_t to = DrawServer(ring);
        Summons summons{hops, 0, 0};
        for (double* us : {&summons.coldUs, &summons.warmUs})
        {
            m_lastUs = 0;
            SendRequest(from, to, SUMMON);
            RunUntil(Simulator::Now() + m_plan.startUp + m_plan.work + SETTLED);
            *us = m_lastUs - m_plan.work.ToDouble(Time::US);
        }
        m_outcome.summons.push_back(summons);
    }
}

void
DeploymentTrial::FindServers()
{
    const CubeComponents parts(m_plan.torus, m_cube->GetServers(), m_cube->GetFailures());
    for (const std::vector<uint32_t>& part : parts.Get())
    {
        m_live = part.size() > m_live.size() ? part : m_live; // servers apart are of no use here
    }
    std::copy_if(m_live.begin(), m_live.end(), std::back_inserter(m_targets), [&](uint32_t server) {
        return m_plan.region.Contains(m_plan.torus, m_plan.torus.GetCoordinate(server));
    });
    if (m_targets.empty())
    {
        throw std::invalid_argument("no server of the " + m_plan.region.GetName() +
                                    " can be reached any more; let fewer fail");
    }
    m_giver = DrawServer(m_live);
}

DeploymentTrial::Outcome
DeploymentTrial::Run(CubeRecorder* recorder)
{
    m_cube->RecordTo(recorder);
    RunUntil(m_outcome.events.last + SETTLED);
    FindServers();
    const DeploymentCounters before = Sum();
    Give(1);
    RunUntil(Simulator::Now() + m_plan.startUp + SETTLED);
    m_outcome.first = Survey(1);

    SendRequests(Simulator::Now() + m_plan.startUp + 4 * SETTLED);
    RunUntil(Simulator::Now() + SETTLED);
    Give(2);
    RunUntil(Simulator::Now() + m_plan.startUp + m_plan.work + 5 * SETTLED);
    m_outcome.second = Survey(2);

    Summon();
    m_cube->StopRecording();
    const uint64_t frames = CountSentFrames(m_cube->GetServers());
    RunUntil(Simulator::Now() + Seconds(1));
    m_outcome.quietFrames = CountSentFrames(m_cube->GetServers()) - frames;
    m_outcome.counters = Sum();
    m_outcome.counters.facts -= before.facts; // by which servers ask for orders when they begin
    m_outcome.counters.answers -= before.answers;
    m_outcome.counters.repeats -= before.repeats;
    return m_outcome;
}

DeploymentCounters
DeploymentTrial::Sum() const
{
    DeploymentCounters sum;
    for (uint32_t server = 0; server < m_plan.torus.GetNServers(); ++server)
    {
        sum += At(server).GetCounters();
    }
    return sum;
}

void
DeploymentTrial::WriteEvents(std::ostream& os) const
{
    os << "time_us,server,service,version,event\n";
    for (const Event& event : m_events)
    {
        os << FormatNumber(event.at.GetNanoSeconds() / 1e3) << ',' << event.server << ','
           << event.name << ',' << event.version << ',' << (event.isStart ? "start" : "end")
           << '\n';
    }
}

} // namespace ns3::camcube
