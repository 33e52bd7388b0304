/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "aggregation.h"

#include "aggregation-vertex.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(Aggregation);

TypeId
Aggregation::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::Aggregation")
                            .SetParent<AggregationPlaces>()
                            .SetGroupName("CamCube")
                            .AddConstructor<Aggregation>();
    return tid;
}

Aggregation::Aggregation()
    : AggregationStreams(SERVICE_ID, ENDPOINT)
{
}

Aggregation::~Aggregation()
{
    ForgetRuns();
}

void
Aggregation::Withdrawing()
{
    ForgetRuns();
    AggregationStreams::Withdrawing();
}

void
Aggregation::ForgetRuns()
{
    for (const auto& [id, run] : std::exchange(m_runs, {}))
    {
        run.entry->Forget(); // whoever has begun it may keep it for longer
    }
}

Registration
Aggregation::AddJob(Service* owner, uint32_t number, const AggregationJob& job)
{
    return m_jobs.Add("job for aggregation", GetRegistrations(owner), number, 0, job);
}

Registration
Aggregation::Start(Service* owner, uint32_t number, const TorusCoordinate& root, Receiver receiver)
{
    if (!IsReady())
    {
        throw std::logic_error("Aggregation was used while it, KeyRouting or MultiHopRouting is "
                               "not deployed; install them to start no later than its users");
    }
    const std::string name = "aggregation job " + std::to_string(number);
    const Torus& torus = GetRuntime().GetTorus();
    if (!receiver || !m_jobs.Find(number))
    {
        throw std::invalid_argument(name + (receiver ? " is not known on this server; add it first"
                                                     : " has no receiver; give one"));
    }
    if (!torus.Contains(root) || GetPlayer(number, {root, root, 0}) != GetRuntime().GetCoordinate())
    {
        throw std::invalid_argument(name + " cannot begin at server " +
                                    GetRuntime().GetCoordinate().GetName() +
                                    ", which does not play its root " + root.GetName() +
                                    "; begin it there, or at the heir");
    }
    const RunId id{number, torus.GetServer(root)};
    if (m_runs.count(id) > 0)
    {
        throw std::invalid_argument(name + " goes on to root " + root.GetName() +
                                    " already; wait for its end, or take another number");
    }
    const auto entry = std::make_shared<Registration::Entry>([this, id] { End(id); });
    m_runs[id] = {std::move(receiver), GetTrees(torus), entry};
    Simulator::ScheduleNow([this, self = Ptr<Aggregation>(this), id, entry] { Begin(id, entry); });
    return Registration(entry, GetRegistrations(owner));
}

bool
Aggregation::Plays(uint32_t number, const TorusCoordinate& root) const
{
    return IsReady() && GetRuntime().GetTorus().Contains(root) &&
           GetPlayer(number, {root, root, 0}) == GetRuntime().GetCoordinate();
}

void
Aggregation::Begin(const RunId& id, const std::shared_ptr<Registration::Entry>& entry)
{
    // Sources, and whoever is told of what is sent, may end it at any time.
    const auto goesOn = [&] {
        const auto found = m_runs.find(id);
        return found != m_runs.end() && found->second.entry == entry && IsReady();
    };
    if (!goesOn())
    {
        return;
    }
    if (!m_jobs.Find(id.first))
    {
        entry->Undo(); // the job has gone since
        return;
    }
    const TorusCoordinate root = GetRuntime().GetTorus().GetCoordinate(id.second);
    std::vector<std::pair<Id, VertexPtr>> vertices;
    for (uint8_t tree : GetTrees(GetRuntime().GetTorus()))
    {
        if (!goesOn() || !m_jobs.Find(id.first))
        {
            return;
        }
        const AggregationPart part{root, root, tree};
        vertices.emplace_back(GetId(id.first, part), Add(id.first, part, std::nullopt));
    }
    for (const auto& [vertexId, vertex] : vertices)
    {
        if (goesOn())
        {
            Advance(vertexId, vertex);
        }
    }
}

void
Aggregation::End(const RunId& id)
{
    m_runs.erase(id);
    const TorusCoordinate root = GetRuntime().GetTorus().GetCoordinate(id.second);
    for (uint8_t tree : GetTrees(GetRuntime().GetTorus()))
    {
        m_vertices.erase(GetId(id.first, {root, root, tree}));
    }
}

void
Aggregation::Deliver(const Id& id, const VertexPtr& vertex)
{
    const RunId runId{std::get<0>(id), std::get<1>(id)};
    if (m_runs.count(runId) == 0)
    {
        return;
    }
    std::vector<AggregationRecord> records;
    while (const auto record = vertex->Next())
    {
        records.push_back(*record);
    }
    Grant(id, *vertex);
    const auto run = m_runs.find(runId);
    const auto played = m_vertices.find(id);
    if (run == m_runs.end() || played == m_vertices.end() || played->second != vertex)
    {
        return; // the job's functions have ended it
    }
    const Receiver receiver = run->second.receiver;
    if (vertex->IsOver())
    {
        run->second.trees.Remove(vertex->part.tree);
        m_vertices.erase(played);
    }
    const bool isLast = run->second.trees.IsEmpty();
    if (isLast)
    {
        run->second.entry->Forget();
        m_runs.erase(run);
    }
    if (isLast || !records.empty())
    {
        receiver(vertex->part.tree, records, isLast); // which may end all this
    }
}

} // namespace ns3::camcube
