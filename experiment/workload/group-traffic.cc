/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "group-traffic.h"

#include "ns3/choose-share.h"
#include "ns3/even-times.h"
#include "ns3/failure-injector.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"

#include <set>

namespace ns3::camcube
{

namespace
{

constexpr uint32_t MESSAGE_BYTES = 100;

std::string
FormatUs(Time time)
{
    return FormatNumber(time.GetNanoSeconds() / 1e3);
}

} // namespace

GroupTraffic::GroupTraffic(const NodeContainer& servers,
                           const FailureInjector& failures,
                           const std::vector<GroupId>& groups,
                           const Ptr<UniformRandomVariable>& random)
    : m_servers(servers),
      m_failures(failures),
      m_groups(groups),
      m_random(random),
      m_joined(groups.size())
{
    for (auto& joined : m_joined)
    {
        joined.resize(servers.GetN());
    }
}

GroupMulticast&
GroupTraffic::At(uint32_t server) const
{
    return *ServiceHelper<GroupMulticast>::Get(m_servers.Get(server));
}

void
GroupTraffic::Join(double share)
{
    for (std::size_t group = 0; group < m_groups.size(); ++group)
    {
        for (uint32_t server : ChooseShare(std::size_t{m_servers.GetN()}, share, m_random))
        {
            Toggle(group, server);
        }
    }
}

void
GroupTraffic::Toggle(std::size_t group, uint32_t server)
{
    Registration& joined = m_joined[group][server];
    m_changes.push_back({Simulator::Now(), group, server, 0, !joined.IsActive()});
    if (joined.IsActive())
    {
        joined.Cancel();
        return;
    }
    joined = At(server).Join(
        nullptr,
        m_groups[group],
        [this, group, server](auto, const GroupMessage& message) {
            m_deliveries.push_back({Simulator::Now(), group, server, m_names.at(message), false});
        });
}

template <typename F>
void
GroupTraffic::Repeat(uint32_t count, Time begin, Time end, F what)
{
    for (uint32_t i = 0; i < count; ++i)
    {
        Simulator::Schedule(GetEvenTime(i, count, begin, end) - Simulator::Now(), what);
    }
}

void
GroupTraffic::Change(uint32_t count, Time begin, Time end)
{
    Repeat(count, begin, end, [this] { ChangeOne(); });
}

void
GroupTraffic::Send(uint32_t count, Time begin, Time end)
{
    Repeat(count, begin, end, [this] { SendOne(); });
}

void
GroupTraffic::ChangeOne()
{
    const auto group = m_random->GetInteger(0, m_groups.size() - 1);
    const auto server = m_random->GetInteger(0, m_servers.GetN() - 1);
    if (!m_failures.IsFailed(m_servers.Get(server)))
    {
        Toggle(group, server);
    }
}

void
GroupTraffic::SendOne()
{
    const auto group = m_random->GetInteger(0, m_groups.size() - 1);
    std::vector<uint32_t> members;
    for (uint32_t server = 0; server < m_servers.GetN(); ++server)
    {
        if (m_joined[group][server].IsActive() && !m_failures.IsFailed(m_servers.Get(server)))
        {
            members.push_back(server);
        }
    }
    if (members.empty())
    {
        return;
    }
    const uint32_t server = members[m_random->GetInteger(0, members.size() - 1)];
    const GroupMessage message =
        At(server).Multicast(m_groups[group], Create<Packet>(MESSAGE_BYTES));
    m_names[message] = m_messages.size();
    m_messages.push_back({Simulator::Now(), group, server, m_messages.size(), false});
}

GroupTraffic::Counts
GroupTraffic::Count(const CubeComponents& connected) const
{
    Counts counts;
    counts.sent = m_messages.size();
    counts.delivered = m_deliveries.size();
    std::set<std::pair<std::size_t, uint32_t>> got;
    for (const Event& delivery : m_deliveries)
    {
        const Event& message = m_messages[delivery.message];
        counts.doubled += !got.insert({delivery.message, delivery.server}).second;
        if (message.server != delivery.server)
        {
            counts.timeUs.Add((delivery.at - message.at).GetNanoSeconds() / 1e3);
        }
    }
    std::vector<std::size_t> part(m_servers.GetN(), SIZE_MAX); // those that failed are in none
    for (std::size_t i = 0; i < connected.Get().size(); ++i)
    {
        for (uint32_t server : connected.Get()[i])
        {
            part[server] = i;
        }
    }
    std::vector<std::map<uint32_t, Time>> since(m_groups.size()); // members at the end
    for (const Event& change : m_changes)
    {
        if (change.isJoin)
        {
            since[change.group][change.server] = change.at;
        }
        else
        {
            since[change.group].erase(change.server);
        }
    }
    for (const Event& message : m_messages)
    {
        for (const auto& [server, joined] : since[message.group])
        {
            if (joined < message.at && part[server] != SIZE_MAX &&
                part[server] == part[message.server])
            {
                ++counts.due;
                counts.missed += got.count({message.message, server}) == 0;
            }
        }
    }
    return counts;
}

void
GroupTraffic::WriteDeliveries(std::ostream& os) const
{
    os << "time_us,group,message,server\n";
    for (const Event& delivery : m_deliveries)
    {
        os << FormatUs(delivery.at) << ',' << m_groups[delivery.group].number << ','
           << delivery.message << ',' << delivery.server << '\n';
    }
}

void
GroupTraffic::WriteMembers(std::ostream& os) const
{
    os << "time_us,group,server,event\n";
    for (const Event& change : m_changes)
    {
        os << FormatUs(change.at) << ',' << m_groups[change.group].number << ',' << change.server
           << ',' << (change.isJoin ? "join" : "leave") << '\n';
    }
}

} // namespace ns3::camcube
