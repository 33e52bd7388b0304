/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "live-groups.h"

#include "text-packet.h"

#include "ns3/group-multicast.h"

#include <memory>
#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

LiveGroups::LiveGroups(Ptr<GroupMulticast> multicast, const Torus& torus)
    : m_multicast(multicast),
      m_torus(torus)
{
}

void
LiveGroups::AddTo(HostQuestions& questions, Ptr<GroupMulticast> multicast, const Torus& torus)
{
    const std::shared_ptr<LiveGroups> self(new LiveGroups(multicast, torus));
    questions.Add(UDP_PORT, [self](const auto& line, const auto& client, const auto& answer) {
        self->Do(line, client, answer);
    });
}

GroupId
LiveGroups::FindGroup(const Torus& torus, const std::string& name)
{
    const Key key = Key::FromName(name);
    return {key.GetPlace(torus), static_cast<uint32_t>(key.GetRest())};
}

void
LiveGroups::Do(std::string line,
               const HostQuestions::Client& client,
               const HostQuestions::Answer& answer)
{
    const std::string verb = HostQuestions::TakeWord(line);
    const std::string name = HostQuestions::TakeWord(line);
    const bool isKnown = verb == "join" || verb == "leave" || verb == "send";
    if (!isKnown || name.empty() || (verb != "send" && !line.empty()))
    {
        throw std::invalid_argument("give join GROUP, leave GROUP or send GROUP TEXT");
    }
    if (verb == "join")
    {
        Join(name, client, answer);
    }
    else if (verb == "leave")
    {
        Leave(name, client);
    }
    else
    {
        m_multicast->Multicast(FindGroup(m_torus, name), MakeTextPacket(line));
    }
    answer("ok");
}

void
LiveGroups::Join(const std::string& name,
                 const HostQuestions::Client& client,
                 const HostQuestions::Answer& answer)
{
    if (CountMemberships() == MAX_MEMBERSHIPS)
    {
        throw std::length_error("programs of this host have joined " +
                                std::to_string(MAX_MEMBERSHIPS) +
                                " times, as often as they may; leave a group");
    }
    if (m_groups.count(name) == 0)
    {
        Registration membership =
            m_multicast->Join(nullptr,
                              FindGroup(m_torus, name),
                              [this, name](const Ptr<Packet>& packet, const GroupMessage& message) {
                                  Tell(name, *packet, message.source);
                              });
        m_groups[name].membership = std::move(membership);
    }
    m_groups[name].members[client] = answer;
}

void
LiveGroups::Tell(const std::string& name, const Packet& packet, const TorusCoordinate& from) const
{
    const std::string line =
        "message " + name + " " + from.GetPlace() + " " + ReadTextPacket(packet);
    for (const auto& [member, tell] : m_groups.at(name).members)
    {
        tell(line);
    }
}

void
LiveGroups::Leave(const std::string& name, const HostQuestions::Client& client)
{
    const auto group = m_groups.find(name);
    if (group == m_groups.end() || group->second.members.erase(client) == 0)
    {
        throw std::logic_error("this program is no member of that group; join it first");
    }
    if (group->second.members.empty())
    {
        m_groups.erase(group);
    }
}

std::size_t
LiveGroups::CountMemberships() const
{
    std::size_t count = 0;
    for (const auto& [name, group] : m_groups)
    {
        count += group.members.size();
    }
    return count;
}

} // namespace ns3::camcube
