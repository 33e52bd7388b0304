/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "frame-founder.h"

#include "ns3/server-log.h"
#include "ns3/simulator.h"

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("FrameFounder");
NS_OBJECT_ENSURE_REGISTERED(FrameFounder);

namespace
{

/** The number of a frame that is begun at the end of the time for it; at most 2^50 with retries. */
constexpr double LAST_NUMBER = 1ULL << 48;
/** Turns after which a server has tried with any cables. */
constexpr uint32_t LAST_TURN = 2;

} // namespace

TypeId
FrameFounder::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::FrameFounder")
            .SetParent<PlaceFinder>()
            .SetGroupName("CamCube")
            .AddAttribute("StartDelay",
                          "From deployment until the server may begin a frame of reference",
                          TimeValue(MicroSeconds(500)),
                          MakeTimeAccessor(&FrameFounder::m_delay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Backoff",
                          "Mean time, after that, until the first server of the cube begins one",
                          TimeValue(MicroSeconds(100)),
                          MakeTimeAccessor(&FrameFounder::m_backoff),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("CountTime",
                          "Between two counts of servers that are told on, towards the beginning "
                          "of the frame",
                          TimeValue(MicroSeconds(200)),
                          MakeTimeAccessor(&FrameFounder::m_countTime),
                          MakeTimeChecker(NanoSeconds(1)));
    return tid;
}

FrameFounder::FrameFounder(uint16_t serviceId)
    : PlaceFinder(serviceId)
{
}

void
FrameFounder::Withdrawing()
{
    PlaceFinder::Withdrawing();
    m_turn.Cancel();
    m_count.Cancel();
}

void
FrameFounder::AwaitTurn()
{
    // The number of a frame is the turn of who begins it, so the first to begin goes before all
    // others, and hardly anybody begins one in vain.
    const double turn = Draw();
    m_number = 1 + static_cast<uint64_t>((m_turns + turn) * LAST_NUMBER);
    const Time wait = m_backoff * (turn * GetSharedTorus()->GetNServers());
    m_turn = Simulator::Schedule(m_delay + wait, &FrameFounder::TakeTurn, this);
}

void
FrameFounder::ForgoTurn()
{
    m_turn.Cancel();
}

bool
FrameFounder::MayBegin() const
{
    // Whoever has no cable beyond doubt leaves it to others, at first.
    for (uint8_t port : GetAround().GetKnown())
    {
        const Placement::Grade grade = GetAround().GetGrade(port);
        if (grade != Placement::NONE && grade <= Placement::CONFIRMED + m_turns)
        {
            return true;
        }
    }
    return false;
}

void
FrameFounder::TakeTurn()
{
    if (GetPlacement().IsKnown())
    {
        return;
    }
    const bool isOffered = GetChoice().Propose(Placement::VOTES).placement.IsKnown();
    if (MayBegin() && !isOffered && !IsOutside())
    {
        NS_LOG_INFO("begins a frame of reference");
        Begin({m_number, {}, Placement::CONFIRMED});
    }
    else if (m_turns < LAST_TURN)
    {
        ++m_turns;
        AwaitTurn();
    }
}

bool
FrameFounder::IsOutside() const
{
    const Placement best = GetAround().GetBestFrame(Placement::VOTES);
    return best.isSettled && !GetPlacement().IsIn(best.frame);
}

void
FrameFounder::Heard()
{
    Count();
    const Placement& placement = GetPlacement();
    for (uint8_t port : GetAround().GetKnown())
    {
        const BootstrapState& state = GetAround().Get(port);
        if (placement.IsKnown() && !placement.isSettled && state.isSettled &&
            state.frame == placement.frame)
        {
            SetSettled();
        }
    }
}

void
FrameFounder::Count()
{
    const Placement& placement = GetPlacement();
    uint32_t servers = 1;
    for (uint8_t port : GetAround().GetKnown())
    {
        const BootstrapState& state = GetAround().Get(port);
        const bool isChild = placement.IsKnown() && state.grade != Placement::NONE &&
                             state.frame == placement.frame &&
                             state.parent == GetAround().GetFarPort(port);
        servers += isChild ? state.servers : 0;
    }
    if (servers != m_servers && !placement.isSettled && m_count.IsExpired())
    {
        m_count = Simulator::Schedule(m_countTime, &FrameFounder::ReportCount, this);
    }
    m_servers = servers;
}

void
FrameFounder::ReportCount()
{
    if (GetChoice().GetParent() != N_TORUS_PORTS)
    {
        Tell(PortSet::Of(GetChoice().GetParent()));
    }
    else if (GetPlacement().IsKnown() && m_servers > GetSharedTorus()->GetNServers() / 2)
    {
        SetSettled();
        Heard();
    }
}

void
FrameFounder::Write(BootstrapState& state) const
{
    state.servers = m_servers;
}

} // namespace ns3::camcube
