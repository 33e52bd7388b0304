/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "naming-trial.h"

#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/slot-record.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-helper.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

NamingTrial::NamingTrial(const Torus& torus,
                         const NodeContainer& servers,
                         FailureInjector& failures,
                         const Settings& settings,
                         const Ptr<UniformRandomVariable>& random)
    : m_torus(torus),
      m_servers(servers),
      m_failures(failures),
      m_settings(settings),
      m_random(random),
      m_returner([](const Ptr<Node>& server) { ServiceHelper<Naming>::Get(server)->Deploy(); }),
      m_isCut(servers.GetN()),
      m_isDown(servers.GetN())
{
    for (uint32_t key = 0; key < settings.keys; ++key)
    {
        m_keys.push_back("key-" + std::to_string(Below(1000000)));
    }
    for (uint32_t client = 0; client < settings.clients; ++client)
    {
        m_clients.push_back(Below(servers.GetN()));
    }
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        At(server)->TraceConnectWithoutContext("Changed",
                                               MakeCallback(&NamingTrial::Changed, this));
    }
}

Ptr<Naming>
NamingTrial::At(uint32_t server) const
{
    return ServiceHelper<Naming>::Get(m_servers.Get(server));
}

uint32_t
NamingTrial::Below(uint32_t bound)
{
    return m_random->GetInteger(0, bound - 1);
}

Time
NamingTrial::Draw(Time shortest, Time longest)
{
    return shortest + NanoSeconds((longest - shortest).GetNanoSeconds() * m_random->GetValue());
}

Time
NamingTrial::Schedule()
{
    const Time begin = m_settings.begin;
    const Time end = begin + m_settings.span;
    for (uint32_t client = 0; client < m_settings.clients; ++client)
    {
        Simulator::Schedule(Draw(begin, begin + m_settings.pause) - Simulator::Now(),
                            [this, client] { Next(client, m_settings.operations); });
    }
    for (uint32_t i = 0; i < m_settings.crashes; ++i)
    {
        Simulator::Schedule(Draw(begin, end) - Simulator::Now(), [this] { TryCrash(20); });
    }
    for (uint32_t i = 0; i < m_settings.cuts; ++i)
    {
        Simulator::Schedule(Draw(begin, end) - Simulator::Now(), [this] { TryCut(); });
    }
    // Far enough from each other, so that none is taken for a longer one.
    for (uint32_t i = 0; i < m_settings.storms; ++i)
    {
        Simulator::Schedule(begin + MilliSeconds(3) * i - Simulator::Now(), [this] { Storm(); });
    }
    for (uint32_t i = 0; i < m_settings.partitions; ++i)
    {
        const Time at = begin + (m_settings.longestPartition + MilliSeconds(5)) * i;
        Simulator::Schedule(at - Simulator::Now(), [this] { FallApart(); });
    }
    const Time stormy = begin + MilliSeconds(3) * m_settings.storms;
    const Time rested = std::max(end, stormy) + m_settings.longestAbsence + m_settings.rest;
    for (uint32_t read = 0; read < m_settings.lateReads; ++read)
    {
        for (const std::string& key : m_keys)
        {
            const uint32_t server = Below(m_servers.GetN());
            Simulator::Schedule(Draw(rested, rested + MilliSeconds(1)) - Simulator::Now(),
                                [this, read, server, key] {
                                    Begin(m_settings.clients + read, server, "get", key, [] {});
                                });
        }
    }
    return std::max(rested + MilliSeconds(200), begin + m_settings.pause * m_settings.operations);
}

void
NamingTrial::Next(uint32_t client, uint32_t left)
{
    if (left == 0)
    {
        m_ended.insert(client);
        return;
    }
    const uint32_t server = m_clients[client];
    const auto next = [this, client, left] {
        const Time pause = Draw(Time(), m_settings.pause + m_settings.pause);
        Simulator::Schedule(pause, &NamingTrial::Next, this, client, left - 1);
    };
    if (!At(server)->IsDeployed()) // it has crashed
    {
        Simulator::Schedule(MilliSeconds(1), &NamingTrial::Next, this, client, left);
        return;
    }
    const double kind = m_random->GetValue();
    Begin(client,
          server,
          kind < 0.45   ? "put"
          : kind < 0.85 ? "get"
                        : "delete",
          m_keys[Below(m_settings.keys)],
          next);
}

