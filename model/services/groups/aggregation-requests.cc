/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "aggregation-requests.h"

#include "group-tree.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

/** Of a request, or before the bytes of a reply. */
struct AggregationRequests::Header
{
    bool isReply;
    TorusCoordinate place;
    uint32_t group;
    uint16_t function;
    uint32_t id;
    static constexpr auto FIELDS = HeaderFields(&Header::isReply,
                                                &Header::place,
                                                &Header::group,
                                                &Header::function,
                                                &Header::id);
};

AggregationRequests::AggregationRequests(Service* owner,
                                         Ptr<GroupTree> tree,
                                         AggregationRounds& rounds,
                                         AggregationCounters& counters)
    : m_owner(owner),
      m_tree(std::move(tree)),
      m_rounds(rounds),
      m_counters(counters),
      m_routing(owner->GetRuntime().Require<MultiHopRouting>())
{
    m_hooked = {m_routing->AddEndpoint(owner,
                                       ENDPOINT,
                                       [this](FramePtr frame, const RoutingHeader& header) {
                                           Received(std::move(frame), header.source);
                                       }),
                m_routing->AddUndelivered(owner, ENDPOINT, [this](FramePtr frame, auto&, auto) {
                    const Header* header = frame->PeekInnerHeader<Header>();
                    const auto pending = m_pending.find(header ? header->id : 0);
                    if (pending != m_pending.end() && !header->isReply)
                    {
                        pending->second.timer.Cancel(); // not while the request is being sent
                        pending->second.timer = Simulator::ScheduleNow(&AggregationRequests::End,
                                                                       this,
                                                                       header->id,
                                                                       Aggregate::Nothing());
                    }
                })};
}

AggregationRequests::~AggregationRequests()
{
    m_next.Cancel();
    for (auto& entry : m_pending)
    {
        entry.second.timer.Cancel();
        entry.second.entry->Forget();
    }
}

Registration
AggregationRequests::Send(Service* owner,
                          const TorusCoordinate& root,
                          const GroupId& group,
                          uint16_t function,
                          Time limit,
                          Receiver receiver)
{
    const uint32_t id = ++m_lastId;
    const auto entry = std::make_shared<Registration::Entry>([this, id] {
        m_pending.at(id).timer.Cancel();
        m_pending.erase(id);
    });
    Registration registration(entry, Service::GetRegistrations(owner));
    m_pending[id] = {
        std::move(receiver),
        Simulator::Schedule(limit, &AggregationRequests::End, this, id, Aggregate::Nothing()),
        entry};
    auto frame = std::make_unique<Frame>(MultiHopRouting::SERVICE_ID, Create<Packet>());
    frame->SetInnerHeader(Header{false, group.place, group.number, function, id});
    m_routing->Send(root, ENDPOINT, std::move(frame));
    return registration;
}

void
AggregationRequests::End(uint32_t id, const Aggregate& what)
{
    auto pending = m_pending.extract(id); // who is told may ask again, or end all
    if (!pending.empty())
    {
        pending.mapped().timer.Cancel();
        pending.mapped().entry->Forget();
        pending.mapped().receiver(what);
    }
}

void
AggregationRequests::Received(FramePtr frame, const TorusCoordinate& from)
{
    const Torus& torus = m_owner->GetRuntime().GetTorus();
    const Header* header = frame->PeekInnerHeader<Header>();
    const auto what = header && header->isReply ? Aggregate::Read(torus, *frame->GetPayload())
                                                : Aggregate::Nothing();
    if (!header || !torus.Contains(header->place) || !what)
    {
        ++m_counters.malformed;
        return;
    }
    const GroupId group{header->place, header->group};
    if (header->isReply)
    {
        End(header->id, *what);
        return;
    }
    m_waiting[group].push_back({from, header->id, header->function});
    if (!m_rounds.IsOpen(group))
    {
        StartNext(group);
    }
}

void
AggregationRequests::StartNext(const GroupId& group)
{
    const auto found = m_waiting.find(group);
    if (found == m_waiting.end())
    {
        return;
    }
    std::vector<Waiting>& waiting = found->second;
    const auto others = std::stable_partition(
        waiting.begin(),
        waiting.end(),
        [function = waiting.front().function](const Waiting& w) { return w.function == function; });
    std::vector<Waiting>& served = m_served[group];
    served.assign(waiting.begin(), others);
    waiting.erase(waiting.begin(), others);
    if (waiting.empty())
    {
        m_waiting.erase(found);
    }
    if (m_tree->IsRoot(group))
    {
        m_rounds.Start(group, served.front().function);
    }
    else
    {
        Finished(group, Aggregate::Nothing()); // who asks knows another root, or nobody has joined
    }
}

void
AggregationRequests::Finished(const GroupId& group, const Aggregate& whole)
{
    const auto served = m_served.extract(group);
    if (served.empty() || !m_routing->IsDeployed())
    {
        return;
    }
    for (const Waiting& to : served.mapped())
    {
        Reply(group, to, whole);
    }
    if (m_waiting.count(group))
    {
        m_next = Simulator::ScheduleNow(&AggregationRequests::StartNext, this, group);
    }
}

void
AggregationRequests::Reply(const GroupId& group, const Waiting& to, const Aggregate& what)
{
    const Runtime& runtime = m_owner->GetRuntime();
    const uint32_t room = MultiHopRouting::GetMtu(runtime.GetMtu()) - WireBytesOf<Header>;
    auto frame =
        std::make_unique<Frame>(MultiHopRouting::SERVICE_ID, what.Write(runtime.GetTorus(), room));
    frame->SetInnerHeader(Header{true, group.place, group.number, to.function, to.id});
    m_routing->Send(to.from, ENDPOINT, std::move(frame));
}

} // namespace ns3::camcube
