/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "convergecast.h"

#include "convergecast-requests.h"

#include "ns3/group-tree.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

namespace
{

Convergecast::Members
GetMembers(const Torus& torus, const std::vector<uint32_t>& servers)
{
    Convergecast::Members members;
    for (uint32_t server : servers)
    {
        members.push_back(torus.GetCoordinate(server));
    }
    return members;
}

} // namespace

NS_OBJECT_ENSURE_REGISTERED(Convergecast);

TypeId
Convergecast::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::Convergecast")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddConstructor<Convergecast>()
            .AddAttribute("QuietTime",
                          "How long a server that has lost a kid or become root calls rounds "
                          "incomplete; twice the time in which routing settles, or more",
                          TimeValue(MilliSeconds(2)),
                          MakeTimeAccessor(&Convergecast::m_quietTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Timeout",
                          "How long a round may take at its root",
                          TimeValue(MilliSeconds(10)),
                          MakeTimeAccessor(&Convergecast::m_timeout),
                          MakeTimeChecker(Time(1)))
            .AddTraceSource("RoundEnded",
                            "A round ends here, at its root: group, whether it is complete, "
                            "servers in it",
                            MakeTraceSourceAccessor(&Convergecast::m_ended),
                            "ns3::camcube::Convergecast::RoundCallback");
    return tid;
}

Convergecast::Convergecast()
    : Service(SERVICE_ID)
{
}

Convergecast::~Convergecast() = default;

bool
Convergecast::NeedsPlace() const
{
    return true;
}

void
Convergecast::Placed()
{
    if (m_rounds)
    {
        // They may be asking for a value, in which this is deployed anew, and go on after that.
        Simulator::ScheduleNow([before = std::move(m_rounds)] {});
    }
    m_tree = GetRuntime().Require<GroupTree>();
    m_rounds = std::make_shared<ConvergecastRounds>(
        ConvergecastTimes{m_quietTime, m_timeout},
        m_tree,
        m_counters,
        ConvergecastRounds::Hooks{
            [this](const GroupId& group, uint16_t function) { return GetOwn(group, function); },
            [this](Aggregate& to, const Aggregate& report, uint16_t function) {
                Add(to, report, function);
            },
            [this](const GroupId& group, const ConvergecastAnswer& answer) {
                Finished(group, answer);
            }});
    m_requests = std::make_unique<ConvergecastRequests>(this, m_tree, *m_rounds, m_counters);
    m_user = m_tree->AddUser(this, m_rounds.get());
}

void
Convergecast::Withdrawing()
{
    m_requests = nullptr; // nobody is told any more
    if (m_rounds)
    {
        m_rounds->End();
    }
}

void
Convergecast::DoDispose()
{
    m_requests = nullptr;
    m_rounds = nullptr;
    m_tree = nullptr;
    Service::DoDispose();
}

Registration
Convergecast::AddFunction(Service* owner, uint16_t number, Value value, Combine combine)
{
    if (!value || !combine)
    {
        throw std::invalid_argument("function " + std::to_string(number) +
                                    " of convergecast lacks what gives, or what combines, values; "
                                    "give both");
    }
    auto function = std::make_shared<Function>();
    *function = {std::move(value), std::move(combine)};
    return m_functions.Add("function of convergecast",
                           GetRegistrations(owner),
                           number,
                           0,
                           std::move(function));
}

Registration
Convergecast::Ask(Service* owner, const GroupId& group, uint16_t function, Receiver receiver)
{
    const Torus& torus = GetRuntime().GetTorus();
    if (!receiver)
    {
        throw std::invalid_argument("no function was given that is told what members of " +
                                    group.GetName() + " answer");
    }
    const TorusCoordinate root = m_tree->FindRoot(group);
    const auto told =
        [&torus, root, receiver = std::move(receiver)](const ConvergecastAnswer& answer) {
            const Aggregate& whole = answer.whole;
            Result result{whole.value ? whole.value->Copy() : nullptr,
                          GetMembers(torus, whole.servers),
                          whole.isComplete,
                          root,
                          std::nullopt};
            if (answer.missing)
            {
                result.missing = GetMembers(torus, *answer.missing);
            }
            receiver(result);
        };
    return m_requests->Send(owner, root, group, function, 3 * m_timeout, told);
}

std::optional<Aggregate>
Convergecast::GetOwn(const GroupId& group, uint16_t function) const
{
    const auto found = m_functions.Find(function);
    if (!found)
    {
        return std::nullopt;
    }
    if (!m_tree->IsMember(group))
    {
        return Aggregate();
    }
    const TorusCoordinate here = m_tree->GetRuntime().GetCoordinate();
    const Ptr<Packet> value = (*found)->value(group);
    return value ? Aggregate{value, {m_tree->GetRuntime().GetTorus().GetServer(here)}}
                 : Aggregate::Nothing();
}

void
Convergecast::Finished(const GroupId& group, const ConvergecastAnswer& answer)
{
    m_requests->Finished(group, answer);
    m_ended(group, answer.whole.isComplete, static_cast<uint32_t>(answer.whole.servers.size()));
}

void
Convergecast::Add(Aggregate& to, const Aggregate& report, uint16_t function) const
{
    const auto found = m_functions.Find(function);
    to.Add(found ? report : Aggregate::Nothing(), found ? (*found)->combine : Combine());
}

} // namespace ns3::camcube
