/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "load-information.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(LoadInformation);

namespace
{

/** \return the time as records have it */
uint32_t
GetNowUs()
{
    return static_cast<uint32_t>(Simulator::Now().GetMicroSeconds());
}

} // namespace

TypeId
LoadInformation::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::LoadInformation")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddAttribute("Period",
                          "How often this server asks or tells of loads; for LoadPiggyback, the "
                          "least time between two packets on a link that carry loads",
                          TimeValue(MilliSeconds(10)),
                          MakeTimeAccessor(&LoadInformation::m_period),
                          MakeTimeChecker(MicroSeconds(1), Seconds(3600)))
            .AddTraceSource("Learned",
                            "A newer load of another server is known: server, load",
                            MakeTraceSourceAccessor(&LoadInformation::m_learned),
                            "ns3::camcube::LoadInformation::LearnedCallback");
    return tid;
}

LoadInformation::LoadInformation()
    : Service(SERVICE_ID),
      m_random(CreateObject<UniformRandomVariable>())
{
}

int64_t
LoadInformation::AssignStreams(int64_t stream)
{
    m_random->SetStream(stream);
    return 1;
}

bool
LoadInformation::NeedsPlace() const
{
    return true;
}

void
LoadInformation::Placed()
{
    const uint32_t servers = GetRuntime().GetTorus().GetNServers();
    if (servers > UINT16_MAX + 1U)
    {
        throw std::invalid_argument("load information names servers by two bytes, and a cube of " +
                                    std::to_string(servers) +
                                    " servers has more; choose one of 65536 at most");
    }
    m_routing = GetRuntime().Require<MultiHopRouting>();
    m_known.assign(servers, Entry());
}

void
LoadInformation::Withdrawing()
{
    m_tick.Cancel();
}

void
LoadInformation::DoDispose()
{
    m_tick.Cancel();
    m_gauge = nullptr;
    m_routing = nullptr;
    Service::DoDispose();
}

uint16_t
LoadInformation::GetNumber() const
{
    return static_cast<uint16_t>(GetRuntime().GetTorus().GetServer(GetRuntime().GetCoordinate()));
}

void
LoadInformation::StartTicks(Time interval)
{
    m_tick = Simulator::Schedule(
        TimeStep(static_cast<uint64_t>(
            m_random->GetValue(0, static_cast<double>(interval.GetTimeStep())))),
        &LoadInformation::TickAndGoOn,
        this,
        interval);
}

void
LoadInformation::TickAndGoOn(Time interval)
{
    m_tick = Simulator::Schedule(interval, &LoadInformation::TickAndGoOn, this, interval);
    if (m_routing->IsDeployed())
    {
        Tick();
    }
}

void
LoadInformation::Tick()
{
}

LoadRecord
LoadInformation::Measure() const
{
    return {GetNumber(), m_gauge ? m_gauge() : uint16_t{0}, GetNowUs()};
}

std::optional<LoadInformation::Known>
LoadInformation::Get(const TorusCoordinate& server) const
{
    const Torus& torus = GetRuntime().GetTorus();
    if (!torus.Contains(server))
    {
        throw std::invalid_argument("there is no load of a server " + server.GetName() +
                                    " in a torus of " + torus.GetName() +
                                    "; name one that is inside it");
    }
    if (server == GetRuntime().GetCoordinate())
    {
        return Known{Measure().load, Time()};
    }
    const Entry& entry = m_known[torus.GetServer(server)];
    return entry.isKnown ? std::optional<Known>(
                               {entry.load, MicroSeconds(uint32_t{GetNowUs() - entry.measured})})
                         : std::nullopt;
}

std::vector<LoadRecord>
LoadInformation::Choose(uint32_t room) const
{
    std::vector<LoadRecord> chosen;
    for (uint32_t server = 0; server < m_known.size(); ++server)
    {
        if (m_known[server].isKnown)
        {
            chosen.push_back(
                {static_cast<uint16_t>(server), m_known[server].load, m_known[server].measured});
        }
    }
    const std::size_t most = room / WireBytesOf<LoadRecord> - 1;
    if (chosen.size() > most)
    {
        const uint32_t now = GetNowUs();
        std::stable_sort(chosen.begin(), chosen.end(), [now](const auto& a, const auto& b) {
            return now - a.measured < now - b.measured;
        });
        chosen.resize(most);
    }
    chosen.insert(chosen.begin(), Measure());
    return chosen;
}

void
LoadInformation::Learn(const LoadRecord& record)
{
    const uint32_t age = GetNowUs() - record.measured;
    if (record.server >= m_known.size() || age > INT32_MAX)
    {
        NoteMalformed(); // of no server, or of a time to come
        return;
    }
    Entry& entry = m_known[record.server];
    if (record.server != GetNumber() &&
        (!entry.isKnown || age < uint32_t{GetNowUs() - entry.measured}))
    {
        entry = {record.measured, record.load, true};
        m_learned(GetRuntime().GetTorus().GetCoordinate(record.server), record.load);
    }
}

Ptr<Packet>
LoadInformation::Write(const std::vector<LoadRecord>& records)
{
    std::vector<uint8_t> bytes(records.size() * WireBytesOf<LoadRecord>);
    for (std::size_t i = 0; i < records.size(); ++i)
    {
        WriteHeader(records[i], bytes.data() + i * WireBytesOf<LoadRecord>);
    }
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

void
LoadInformation::Learn(const Packet& records)
{
    std::vector<uint8_t> bytes(records.GetSize());
    records.CopyData(bytes.data(), bytes.size());
    if (bytes.empty() || bytes.size() % WireBytesOf<LoadRecord> != 0)
    {
        NoteMalformed();
        return;
    }
    for (std::size_t at = 0; at < bytes.size(); at += WireBytesOf<LoadRecord>)
    {
        LoadRecord record;
        ReadHeader(record, bytes.data() + at);
        Learn(record);
    }
}

} // namespace ns3::camcube
