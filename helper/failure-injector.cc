/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "failure-injector.h"

#include "cable-ends.h"
#include "failure-file.h"
#include "failure-state.h"

#include "ns3/cube-partition.h"
#include "ns3/node.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::camcube
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

/** Refuse what would go back in time, or end after all times. */
void
CheckSpacing(Time at, Time spacing, std::size_t targets)
{
    if (spacing.IsStrictlyNegative())
    {
        throw std::invalid_argument("nothing can follow at a spacing of " + FormatTime(spacing) +
                                    ", which goes back in time; give one from 0s on");
    }
    const auto gaps = static_cast<int64_t>(std::max<std::size_t>(targets, 1) - 1);
    if (gaps > 0 && spacing.GetTimeStep() > (Time::Max() - at).GetTimeStep() / gaps)
    {
        throw std::invalid_argument(std::to_string(gaps) + " that follow at a spacing of " +
                                    FormatTime(spacing) +
                                    " do so beyond the end of all times; give a shorter one");
    }
}

/** Refuse what has no cable to cut. */
void
CheckTarget(FailureTargets::Sort sort, const Ptr<Object>& target)
{
    if (sort == FailureTargets::LINKS)
    {
        const Ptr<Channel> cable = DynamicCast<Channel>(target);
        if (!CableEnds::Has(cable) && !(cable && CableEnds::IsElsewhere(*cable)))
        {
            throw std::invalid_argument(
                "a cable that is not plugged in at both ends cannot fail; give links of a cube, "
                "such as TorusHelper::Links(), or cables between devices with IPv4 interfaces, "
                "such as GetCables() of the other helpers");
        }
        return;
    }
    const Ptr<Node> node = DynamicCast<Node>(target);
    if (!node || (!node->GetObject<Runtime>() && CableEnds::GetCables(node).empty() &&
                  !CubePartition::IsElsewhere(node)))
    {
        throw std::invalid_argument("a node without cables cannot fail; give nodes made by "
                                    "TorusHelper or by a helper of another network, after "
                                    "its Create()");
    }
}

/** \return the cable that a line of a file names, at a node */
Ptr<Channel>
GetCable(const FailureLine& line, const Ptr<Node>& node)
{
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
    return cable;
}

} // namespace

FailureInjector::FailureInjector()
    : m_state(std::make_shared<FailureState>())
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

bool
FailureInjector::IsFailed(Ptr<const Node> node) const
{
    return m_state->IsFailed(node);
}

void
FailureInjector::Fail(const FailureTargets& targets, Time at, Time spacing)
{
    Schedule(static_cast<Kind>(2 * targets.GetSort()), targets, at, spacing);
}

void
FailureInjector::Repair(const FailureTargets& targets, Time at, Time spacing)
{
    Schedule(static_cast<Kind>(2 * targets.GetSort() + 1), targets, at, spacing);
}

void
FailureInjector::Flap(const FailureTargets& targets, uint32_t times, Time at, Time down, Time up)
{
    for (uint32_t i = 0; i < times; ++i)
    {
        Fail(targets, at);
        Repair(targets, at + down);
        at += down + up;
    }
}

void
FailureInjector::Schedule(Kind kind, const FailureTargets& targets, Time at, Time spacing)
{
    CheckTime(at);
    CheckSpacing(at, spacing, targets.GetItems().size());
    for (const Ptr<Object>& target : targets.GetItems())
    {
        CheckTarget(targets.GetSort(), target);
        Simulator::Schedule(at - Simulator::Now(),
                            [state = m_state, kind, target] { state->Apply(kind, target); });
        at += spacing;
    }
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
        const bool isLink = line.kind == LINK_FAILURE || line.kind == LINK_REPAIR;
        Schedule(line.kind,
                 isLink ? FailureTargets(GetCable(line, node)) : FailureTargets(node),
                 line.at,
                 Time());
    }
    return last;
}

} // namespace ns3::camcube
