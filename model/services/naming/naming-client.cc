/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "naming-client.h"

#include "ns3/shared-clock.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

NamingClient::NamingClient(NamingServer& server, Time retry, Time timeout)
    : m_server(server),
      m_retry(retry),
      m_timeout(timeout)
{
}

NamingClient::~NamingClient()
{
    for (Call& call : m_calls)
    {
        call.retry.Cancel();
        call.end.Cancel();
    }
}

void
NamingClient::Begin(NamingMessage::Operation operation, NamingEntry entry, Receiver receiver)
{
    NamingMessage request(NamingHead::REQUEST, m_server.GetSlot(entry.name), 0);
    request.flag = operation;
    request.entries = {std::move(entry)};
    const auto call = m_calls.insert(m_calls.end(), Call{request, std::move(receiver), {}, {}});
    call->end =
        Simulator::Schedule(m_timeout, [this, call] { End(call, NamingStatus::FAILED, ""); });
    if (!MustWait(call))
    {
        Start(call);
    }
}

bool
NamingClient::MustWait(Calls::const_iterator call) const
{
    return call->request.flag != NamingMessage::GET &&
           std::any_of(m_calls.begin(), call, [&](const Call& other) {
               return other.request.flag != NamingMessage::GET &&
                      other.request.entries.front().name == call->request.entries.front().name;
           });
}

void
NamingClient::Start(Calls::iterator call)
{
    // The time of its issue, and yet another for each: they go on in a server's next life.
    const auto now = static_cast<uint64_t>(SharedClock::Now().GetNanoSeconds());
    m_lastSequence = std::max(m_lastSequence + 1, now);
    call->request.number = m_lastSequence;
    Try(call);
}

void
NamingClient::Try(Calls::iterator call)
{
    call->isRedirected = false;
    call->retry = Simulator::Schedule(m_retry, [this, call] { Try(call); });
    const std::vector<uint32_t> servers = m_server.GetWanted(call->request.slot);
    if (!servers.empty())
    {
        // The first may be reachable and yet not serve: only those that share slots with it know.
        m_server.Send(servers[call->tries++ % servers.size()], call->request);
    }
}

void
NamingClient::Receive(const NamingMessage& message)
{
    const auto call = std::find_if(m_calls.begin(), m_calls.end(), [&](const Call& other) {
        return other.request.number == message.number && !other.retry.IsExpired();
    });
    if (call == m_calls.end() || call->request.slot != message.slot)
    {
        return; // it was answered before, or has failed
    }
    if (message.kind == NamingHead::REPLY)
    {
        const bool isDone = message.flag == static_cast<uint8_t>(NamingStatus::OK);
        const bool hasValue = isDone && !message.entries.empty();
        EndSoon(call,
                isDone ? NamingStatus::OK : NamingStatus::ABSENT,
                hasValue ? message.entries.front().value : "");
    }
    else if (!message.members.empty() && !call->isRedirected &&
             m_server.IsReachable(message.members.front().server))
    {
        call->isRedirected = true;
        m_server.Send(message.members.front().server, call->request);
    }
}

void
NamingClient::EndSoon(Calls::iterator call, NamingStatus status, const std::string& value)
{
    call->retry.Cancel();
    call->end.Cancel();
    call->end = Simulator::ScheduleNow([this, call, status, value] { End(call, status, value); });
}

void
NamingClient::End(Calls::iterator call, NamingStatus status, const std::string& value)
{
    call->retry.Cancel();
    const Receiver receiver = std::move(call->receiver);
    const std::string name = call->request.entries.front().name;
    m_calls.erase(call);
    // The next that has waited for it, if it has.
    const auto next = std::find_if(m_calls.begin(), m_calls.end(), [&](const Call& other) {
        return other.request.number == 0 && other.request.entries.front().name == name;
    });
    if (next != m_calls.end() && !MustWait(next))
    {
        Start(next);
    }
    receiver(status, value); // which may begin operations, or end this client
}

} // namespace ns3::camcube
