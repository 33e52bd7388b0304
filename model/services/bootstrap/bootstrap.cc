/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bootstrap.h"

#include "contradictions.h"

#include "ns3/runtime.h"
#include "ns3/server-log.h"
#include "ns3/simulator.h"

#include <stdexcept>

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("Bootstrap");
NS_OBJECT_ENSURE_REGISTERED(Bootstrap);

namespace
{

/** Who may be disputed waits so many times as long as others. */
constexpr int64_t DISPUTABLE_WAITS = 4;
/** Who has no place waits so many times before it asks who has those that it may belong to. */
constexpr int64_t ASKING_WAITS = 3;
/** What must speak for a place that is asked for, by one without a place, and by one in doubt. */
constexpr uint32_t WORTH_ASKING = Neighborhood::FITTING_WEIGHT + Neighborhood::UNFITTING_WEIGHT;
constexpr uint32_t WORTH_ASKING_IN_DOUBT = Neighborhood::FITTING_WEIGHT;
/** Equal contradictions that are no chance, even in small cubes with a quarter of the cables bad.
 */
constexpr uint32_t WALL = 4;
/** Neighbours who do not doubt their places that are enough beside others who do. */
constexpr uint32_t ENOUGH_SUPPORT = 3;

} // namespace

TypeId
Bootstrap::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::Bootstrap")
            .SetParent<FrameFounder>()
            .SetGroupName("CamCube")
            .AddConstructor<Bootstrap>()
            .AddAttribute("ConfirmTime",
                          "How long a place in a frame that holds goes undisputed until it stands",
                          TimeValue(MilliSeconds(4)),
                          MakeTimeAccessor(&Bootstrap::m_confirmTime),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("Identified",
                            "The server has found out where it is",
                            MakeTraceSourceAccessor(&Bootstrap::m_identified),
                            "ns3::camcube::Bootstrap::IdentifiedCallback");
    return tid;
}

Bootstrap::Bootstrap()
    : FrameFounder(SERVICE_ID)
{
}

Bootstrap::~Bootstrap() = default;

void
Bootstrap::Deployed()
{
    if (!GetSharedTorus())
    {
        throw std::invalid_argument("Bootstrap does not know the sides of the cube; set its "
                                    "attribute Sides, such as 8x8x8");
    }
    if (GetSharedTorus()->GetPorts().GetSize() < 4)
    {
        throw std::invalid_argument("Bootstrap has no squares to go by in a cube of " +
                                    GetSharedTorus()->GetName() +
                                    "; it needs sides of 2 or more along two axes at least");
    }
    if (GetRuntime().IsPlaced() && !m_isIdentified)
    {
        throw std::logic_error("Bootstrap finds out where servers are, and this one knows; call "
                               "TorusHelper::SetPlaced(false) before servers are made");
    }
    FrameFounder::Deployed();
    if (!m_isIdentified)
    {
        AwaitTurn();
    }
}

void
Bootstrap::Withdrawing()
{
    FrameFounder::Withdrawing();
    m_ask.Cancel();
    m_confirm.Cancel();
}

void
Bootstrap::LinkDown(uint8_t port)
{
    const Neighborhood& around = GetAround();
    if (port < N_TORUS_PORTS && (around.GetKnown().Contains(port) || around.IsLoop(port)))
    {
        m_past.Learn(port, around.GetFarPort(port), around.Get(port), around.IsLoop(port));
    }
    FrameFounder::LinkDown(port);
}

void
Bootstrap::LinkUp(uint8_t port)
{
    m_past.Forget(port);
    m_wrong.erase(port);
    FrameFounder::LinkUp(port);
}

void
Bootstrap::Heard()
{
    FrameFounder::Heard();
    Settle();
    if (m_isIdentified)
    {
        DeactivateFaults();
    }
}

