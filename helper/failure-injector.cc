/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "failure-injector.h"

#include "cable-ends.h"
#include "failure-file.h"
#include "failure-state.h"

#include "ns3/camcube-runtime.h"
#include "ns3/node.h"
#include "ns3/option-parsing.h"
#include "ns3/simulator.h"

#include <cmath>
#include <stdexcept>

namespace ns3
{

namespace
{

/** Refuse a time that is past. */
void
CheckTime(Time at)
{
    if (at < Simulator::Now())
    {
        throw std::invalid_argument("nothing can fail at " + FormatTime(at) +
                                    ", which is past; give a time from " +
                                    FormatTime(Simulator::Now()) + " on");
    }
}

/** \return links as cables */
FailureInjector::Cables
AsCables(const FailureInjector::Links& links)
{
    return {links.begin(), links.end()};
}

} // namespace

FailureInjector::FailureInjector()
    : m_state(std::make_shared<FailureState>()),
      m_random(CreateObject<UniformRandomVariable>())
{
}

FailureInjector::~FailureInjector() = default;

const char*
FailureInjector::GetName(Kind kind)
{
    constexpr const char* NAMES[] =
        {"link", "link-repair", "server", "server-repair", "switch", "switch-repair"};
    return NAMES[kind];
}

void
FailureInjector::SetListener(Listener listener)
{
    m_state->listener = std::move(listener);
}

int64_t
FailureInjector::AssignStreams(int64_t stream)
{
    m_random->SetStream(stream);
    return 1;
}

bool
FailureInjector::IsFailed(Ptr<const Node> node) const
{
    return m_state->IsFailed(node);
}

template <typename T>
std::vector<T>
FailureInjector::Choose(std::vector<T> from, double fraction, const char* what)
{
    if (!(fraction >= 0 && fraction <= 1))
    {
        throw std::invalid_argument("a share of " + FormatNumber(fraction) + " of all " + what +
                                    " cannot fail; give 0 to 1");
    }
    const auto wanted = static_cast<std::size_t>(std::llround(fraction * from.size()));
    for (std::size_t i = 0; i < wanted; ++i)
    {
        const auto last = static_cast<uint32_t>(from.size() - 1);
        std::swap(from[i], from[m_random->GetInteger(static_cast<uint32_t>(i), last)]);
    }
    from.resize(wanted);
    return from;
}

void
FailureInjector::Schedule(Kind kind, const Cables& cables, Time at, Time spacing)
{
    for (const Ptr<Channel>& cable : cables)
    {
        if (!CableEnds::Has(cable))
        {
            throw std::invalid_argument(
                "a cable that is not plugged in at both ends cannot fail; give links of a cube, "
                "such as TorusHelper::Links(), or cables between devices with IPv4 interfaces, "
                "such as GetCables() of the other helpers");
        }
        CheckTime(at);
        Simulator::Schedule(at - Simulator::Now(),
                            [state = m_state, kind, cable] { state->Apply(kind, cable); });
        at += spacing;
    }
}

void
FailureInjector::Schedule(Kind kind, const NodeContainer& nodes, Time at, Time spacing)
{
    for (auto place = nodes.Begin(); place != nodes.End(); ++place)
    {
        const Ptr<Node> node = *place;
        if (!node || (!node->GetObject<CamCubeRuntime>() && CableEnds::GetCables(node).empty()))
        {
            throw std::invalid_argument("a node without cables cannot fail; give nodes made by "
                                        "TorusHelper or by a helper of another network, after "
                                        "its Create()");
        }
        CheckTime(at);
        Simulator::Schedule(at - Simulator::Now(),
                            [state = m_state, kind, node] { state->Apply(kind, node); });
        at += spacing;
    }
}

FailureInjector::Links
FailureInjector::ChooseLinks(const Links& links, double fraction)
{
    return Choose(links, fraction, "links");
}

FailureInjector::Cables
FailureInjector::ChooseCables(const Cables& cables, double fraction)
{
    return Choose(cables, fraction, "cables");
}

NodeContainer
FailureInjector::ChooseNodes(const NodeContainer& nodes, double fraction, const char* what)
{
    NodeContainer chosen;
    for (const auto& node :
         Choose(std::vector<Ptr<Node>>(nodes.Begin(), nodes.End()), fraction, what))
    {
        chosen.Add(node);
    }
    return chosen;
}

NodeContainer
FailureInjector::ChooseServers(const NodeContainer& servers, double fraction)
{
    return ChooseNodes(servers, fraction, "servers");
}

FailureInjector::Links
FailureInjector::FailLinks(const Links& links, double fraction, Time at, Time spacing)
{
    const Links chosen = ChooseLinks(links, fraction);
    FailLinks(chosen, at, spacing);
    return chosen;
}

void
FailureInjector::FailLinks(const Links& links, Time at, Time spacing)
{
    FailCables(AsCables(links), at, spacing);
}

void
FailureInjector::RepairLinks(const Links& links, Time at, Time spacing)
{
    RepairCables(AsCables(links), at, spacing);
}

void
FailureInjector::FlapLinks(const Links& links, uint32_t times, Time at, Time down, Time up)
{
    FlapCables(AsCables(links), times, at, down, up);
}

FailureInjector::Cables
FailureInjector::FailCables(const Cables& cables, double fraction, Time at, Time spacing)
{
    const Cables chosen = ChooseCables(cables, fraction);
    FailCables(chosen, at, spacing);
    return chosen;
}

void
FailureInjector::FailCables(const Cables& cables, Time at, Time spacing)
{
    Schedule(LINK_FAILURE, cables, at, spacing);
}

void
FailureInjector::RepairCables(const Cables& cables, Time at, Time spacing)
{
    Schedule(LINK_REPAIR, cables, at, spacing);
}

void
FailureInjector::FlapCables(const Cables& cables, uint32_t times, Time at, Time down, Time up)
{
    for (uint32_t i = 0; i < times; ++i)
    {
        FailCables(cables, at);
        RepairCables(cables, at + down);
        at += down + up;
    }
}

NodeContainer
FailureInjector::FailServers(const NodeContainer& servers, double fraction, Time at, Time spacing)
{
    const NodeContainer chosen = ChooseServers(servers, fraction);
    FailServers(chosen, at, spacing);
    return chosen;
}

void
FailureInjector::FailServers(const NodeContainer& servers, Time at, Time spacing)
{
    Schedule(SERVER_FAILURE, servers, at, spacing);
}

void
FailureInjector::RepairServers(const NodeContainer& servers, Time at, Time spacing)
{
    Schedule(SERVER_REPAIR, servers, at, spacing);
}

NodeContainer
FailureInjector::FailSwitches(const NodeContainer& switches, double fraction, Time at, Time spacing)
{
    const NodeContainer chosen = ChooseNodes(switches, fraction, "switches");
    FailSwitches(chosen, at, spacing);
    return chosen;
}

void
FailureInjector::FailSwitches(const NodeContainer& switches, Time at, Time spacing)
{
    Schedule(SWITCH_FAILURE, switches, at, spacing);
}

void
FailureInjector::RepairSwitches(const NodeContainer& switches, Time at, Time spacing)
{
    Schedule(SWITCH_REPAIR, switches, at, spacing);
}

Time
FailureInjector::ReadFile(const std::string& file, const NodeContainer& nodes)
{
    Time last;
    for (const FailureLine& line : ReadFailureFile(file))
    {
        if (line.node >= nodes.GetN())
        {
            throw std::invalid_argument(line.place + ": there is no server " +
                                        std::to_string(line.node) + "; give 0 to " +
                                        std::to_string(nodes.GetN() - 1));
        }
        const Ptr<Node> node = nodes.Get(line.node);
        last = std::max(last, line.at);
        if (line.kind != LINK_FAILURE && line.kind != LINK_REPAIR)
        {
            Schedule(line.kind, NodeContainer(node), line.at, Time());
            continue;
        }
        Ptr<Channel> cable;
        try
        {
            cable = CableEnds::GetCable(node, line.port);
        }
        catch (const std::invalid_argument& error)
        {
            throw std::invalid_argument(line.place + ": " + error.what());
        }
        if (!cable)
        {
            throw std::invalid_argument(line.place + ": server " + std::to_string(line.node) +
                                        " has no port " + line.port);
        }
        Schedule(line.kind, Cables{cable}, line.at, Time());
    }
    return last;
}

} // namespace ns3
