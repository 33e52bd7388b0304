/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "naming-server.h"

#include "ns3/runtime.h"
#include "ns3/shared-clock.h"
#include "ns3/simulator.h"

#include <set>
#include <utility>

namespace ns3::camcube
{

NamingServer::NamingServer(const Runtime& runtime,
                           Ptr<MultiHopRouting> routing,
                           uint16_t endpoint,
                           uint64_t incarnation,
                           const Settings& settings)
    : m_routing(std::move(routing)),
      m_torus(runtime.GetTorus()),
      m_self{m_torus.GetServer(runtime.GetCoordinate()), incarnation},
      m_settings(settings),
      m_map(m_torus, settings.slots, settings.replicas),
      m_mailbox(m_routing, endpoint, MultiHopRouting::GetMtu(runtime.GetMtu())),
      m_peers(settings.exclusion.GetNanoSeconds(), settings.resend.GetNanoSeconds()),
      m_greetings([this](uint32_t server) { SendLife(server, NamingHead::HELLO); })
{
}

NamingServer::~NamingServer()
{
    m_tick.Cancel();
    m_exclude.Cancel();
}

void
NamingServer::Found()
{
    const auto all = [](uint32_t) { return true; };
    for (uint32_t slot : m_map.FindSlots(m_self.server, all))
    {
        SlotMembers members;
        for (uint32_t server : m_map.FindServers(slot, all))
        {
            members.push_back({server, 0});
        }
        if (std::find(members.begin(), members.end(), m_self) != members.end())
        {
            GetReplica(slot).Found(members);
        }
    }
}

SlotMap::Servers
NamingServer::FindSharers() const
{
    std::set<uint32_t> sharers;
    const auto isReachable = [this](uint32_t server) { return IsReachable(server); };
    for (uint32_t slot : m_map.FindSlots(m_self.server, isReachable))
    {
        // One more than keep a slot: the one that has kept it in this server's stead.
        const auto servers = m_map.FindServers(slot, isReachable, 1);
        sharers.insert(servers.begin(), servers.end());
    }
    for (const auto& [slot, replica] : m_slots)
    {
        if (const SlotRecord* record = replica->PeekRecord())
        {
            for (const SlotMember& member : record->members)
            {
                sharers.insert(member.server);
            }
        }
    }
    sharers.erase(m_self.server);
    return {sharers.begin(), sharers.end()};
}

void
NamingServer::Return()
{
    m_hasReturned = true;
    RoutesChanged();
}

void
NamingServer::SayGoodbye()
{
    for (uint32_t server : FindSharers())
    {
        SendLife(server, NamingHead::GOODBYE);
    }
    m_mailbox.Flush();
}

void
NamingServer::SendLife(uint32_t to, NamingHead::Kind kind)
{
    NamingMessage message(kind, 0, 0);
    message.incarnation = m_self.incarnation;
    Send(to, message);
}

void
NamingServer::Receive(const Packet& packet, uint32_t from)
{
    std::vector<uint8_t> bytes(packet.GetSize());
    packet.CopyData(bytes.data(), static_cast<uint32_t>(bytes.size()));
    const uint8_t* at = bytes.data();
    const uint8_t* const end = at + bytes.size();
    do
    {
        const auto message = NamingMessage::Read(at, end);
        if (!message || !message->IsSound(m_torus.GetNServers(), m_map.GetSize()))
        {
            ++m_malformed;
            return;
        }
        Handle(from, *message);
    } while (at != end);
}

void
NamingServer::Handle(uint32_t from, const NamingMessage& message)
{
    if (message.IsForOneLife() && message.incarnation != m_self.incarnation)
    {
        SendLife(from, NamingHead::I_AM);
        return;
    }
    switch (message.kind)
    {
    case NamingHead::REPLY:
    case NamingHead::REDIRECT:
        m_toClients(message);
        return;
    case NamingHead::HELLO:
    case NamingHead::HELLO_ACK:
    case NamingHead::GOODBYE:
    case NamingHead::I_AM:
        HandleLife(from, message);
        return;
    case NamingHead::WHO:
        SendLife(from, NamingHead::I_AM);
        break;
    default:
        break;
    }
    if (message.kind != NamingHead::REQUEST || m_slots.count(message.slot) > 0)
    {
        SlotReplica& replica = GetReplica(message.slot);
        Look(replica, message.slot, [&] { replica.Receive(from, message); });
    }
}

void
NamingServer::HandleLife(uint32_t from, const NamingMessage& message)
{
    m_peers.Heard(from, message.incarnation, message.kind != NamingHead::GOODBYE, GetNow());
    if (message.kind == NamingHead::HELLO_ACK)
    {
        m_greetings.Answered(from);
    }
    if (message.kind == NamingHead::HELLO)
    {
        SendLife(from, NamingHead::HELLO_ACK);
    }
    Review();
}

SlotReplica&
NamingServer::GetReplica(uint32_t slot)
{
    std::unique_ptr<SlotReplica>& replica = m_slots[slot];
    if (!replica)
    {
        SlotHost& host = *this;
        replica = std::make_unique<SlotReplica>(slot, host);
    }
    return *replica;
}

template <typename F>
void
NamingServer::ForEachSlot(F use)
{
    for (const auto& [slot, replica] : m_slots)
    {
        Look(*replica, slot, [&, kept = replica.get()] { use(*kept); });
    }
}

void
NamingServer::Look(SlotReplica& replica, uint32_t slot, const std::function<void()>& change)
{
    const auto getEpoch = [&] { return replica.PeekRecord() ? replica.PeekRecord()->epoch : 0; };
    const uint64_t before = getEpoch();
    change();
    if (before != getEpoch() && m_changed)
    {
        m_changed(slot, getEpoch());
    }
    if (replica.IsBusy())
    {
        TickSoon();
    }
}

void
NamingServer::TickSoon()
{
    if (m_tick.IsExpired())
    {
        m_tick = Simulator::Schedule(m_settings.resend, &NamingServer::Tick, this);
    }
}

void
NamingServer::Tick()
{
    m_greetings.Tick([this](uint32_t server) { return IsReachable(server); });
    ForEachSlot([](SlotReplica& replica) {
        if (replica.IsBusy())
        {
            replica.Tick();
        }
    });
    if (m_greetings.IsBusy())
    {
        TickSoon();
    }
}

void
NamingServer::RoutesChanged()
{
    uint32_t reachable = 0;
    for (uint32_t server = 0; server < m_torus.GetNServers(); ++server)
    {
        reachable += IsReachable(server);
    }
    const bool wasInMajority = std::exchange(m_isInMajority, 2 * reachable > m_torus.GetNServers());
    if (!wasInMajority || !m_isInMajority)
    {
        m_cutUntil = GetNow();
    }
    if (wasInMajority && !m_isInMajority)
    {
        ForEachSlot([](SlotReplica& replica) { replica.Seal(); });
    }
    // Who was cut off has not seen for how long others can be reached by most.
    m_peers.Look([this](uint32_t server) { return IsReachable(server); },
                 wasInMajority && m_isInMajority,
                 GetNow());
    if (m_hasReturned && m_isInMajority)
    {
        m_greetings.Greet(FindSharers());
        TickSoon();
    }
    Review();
}

void
NamingServer::Review()
{
    ForEachSlot([](SlotReplica& replica) { replica.Review(); });
    m_exclude.Cancel();
    if (const auto next = m_peers.GetNextExclusion(GetNow()))
    {
        m_exclude = Simulator::Schedule(NanoSeconds(*next - GetNow()), &NamingServer::Review, this);
    }
}

void
NamingServer::Send(uint32_t to, const NamingMessage& message)
{
    m_mailbox.Send(m_torus.GetCoordinate(to), message);
}

Naming::Counters
NamingServer::GetCounters() const
{
    return {m_mailbox.GetNPackets(), m_mailbox.GetNMessages(), m_malformed};
}

const SlotRecord*
NamingServer::PeekRecord(uint32_t slot) const
{
    const auto found = m_slots.find(slot);
    return found == m_slots.end() ? nullptr : found->second->PeekRecord();
}

int64_t
NamingServer::GetNow() const
{
    return SharedClock::Now().GetNanoSeconds();
}

bool
NamingServer::IsReachable(uint32_t server) const
{
    return m_routing->IsDeployed() && m_routing->IsReachable(m_torus.GetCoordinate(server));
}

bool
NamingServer::IsGone(const SlotMember& member) const
{
    return !(member == m_self) && m_peers.IsGone(member, GetNow());
}

std::vector<uint32_t>
NamingServer::GetWanted(uint32_t slot) const
{
    return m_map.FindServers(slot, [this](uint32_t server) {
        return IsReachable(server) && m_peers.IsServing(server);
    });
}

void
NamingServer::Watch(uint32_t server)
{
    if (m_peers.Watch(server, IsReachable(server), GetNow()))
    {
        m_exclude.Cancel(); // not before what goes on now is done
        m_exclude = Simulator::ScheduleNow(&NamingServer::Review, this);
    }
}

std::optional<uint64_t>
NamingServer::Identify(uint32_t server, uint32_t slot, uint64_t epoch, int64_t since)
{
    if (server == m_self.server)
    {
        return m_self.incarnation;
    }
    const auto life = m_peers.Identify(server, since, GetNow());
    if (!life)
    {
        Send(server, NamingMessage(NamingHead::WHO, slot, epoch));
    }
    return life;
}

} // namespace ns3::camcube