void
Bootstrap::Settle()
{
    if (IsOutside() && m_ask.IsExpired())
    {
        m_ask =
            Simulator::Schedule(m_confirmTime * ASKING_WAITS, &Bootstrap::AskWhereItBelongs, this);
    }
    if (m_changesSeen != GetChoice().GetChanges())
    {
        m_changesSeen = GetChoice().GetChanges();
        m_confirm.Cancel();
    }
    if (GetPlacement().isSettled && !m_isIdentified && !GetChoice().IsDoubtful() &&
        m_confirm.IsExpired())
    {
        // Who rests on little waits for those who may come to their places later.
        const int64_t waits = GetReview().IsStrong(GetPlacement()) ? 1 : DISPUTABLE_WAITS;
        m_confirm = Simulator::Schedule(m_confirmTime * waits, &Bootstrap::Review, this);
    }
}

void
Bootstrap::AskWhereItBelongs()
{
    if (IsOutside())
    {
        AskWhere(WORTH_ASKING);
    }
}

void
Bootstrap::Review()
{
    if (GetReview().IsOutvoted(GetPlacement()))
    {
        GiveUp();
    }
    else if (GetReview().IsStrong(GetPlacement()))
    {
        Stand();
    }
    else
    {
        m_confirm = Simulator::Schedule(m_confirmTime, &Bootstrap::Judge, this);
        Ask();
    }
}

void
Bootstrap::Judge()
{
    if (GetReview().IsCertain(GetPlacement()))
    {
        Stand();
    }
    else
    {
        AskWhere(WORTH_ASKING_IN_DOUBT);
    }
}

void
Bootstrap::Stand()
{
    // Neighbours hear that this place does not change any more before a wrong cable is shut down,
    // so that both ends know where it leads.
    ForgoTurn();
    Fix();
    Tell(GetPorts());
    m_confirm = Simulator::Schedule(m_confirmTime / 2, &Bootstrap::LookForWalls, this);
}

void
Bootstrap::LookForWalls()
{
    if (CountEqualContradictions(*GetSharedTorus(), GetAround(), GetPlacement()) >= WALL)
    {
        Doubt();
        return;
    }
    m_confirm = Simulator::Schedule(m_confirmTime / 2, &Bootstrap::Identify, this);
}

void
Bootstrap::Identify()
{
    if (GetReview().IsOutvoted(GetPlacement()))
    {
        GiveUp();
        return;
    }
    if (CountUndoubtedSupport(*GetSharedTorus(), GetAround(), GetPlacement()) < ENOUGH_SUPPORT)
    {
        Doubt();
        return;
    }
    NS_LOG_INFO("is at " << GetPlacement().here);
    m_isIdentified = true;
    DeactivateFaults();
    const TorusCoordinate here = GetPlacement().here;
    GetRuntime().Place(GetSharedTorus(), here);
    m_identified(here);
}

void
Bootstrap::DeactivateFaults()
{
    PortSet wrong;
    for (const CableFault& fault : GetFaults())
    {
        // Over one to a server that does not know its place yet it is still to be heard which it
        // is.
        if (fault.kind != CableFault::FAILED && fault.peer)
        {
            m_wrong.emplace(fault.port, fault);
            wrong.Insert(fault.port);
        }
    }
    for (uint8_t port : wrong& GetRuntime().GetUpPorts())
    {
        GetRuntime().DeactivateLink(port);
    }
}

std::optional<CableFault>
Bootstrap::GetFault(uint8_t port) const
{
    const auto wrong = m_wrong.find(port);
    if (wrong != m_wrong.end())
    {
        return wrong->second;
    }
    const auto fault = FindFault(*GetSharedTorus(), GetPlacement(), GetAround(), port);
    const bool isSilent = fault && fault->kind == CableFault::FAILED;
    const auto before =
        isSilent ? FindFault(*GetSharedTorus(), GetPlacement(), m_past, port) : std::nullopt;
    return before ? before : fault;
}

std::vector<CableFault>
Bootstrap::GetFaults() const
{
    std::vector<CableFault> faults;
    for (uint8_t port : m_isIdentified&& IsDeployed() ? GetPorts() : PortSet())
    {
        if (const auto fault = GetFault(port))
        {
            faults.push_back(*fault);
        }
    }
    return faults;
}

} // namespace ns3::camcube
