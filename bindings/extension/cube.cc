/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cube.h"

#include "service-factory.h"
#include "session.h"
#include "values.h"

#include "ns3/choose-share.h"
#include "ns3/link-sleeper.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/routing-protocol-helper.h"
#include "ns3/simulator.h"
#include "ns3/sleeping-links-helper.h"
#include "ns3/string.h"
#include "ns3/text-parsing.h"

#include <functional>
#include <optional>
#include <pybind11/numpy.h>
#include <utility>
#include <vector>

namespace py = pybind11;

namespace ns3::camcube::python
{

namespace
{

/** The class of a protocol by the name that a user gives it; none for the intact cube. */
std::optional<std::string>
FindProtocol(const std::string& routing)
{
    if (routing == "distance-vector")
    {
        return "ns3::camcube::DistanceVector";
    }
    if (routing == "link-state")
    {
        return "ns3::camcube::LinkState";
    }
    if (routing != "intact")
    {
        throw py::value_error("routing=" + Abridge(routing) +
                              "; give \"distance-vector\", \"link-state\" or \"intact\"");
    }
    return std::nullopt;
}

/** Something that is made, and how an attribute of it is set. */
struct Made
{
    std::string type;
    std::function<void(const std::string& name, const std::string& text)> set;
};

/** Sets each attribute where a class has it. */
void
SetAttributes(const py::dict& attributes, const std::vector<Made>& made)
{
    for (const auto& [key, value] : attributes)
    {
        const auto name = key.cast<std::string>();
        std::vector<std::string> types;
        bool isSet = false;
        for (const Made& part : made)
        {
            types.push_back(part.type);
            const TypeId type = TypeId::LookupByName(part.type);
            TypeId::AttributeInformation info;
            if (!isSet && type.LookupAttributeByName(name, &info))
            {
                part.set(name, CheckAttributeOf(type, name, value));
                isSet = true;
            }
        }
        if (!isSet)
        {
            throw py::type_error("there is no attribute " + Abridge(name) + "; " +
                                 JoinWithOr(types) + " has others");
        }
    }
}

/** Power of the cables of a torus, of which attributes can be set while they have none. */
Made
MakePower(SleepingLinksHelper& helper, const TorusHelper& torus)
{
    return {"ns3::camcube::LinkPower", [&](auto& name, auto& text) {
                if (!torus.Links().empty() && torus.Links().front()->GetPower())
                {
                    throw py::value_error("attribute " + name +
                                          " comes too late, for the cables of this torus account "
                                          "for their energy already; give it with the first call");
                }
                helper.SetPowerAttribute(name, StringValue(text));
            }};
}

} // namespace

Cube::Cube(uint32_t kx,
           uint32_t ky,
           uint32_t kz,
           const std::string& routing,
           const py::dict& attributes)
    : m_torus(kx, ky, kz)
{
    const auto protocol = FindProtocol(routing);
    MultiHopRoutingHelper multiHop;
    std::optional<RoutingProtocolHelper> keeper;
    std::vector<Made> made{
        {"ns3::camcube::CamCubeNetDevice",
         [&](auto& name, auto& text) { m_torus.SetDeviceAttribute(name, StringValue(text)); }},
        {"ns3::camcube::CamCubeChannel",
         [&](auto& name, auto& text) { m_torus.SetChannelAttribute(name, StringValue(text)); }},
        {"ns3::camcube::MultiHopRouting",
         [&](auto& name, auto& text) { multiHop.SetAttribute(name, StringValue(text)); }}};
    if (protocol)
    {
        keeper.emplace(*protocol);
        made.push_back({*protocol, [&](auto& name, auto& text) {
                            keeper->SetAttribute(name, StringValue(text));
                        }});
        made.push_back({"ns3::camcube::FailureDetection", [&](auto& name, auto& text) {
                            keeper->SetDetectionAttribute(name, StringValue(text));
                        }});
    }
    SetAttributes(attributes, made);
    m_servers = m_torus.Create();
    multiHop.Install(m_servers);
    if (keeper)
    {
        keeper->Install(m_servers);
    }
    RandomStreams& streams = Session::Get().GetStreams();
    MultiHopRoutingHelper::AssignStreams(m_servers, streams.Take(m_servers.GetN()));
}

void
Cube::Install(const std::string& type, const py::dict& attributes)
{
    ServiceFactory services(type);
    for (const auto& [name, value] : attributes)
    {
        services.Set(name.cast<std::string>(), value);
    }
    services.Install(m_servers);
}

void
Cube::InstallPower(const py::dict& attributes)
{
    SleepingLinksHelper helper;
    SetAttributes(attributes, {MakePower(helper, m_torus)});
    helper.InstallPower(m_torus.Links());
}

void
Cube::SleepLinks(const py::dict& attributes)
{
    if (SleepingLinksHelper::Get(m_servers.Get(0)))
    {
        throw py::value_error("the links of this torus sleep already; call it once");
    }
    SleepingLinksHelper helper;
    std::vector<std::pair<std::string, std::string>> ofSleepers;
    SetAttributes(
        attributes,
        {{"ns3::camcube::SleepPolicy",
          [&](auto& name, auto& text) { helper.SetPolicyAttribute(name, StringValue(text)); }},
         MakePower(helper, m_torus),
         {"ns3::camcube::LinkSleeper",
          [&](auto& name, auto& text) { ofSleepers.emplace_back(name, text); }}});
    const ApplicationContainer sleepers = helper.Install(m_servers);
    for (auto sleeper = sleepers.Begin(); sleeper != sleepers.End(); ++sleeper)
    {
        for (const auto& [name, text] : ofSleepers)
        {
            (*sleeper)->SetAttribute(name, StringValue(text));
        }
    }
}

Ptr<Node>
Cube::GetServer(int64_t number) const
{
    const int64_t all = m_servers.GetN();
    if (number < 0 || number >= all)
    {
        throw py::index_error("there is no server " + std::to_string(number) + " in a torus of " +
                              m_torus.GetTorus().GetName());
    }
    return m_servers.Get(static_cast<uint32_t>(number));
}

std::size_t
Cube::FailLinks(double share, Time at, Time spacing)
{
    const auto links =
        ChooseShare(m_torus.Links(), share, Session::Get().GetStreams().MakeUniform());
    Fail(links, at, spacing);
    return links.size();
}

std::size_t
Cube::FailServers(double share, Time at, Time spacing)
{
    const NodeContainer servers =
        ChooseShare(m_servers, share, Session::Get().GetStreams().MakeUniform());
    Fail(servers, at, spacing);
    return servers.GetN();
}

void
Cube::Fail(const FailureInjector::Links& links, Time at, Time spacing)
{
    m_failures.Fail(links, at, spacing);
    m_failedLinks.insert(m_failedLinks.end(), links.begin(), links.end());
}

void
Cube::Fail(const NodeContainer& servers, Time at, Time spacing)
{
    m_failures.Fail(servers, at, spacing);
    m_failedServers.Add(servers);
}

std::size_t
Cube::RepairLinks(Time at, Time spacing)
{
    const auto links = std::exchange(m_failedLinks, {});
    m_failures.Repair(links, at, spacing);
    return links.size();
}

std::size_t
Cube::RepairServers(Time at, Time spacing)
{
    const NodeContainer servers = std::exchange(m_failedServers, NodeContainer());
    m_failures.Repair(servers, at, spacing);
    return servers.GetN();
}

void
Cube::Repair(const FailureTargets& targets, Time at, Time spacing)
{
    m_failures.Repair(targets, at, spacing);
}

Time
Cube::ReadFile(const std::string& file)
{
    return m_failures.ReadFile(file, m_servers);
}

py::tuple
Cube::GetRoutes(uint32_t server) const
{
    const Ptr<MultiHopRouting> routing = MultiHopRoutingHelper::Get(GetServer(server));
    const Torus& torus = m_torus.GetTorus();
    py::array_t<int16_t> distances(m_servers.GetN());
    py::array_t<uint8_t> nextHops(m_servers.GetN());
    for (uint32_t to = 0; to < m_servers.GetN(); ++to)
    {
        const auto distance = routing->GetDistance(torus.GetCoordinate(to));
        distances.mutable_at(to) = distance ? static_cast<int16_t>(*distance) : int16_t{-1};
        nextHops.mutable_at(to) =
            static_cast<uint8_t>(routing->GetNextHops(torus.GetCoordinate(to)).GetBits());
    }
    return py::make_tuple(distances, nextHops);
}

} // namespace ns3::camcube::python