void
NamingTrial::Begin(uint32_t client,
                   uint32_t server,
                   const std::string& op,
                   const std::string& key,
                   std::function<void()> then)
{
    const std::size_t number = m_history.size();
    const std::string value = op == "put" ? "v" + std::to_string(++m_values) : "";
    m_history.push_back({client, op, key, value, Simulator::Now().GetNanoSeconds(), -1, ""});
    const auto done = [this, number, op, then](NamingStatus status, const std::string& read) {
        Operation& operation = m_history[number];
        operation.completed = Simulator::Now().GetNanoSeconds();
        operation.result = status == NamingStatus::OK       ? "ok"
                           : status == NamingStatus::ABSENT ? "absent"
                                                            : "failed";
        operation.value = op == "get" ? read : operation.value;
        then();
    };
    const auto naming = At(server);
    if (op == "put")
    {
        naming->Put(key, value, done);
    }
    else if (op == "get")
    {
        naming->Get(key, done);
    }
    else
    {
        naming->Delete(key, done);
    }
}

bool
NamingTrial::IsHolder(uint32_t server, uint32_t slot) const
{
    for (uint32_t other = 0; other < m_servers.GetN(); ++other)
    {
        const SlotRecord* record = m_isDown[other] ? nullptr : At(other)->PeekRecord(slot);
        if (record && (other == server || record->FindMember(server)))
        {
            return true;
        }
    }
    return false;
}

bool
NamingTrial::IsComplete(uint32_t slot) const
{
    for (uint32_t server = 0; server < m_servers.GetN(); ++server)
    {
        const SlotRecord* record = m_isDown[server] ? nullptr : At(server)->PeekRecord(slot);
        if (record && record->isComplete && !record->isSealed &&
            record->members.size() == m_settings.replicas &&
            std::all_of(record->members.begin(), record->members.end(), [&](const auto& member) {
                const SlotRecord* other =
                    m_isDown[member.server] ? nullptr : At(member.server)->PeekRecord(slot);
                return other && other->epoch == record->epoch;
            }))
        {
            return true;
        }
    }
    return false;
}

bool
NamingTrial::MayCrash(uint32_t server)
{
    bool isHolder = false;
    bool isSurvived = true;
    for (uint32_t slot : m_slots)
    {
        m_lost[slot] = IsComplete(slot) ? 0 : m_lost[slot];
        if (IsHolder(server, slot))
        {
            isHolder = true;
            isSurvived = isSurvived && m_lost[slot] + 1 < m_settings.replicas;
        }
    }
    return isSurvived && (isHolder || !m_settings.onlyHolders);
}

void
NamingTrial::TryCrash(uint32_t attempts)
{
    const uint32_t server = Below(m_servers.GetN());
    if (m_slots.empty())
    {
        for (const std::string& key : m_keys)
        {
            m_slots.push_back(At(0)->GetSlot(key));
        }
    }
    if (!m_isDown[server] && !m_isCut[server] && MayCrash(server))
    {
        Crash(server);
    }
    else if (attempts > 0)
    {
        TryCrash(attempts - 1);
    }
    else
    {
        ++m_counts.refused;
    }
}

void
NamingTrial::Crash(uint32_t server)
{
    for (uint32_t slot : m_slots)
    {
        m_lost[slot] += IsHolder(server, slot);
    }
    ++m_counts.crashes;
    m_isDown[server] = true;
    m_failures.Fail(m_servers.Get(server), Simulator::Now());
    Simulator::ScheduleNow([this, server] { At(server)->Withdraw(); }); // too late to say good-bye
    Simulator::Schedule(Draw(m_settings.shortestAbsence, m_settings.longestAbsence),
                        &NamingTrial::Return,
                        this,
                        server);
}

