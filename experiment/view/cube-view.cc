/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cube-view.h"

#include "coded-loads.h"

#include "ns3/cube-recorder.h"
#include "ns3/torus-port.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

// Of 3 MB, three.js takes 0.9, and our own part of the page is small.
constexpr std::size_t LOAD_ROOM = 1550000; //!< characters for the loads of all recordings
constexpr std::size_t MAX_SAMPLES = 100;   //!< of a recording, however small the cube is
constexpr std::size_t MIN_SAMPLES = 2;     //!< fewer show no change
constexpr std::size_t MAX_ROUTES = 500;    //!< more are no choice
constexpr std::size_t MAX_STEPS = 30000;   //!< of all routes

/** What the links have carried between one sample and the next. */
CodedLoads::Loads
GetLoads(const std::vector<CubeRecorder::Sample>& samples)
{
    CodedLoads::Loads loads;
    for (std::size_t i = 1; i < samples.size(); ++i)
    {
        loads.emplace_back();
        for (std::size_t link = 0; link < samples[i].bytes.size(); ++link)
        {
            loads.back().push_back(samples[i].bytes[link] - samples[i - 1].bytes[link]);
        }
    }
    return loads;
}

/** Four states a byte, the first in its lowest bits. */
std::string
EncodeStates(const std::vector<CubeRecorder::CableState>& cables)
{
    std::string packed((cables.size() + 3) / 4, '\0');
    for (std::size_t i = 0; i < cables.size(); ++i)
    {
        packed[i / 4] = static_cast<char>(packed[i / 4] | (cables[i] << (2 * (i % 4))));
    }
    return EncodeBase64(packed);
}

/** One number if all links have one rate, else a list. */
nlohmann::ordered_json
DescribeRates(const std::vector<DataRate>& rates)
{
    std::vector<double> mbps;
    std::set<uint64_t> different;
    for (const DataRate& rate : rates)
    {
        mbps.push_back(rate.GetBitRate() * 1e-6);
        different.insert(rate.GetBitRate());
    }
    if (different.size() == 1)
    {
        return mbps.front();
    }
    return mbps;
}

} // namespace

CubeView::CubeView(const Torus& torus, std::size_t recordings)
    : m_torus(torus),
      m_room(LOAD_ROOM / std::max<std::size_t>(recordings, 1)),
      m_recordings(nlohmann::ordered_json::array()),
      m_routes(nlohmann::ordered_json::array())
{
    if (torus.GetNServers() > MAX_SERVERS)
    {
        throw std::invalid_argument("a view shows " + std::to_string(MAX_SERVERS) +
                                    " servers at most, and not the " +
                                    std::to_string(torus.GetNServers()) + " of " + torus.GetName() +
                                    "; choose a smaller cube");
    }
    const std::size_t links = torus.GetNServers() * torus.GetPorts().GetSize();
    const std::size_t charactersOfOne = std::max<std::size_t>((links + 2) / 3 * 4, 1); // base64
    m_sampleLimit = std::min(m_room / charactersOfOne, MAX_SAMPLES);
    if (m_sampleLimit < MIN_SAMPLES)
    {
        throw std::invalid_argument("a view of " + std::to_string(recordings) + " runs of " +
                                    std::to_string(torus.GetNServers()) +
                                    " servers would be too large; choose fewer runs, or a "
                                    "smaller cube");
    }
}

void
CubeView::AddRecording(const std::string& name, const CubeRecorder& recorder)
{
    const auto& samples = recorder.GetSamples();
    const CodedLoads loads(GetLoads(samples), m_room);
    nlohmann::ordered_json times = nlohmann::ordered_json::array();
    nlohmann::ordered_json states = nlohmann::ordered_json::array();
    nlohmann::ordered_json failed = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < samples.size(); ++i)
    {
        const CubeRecorder::Sample& sample = samples[i];
        times.push_back(sample.at.GetNanoSeconds() / 1e3);
        // Most samples are as the one before.
        const bool isNew = i == 0 || sample.cables != samples[i - 1].cables;
        states.push_back(isNew ? EncodeStates(sample.cables) : "");
        const bool isOther = i == 0 || sample.failedServers != samples[i - 1].failedServers;
        failed.push_back(isOther ? nlohmann::ordered_json(sample.failedServers) : nullptr);
    }
    m_recordings.push_back({{"name", name},
                            {"times_us", times},
                            {"rate_mbps", DescribeRates(recorder.GetRates())},
                            {"load_bytes", loads.table},
                            {"load_error_bytes", loads.largestError},
                            {"load_index_width", loads.width},
                            {"load_indices", loads.codes},
                            {"cable_states", states},
                            {"failed_servers", failed}});
}

void
CubeView::AddRoute(const Route& route)
{
    std::string ports;
    nlohmann::ordered_json servers = nlohmann::ordered_json::array();
    for (const auto& [server, port] : route.steps)
    {
        CheckServer(server);
        if (port && !m_torus.GetPorts().Contains(*port))
        {
            throw std::invalid_argument("server " + std::to_string(server) + " has no port " +
                                        std::to_string(*port) + " in a torus of " +
                                        m_torus.GetName());
        }
        servers.push_back(server);
        ports.push_back(port ? static_cast<char>('0' + *port) : '-');
    }
    if (m_routes.size() == MAX_ROUTES || m_steps + route.steps.size() > MAX_STEPS)
    {
        ++m_leftOut;
        return;
    }
    m_steps += route.steps.size();
    m_routes.push_back({{"kind", route.isPath ? "path" : "tree"},
                        {"name", route.name},
                        {"time_us", route.at.GetNanoSeconds() / 1e3},
                        {"servers", servers},
                        {"ports", ports}});
}

void
CubeView::AddPath(const std::string& name, Time at, const std::vector<uint32_t>& servers)
{
    if (servers.empty())
    {
        throw std::invalid_argument("the path " + name +
                                    " has no servers; give those that it crosses, in order");
    }
    Route route{true, name, at, {}};
    for (std::size_t i = 0; i < servers.size(); ++i)
    {
        CheckServer(servers[i]);
        route.steps.emplace_back(servers[i], std::nullopt);
        if (i > 0)
        {
            route.steps[i - 1].second = FindPort(servers[i - 1], servers[i]);
        }
    }
    AddRoute(route);
}

uint8_t
CubeView::FindPort(uint32_t server, uint32_t neighbor) const
{
    CheckServer(server);
    CheckServer(neighbor);
    for (uint8_t port : m_torus.GetPorts())
    {
        if (m_torus.GetNeighbor(server, port) == neighbor)
        {
            return port;
        }
    }
    throw std::invalid_argument("servers " + std::to_string(server) + " and " +
                                std::to_string(neighbor) + " are no neighbours in a torus of " +
                                m_torus.GetName());
}

nlohmann::ordered_json
CubeView::ToJson() const
{
    nlohmann::ordered_json ports = nlohmann::ordered_json::array();
    for (uint8_t port : m_torus.GetPorts())
    {
        ports.push_back(PortName(port));
    }
    return {{"sides", {m_torus.GetSide(0), m_torus.GetSide(1), m_torus.GetSide(2)}},
            {"ports", ports},
            {"states", {"up", "asleep", "changing", "down"}},
            {"recordings", m_recordings},
            {"routes", m_routes},
            {"routes_left_out", m_leftOut}};
}

void
CubeView::CheckServer(uint32_t server) const
{
    if (server >= m_torus.GetNServers())
    {
        throw std::invalid_argument("there is no server " + std::to_string(server) +
                                    " in a torus of " + m_torus.GetName());
    }
}

} // namespace ns3::camcube
