/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "convergecast-requests.h"

#include "ns3/group-tree.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

/** Of a request, or before the bytes of a reply. */
struct ConvergecastRequests::Header
{
    bool isReply;
    TorusCoordinate place;
    uint32_t group;
    uint16_t function;
    uint64_t id;
    static constexpr auto FIELDS = HeaderFields(&Header::isReply,
                                                &Header::place,
                                                &Header::group,
                                                &Header::function,
                                                &Header::id);

    GroupId GetGroup() const
    {
        return {place, group};
    }
};

ConvergecastRequests::ConvergecastRequests(Service* owner,
                                           Ptr<GroupTree> tree,
                                           ConvergecastRounds& rounds,
                                           ConvergecastCounters& counters)
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
                    GivenBack(*frame);
                })};
}

ConvergecastRequests::~ConvergecastRequests()
{
    for (auto& entry : m_queues)
    {
        entry.second.next.Cancel();
    }
    for (auto& entry : m_pending)
    {
        entry.second.timer.Cancel();
        entry.second.entry->Forget();
    }
}

Registration
ConvergecastRequests::Send(Service* owner,
                           const TorusCoordinate& root,
                           const GroupId& group,
                           uint16_t function,
                           Time limit,
                           Receiver receiver)
{
    // Numbers differ from those before a withdrawal, so late replies do not mislead.
    const auto now = static_cast<uint64_t>(Simulator::Now().GetTimeStep());
    const uint64_t id = m_lastId = std::max(m_lastId + 1, now);
    const auto entry = std::make_shared<Registration::Entry>([this, id] {
        m_pending.at(id).timer.Cancel();
        m_pending.erase(id);
    });
    Registration registration(entry, Service::GetRegistrations(owner));
    m_pending[id] = {root,
                     group,
                     function,
                     std::move(receiver),
                     Simulator::Schedule(limit, [this, id] { End(id, {}); }),
                     entry};
    auto frame = std::make_unique<Frame>(MultiHopRouting::SERVICE_ID, Create<Packet>());
    frame->SetInnerHeader(Header{false, group.place, group.number, function, id});
    m_routing->Send(root, ENDPOINT, std::move(frame));
    return registration;
}

void
ConvergecastRequests::End(uint64_t id, const ConvergecastAnswer& answer)
{
    auto pending = m_pending.extract(id); // who is told may ask again, or end all
    if (!pending.empty())
    {
        pending.mapped().timer.Cancel();
        pending.mapped().entry->Forget();
        pending.mapped().receiver(answer);
    }
}

bool
ConvergecastRequests::IsPending(const Header& header) const
{
    const auto found = m_pending.find(header.id);
    return found != m_pending.end() && found->second.group == header.GetGroup() &&
           found->second.function == header.function;
}

void
ConvergecastRequests::GivenBack(Frame& frame)
{
    const Header* header = frame.PeekInnerHeader<Header>();
    if (header && !header->isReply && IsPending(*header))
    {
        EventId& timer = m_pending.at(header->id).timer;
        timer.Cancel(); // not while the request is being sent
        timer = Simulator::ScheduleNow([this, id = header->id] { End(id, {}); });
    }
}

void
ConvergecastRequests::Received(FramePtr frame, const TorusCoordinate& from)
{
    const Torus& torus = m_owner->GetRuntime().GetTorus();
    const Header* header = frame->PeekInnerHeader<Header>();
    const auto answer = header && header->isReply
                            ? ConvergecastAnswer::Read(torus, *frame->GetPayload())
                            : ConvergecastAnswer();
    if (!header || !torus.Contains(header->place) || !answer)
    {
        ++m_counters.malformed;
    }
    else if (!header->isReply)
    {
        m_queues[header->GetGroup()].waiting.push_back({from, header->id, header->function});
        StartNext(header->GetGroup());
    }
    else if (IsPending(*header) && m_pending.at(header->id).root == from)
    {
        End(header->id, *answer);
    }
}

void
ConvergecastRequests::StartNext(const GroupId& group)
{
    auto& [waiting, served, next] = m_queues.at(group);
    if (m_rounds.IsOpen(group) || waiting.empty())
    {
        return; // another request has come in the same instant, and has started one
    }
    const uint16_t function = waiting.front().function;
    const auto others =
        std::stable_partition(waiting.begin(), waiting.end(), [function](const Waiting& w) {
            return w.function == function;
        });
    served.assign(waiting.begin(), others);
    waiting.erase(waiting.begin(), others);
    if (m_tree->IsRoot(group))
    {
        m_rounds.Start(group, function); // after which this may be no more
    }
    else
    {
        Finished(group, {}); // who asks knows another root, or nobody has joined
    }
}

void
ConvergecastRequests::Finished(const GroupId& group, const ConvergecastAnswer& answer)
{
    const auto found = m_queues.find(group);
    if (found == m_queues.end())
    {
        return;
    }
    Queue& queue = found->second;
    queue.next.Cancel();
    if (!m_routing->IsDeployed())
    {
        queue = {}; // who asks is told when time has run out
    }
    for (const Waiting& to : std::exchange(queue.served, {}))
    {
        Reply(group, to, answer);
    }
    if (queue.waiting.empty())
    {
        m_queues.erase(found);
    }
    else
    {
        queue.next = Simulator::ScheduleNow(&ConvergecastRequests::StartNext, this, group);
    }
}

void
ConvergecastRequests::Reply(const GroupId& group,
                            const Waiting& to,
                            const ConvergecastAnswer& answer)
{
    const Runtime& runtime = m_owner->GetRuntime();
    const uint32_t room = MultiHopRouting::GetMtu(runtime.GetMtu()) - WireBytesOf<Header>;
    auto frame = std::make_unique<Frame>(MultiHopRouting::SERVICE_ID,
                                         answer.Write(runtime.GetTorus(), room));
    frame->SetInnerHeader(Header{true, group.place, group.number, to.function, to.id});
    m_routing->Send(to.from, ENDPOINT, std::move(frame));
}

} // namespace ns3::camcube
