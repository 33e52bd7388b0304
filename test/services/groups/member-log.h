/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MEMBER_LOG_H
#define MEMBER_LOG_H

#include "ns3/nstime.h"
#include "ns3/simulator.h"

#include <cstdint>
#include <map>
#include <vector>

namespace ns3::camcube
{

/** Who is a member of some groups, and who was when. */
class MemberLog
{
  public:
    /** Now a server joins a group, or leaves it. */
    void Toggle(uint32_t server, uint32_t group)
    {
        m_toggles[{server, group}].push_back(Simulator::Now());
    }

    /** \return the members of a group now, and since when */
    std::map<uint32_t, Time> GetMembers(uint32_t group) const
    {
        std::map<uint32_t, Time> members;
        for (const auto& [who, toggles] : m_toggles)
        {
            if (who.second == group && toggles.size() % 2 == 1)
            {
                members[who.first] = toggles.back();
            }
        }
        return members;
    }

    /** \return whether a server was a member of a group at some time of a span */
    bool WasMember(uint32_t server, uint32_t group, Time from, Time to) const
    {
        const auto found = m_toggles.find({server, group});
        for (std::size_t i = 0; found != m_toggles.end() && i < found->second.size(); i += 2)
        {
            const std::vector<Time>& toggles = found->second;
            if (toggles[i] <= to && (i + 1 == toggles.size() || toggles[i + 1] >= from))
            {
                return true;
            }
        }
        return false;
    }

  private:
    /** When they joined, left, joined again: by server and group. */
    std::map<std::pair<uint32_t, uint32_t>, std::vector<Time>> m_toggles;
};

} // namespace ns3::camcube

#endif /* MEMBER_LOG_H */
