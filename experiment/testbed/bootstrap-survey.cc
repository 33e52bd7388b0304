/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bootstrap-survey.h"

#include "ns3/bootstrap.h"
#include "ns3/service-helper.h"
#include "ns3/torus-port.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace ns3::camcube
{

namespace
{

/** \return one coordinate plus or minus another, on the wrapped axes */
TorusCoordinate
Shift(const Torus& torus, const TorusCoordinate& a, const TorusCoordinate& b, bool plus)
{
    const auto shift = [&](uint8_t axis, uint32_t from, uint32_t by) {
        const uint32_t side = torus.GetSide(axis);
        return static_cast<uint8_t>((from + (plus ? by : side - by)) % side);
    };
    return {shift(0, a.x, b.x), shift(1, a.y, b.y), shift(2, a.z, b.z)};
}

/** An end of a cable; without a server if that is not known. */
struct NamedEnd
{
    std::optional<uint32_t> server;
    uint8_t port;

    /** Which end is written first: that in a plus port, or else the lower one. */
    bool GoesBefore(const NamedEnd& other) const
    {
        const auto rank = [](const NamedEnd& end) {
            return std::tuple(!end.server, end.port % 2, end.server.value_or(0), end.port);
        };
        return rank(*this) < rank(other);
    }

    friend bool operator<(const NamedEnd& a, const NamedEnd& b)
    {
        return std::tuple(a.server, a.port) < std::tuple(b.server, b.port);
    }
};

/** Cables in order, each once whichever end it was named from. */
class CableList
{
  public:
    void Add(const NamedEnd& a, const NamedEnd& b)
    {
        m_cables.insert(b.GoesBefore(a) ? std::pair(b, a) : std::pair(a, b));
    }

    void Write(std::ostream& os) const
    {
        os << "server_a,port_a,server_b,port_b\n";
        for (const auto& [a, b] : m_cables)
        {
            os << *a.server << ',' << PortName(a.port) << ','
               << (b.server ? std::to_string(*b.server) : "") << ',' << PortName(b.port) << '\n';
        }
    }

  private:
    std::set<std::pair<NamedEnd, NamedEnd>> m_cables;
};

} // namespace

BootstrapSurvey::Counts&
BootstrapSurvey::Counts::operator+=(const Counts& other)
{
    servers += other.servers;
    identified += other.identified;
    wrong += other.wrong;
    badCables += other.badCables;
    reported += other.reported;
    missed += other.missed;
    inexact += other.inexact;
    falseReports += other.falseReports;
    states += other.states;
    answers += other.answers;
    repeats += other.repeats;
    malformed += other.malformed;
    return *this;
}

BootstrapSurvey::BootstrapSurvey(const Torus& torus,
                                 const WiringFaults& faults,
                                 const NodeContainer& servers)
    : m_torus(torus),
      m_faults(faults),
      m_places(servers.GetN()),
      m_origins(servers.GetN())
{
    m_counts.servers = servers.GetN();
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        const auto bootstrap = ServiceHelper<Bootstrap>::Get(servers.Get(server));
        const StateExchange::Counters& counters = bootstrap->GetCounters();
        m_counts.states += counters.states;
        m_counts.answers += counters.answers;
        m_counts.repeats += counters.repeats;
        m_counts.malformed += counters.malformed;
        if (!bootstrap->IsIdentified())
        {
            continue;
        }
        const TorusCoordinate here = bootstrap->GetPlacement().here;
        m_places[server] = here;
        m_origins[server] = torus.GetServer(Shift(torus, torus.GetCoordinate(server), here, false));
        for (const CableFault& fault : bootstrap->GetFaults())
        {
            m_reports.emplace(std::pair(server, fault.port), fault);
        }
    }
    FindOrigin();
    LookAtCables();
}

void
BootstrapSurvey::FindOrigin()
{
    std::vector<uint32_t> votes(m_counts.servers);
    for (const std::optional<uint32_t>& origin : m_origins)
    {
        m_counts.identified += origin.has_value();
        votes[origin.value_or(0)] += origin.has_value();
    }
    const auto most = std::max_element(votes.begin(), votes.end());
    if (most != votes.end() && *most > 0)
    {
        m_origin = static_cast<uint32_t>(most - votes.begin());
        m_counts.wrong = m_counts.identified - *most;
    }
}

const CableFault*
BootstrapSurvey::FindReport(const End& end) const
{
    const auto found = m_reports.find({end.server, end.port});
    return found != m_reports.end() ? &found->second : nullptr;
}

std::optional<uint32_t>
BootstrapSurvey::GetServerAt(const TorusCoordinate& place) const
{
    if (!m_origin)
    {
        return std::nullopt;
    }
    return m_torus.GetServer(Shift(m_torus, m_torus.GetCoordinate(*m_origin), place, true));
}

void
BootstrapSurvey::LookAtCables()
{
    for (uint32_t cable = 0; cable < m_faults.GetWiring().GetCables().size(); ++cable)
    {
        const auto& [a, b] = m_faults.GetWiring().GetCables()[cable];
        const auto isReported = [&](const End& end) {
            return IsRight(end.server) && FindReport(end);
        };
        m_counts.badCables += m_faults.IsBad(cable);
        m_counts.reported += m_faults.IsBad(cable) && (isReported(a) || isReported(b));
        LookAtEnd(cable, 0);
        LookAtEnd(cable, 1);
    }
}

void
BootstrapSurvey::LookAtEnd(uint32_t cable, uint32_t end)
{
    const TorusWiring& wiring = m_faults.GetWiring();
    const End& here = wiring.GetCables()[cable][end];
    const End& there = wiring.GetCables()[cable][1 - end];
    if (!IsRight(here.server))
    {
        return;
    }
    const CableFault* report = FindReport(here);
    if (!m_faults.IsBad(cable))
    {
        m_counts.falseReports += report != nullptr;
        return;
    }
    if (!IsRight(there.server))
    {
        return;
    }
    if (!report)
    {
        ++m_counts.missed;
        return;
    }
    const bool hasFailed = m_faults.HasFailed(cable);
    const End far = hasFailed ? wiring.GetPlannedPeer(here) : there;
    const bool isExact = (report->kind == CableFault::FAILED) == hasFailed && report->peer &&
                         GetServerAt(*report->peer) == far.server && report->peerPort == far.port;
    m_counts.inexact += !isExact;
}

void
BootstrapSurvey::WriteWiring(std::ostream& os) const
{
    CableList list;
    for (uint32_t cable = 0; cable < m_faults.GetWiring().GetCables().size(); ++cable)
    {
        const auto& [a, b] = m_faults.GetWiring().GetCables()[cable];
        if (!m_faults.HasFailed(cable))
        {
            list.Add({a.server, a.port}, {b.server, b.port});
        }
    }
    list.Write(os);
}

void
BootstrapSurvey::WriteCoordinates(std::ostream& os) const
{
    os << "server,x,y,z,identified\n";
    for (uint32_t server = 0; server < m_counts.servers; ++server)
    {
        os << server << ',';
        if (const auto& place = m_places[server])
        {
            os << +place->x << ',' << +place->y << ',' << +place->z << ",1\n";
        }
        else
        {
            os << ",,,0\n";
        }
    }
}

void
BootstrapSurvey::WriteBad(std::ostream& os) const
{
    CableList list;
    for (const auto& [end, fault] : m_reports)
    {
        const auto far = fault.peer ? GetServerAt(*fault.peer) : std::nullopt;
        list.Add({GetServerAt(*m_places[end.first]), end.second}, {far, fault.peerPort});
    }
    list.Write(os);
}

} // namespace ns3::camcube