void
NamingTrial::Return(uint32_t server)
{
    m_failures.Repair(m_servers.Get(server), Simulator::Now());
    m_returner(m_servers.Get(server));
    m_isDown[server] = false;
    for (uint32_t client = 0; client < m_settings.clients; ++client)
    {
        // What this server had asked for is forgotten, and its clients go on.
        if (m_clients[client] == server)
        {
            const auto asked = std::count_if(m_history.begin(), m_history.end(), [=](auto& op) {
                return op.client == client;
            });
            const auto last = std::find_if(m_history.rbegin(), m_history.rend(), [=](auto& op) {
                return op.client == client;
            });
            if (last != m_history.rend() && last->completed < 0)
            {
                Next(client, m_settings.operations - asked);
            }
        }
    }
}

void
NamingTrial::TryCut()
{
    const uint32_t server = Below(m_servers.GetN());
    if (m_isDown[server] || m_isCut[server])
    {
        return;
    }
    ++m_counts.cuts;
    m_isCut[server] = true;
    CutFor(m_servers.Get(server), Draw(MicroSeconds(1), m_settings.longestCut));
    Simulator::Schedule(m_settings.longestCut + MilliSeconds(2),
                        [this, server] { m_isCut[server] = false; });
}

void
NamingTrial::CutFor(const FailureTargets& targets, Time length)
{
    m_failures.Fail(targets, Simulator::Now());
    m_failures.Repair(targets, Simulator::Now() + length);
}

void
NamingTrial::Storm()
{
    FailureInjector::Links links;
    for (uint32_t server = 0; server < m_servers.GetN(); ++server)
    {
        for (uint8_t port : m_torus.GetPorts())
        {
            if (port % 2 == 0 && m_random->GetValue() < m_settings.stormShare)
            {
                links.push_back(TorusHelper::GetLink(m_servers.Get(server), port));
            }
        }
    }
    CutFor(links, Draw(MicroSeconds(1), m_settings.longestCut));
}

void
NamingTrial::FallApart()
{
    const uint32_t plane = Below(m_torus.GetSide(2));
    FailureInjector::Links links;
    for (uint32_t server = 0; server < m_servers.GetN(); ++server)
    {
        for (uint8_t port : {PLUS_Z, MINUS_Z})
        {
            if (m_torus.GetCoordinate(server).z == plane && m_torus.GetPorts().Contains(port))
            {
                links.push_back(TorusHelper::GetLink(m_servers.Get(server), port));
            }
        }
    }
    CutFor(links, Draw(Time(), m_settings.longestPartition));
}

void
NamingTrial::Changed(uint32_t, uint64_t epoch)
{
    m_counts.viewChanges += epoch > 1;
}

uint64_t
NamingTrial::CountResults(const std::string& result) const
{
    return std::count_if(m_history.begin(), m_history.end(), [&](const Operation& operation) {
        return operation.result == result;
    });
}

SampleSummary
NamingTrial::GetTimesUs(const std::string& op) const
{
    SampleSummary times;
    for (const Operation& operation : m_history)
    {
        if (operation.op == op && (operation.result == "ok" || operation.result == "absent"))
        {
            times.Add((operation.completed - operation.invoked) / 1e3);
        }
    }
    return times;
}

void
NamingTrial::Write(std::ostream& os) const
{
    os << "client,op,key,value,invoked_us,completed_us,result\n";
    for (const Operation& operation : m_history)
    {
        os << operation.client << ',' << operation.op << ',' << operation.key << ','
           << operation.value << ',' << FormatNumber(operation.invoked / 1e3) << ','
           << (operation.completed < 0 ? "" : FormatNumber(operation.completed / 1e3)) << ','
           << operation.result << '\n';
    }
}

} // namespace ns3::camcube
