/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONVERGECAST_JUDGE_H
#define CONVERGECAST_JUDGE_H

#include "connection-log.h"
#include "convergecast-found.h"
#include "live-cube.h"
#include "member-log.h"

#include "ns3/convergecast.h"

#include <iterator>
#include <map>
#include <set>
#include <vector>

namespace ns3::camcube
{

/** A value on the wire. */
struct SumValue
{
    uint64_t sum{0};
    static constexpr auto FIELDS = HeaderFields(&SumValue::sum);
};

/** One that was asked for. */
struct JudgedRound
{
    uint32_t asker{0};
    uint32_t number{0}; //!< of the group
    bool isRoot{false}; //!< whether the asker was the root
    Time asked;
    Time answered;
    uint32_t answers{0};
    Convergecast::Result result;
    std::map<uint32_t, Time> members; //!< when it was answered, and since when
};

/** Holds answers to what was really so, one after another as they were asked for. */
class ConvergecastJudge
{
  public:
    using Coordinates = std::vector<TorusCoordinate>; //!< of servers

    /** \param values by server; like the rest, they outlive this */
    ConvergecastJudge(const LiveCube& cube,
                      const ConnectionLog<LiveCube>& log,
                      const MemberLog& members,
                      const std::vector<uint64_t>& values)
        : m_cube(cube),
          m_log(log),
          m_members(members),
          m_values(values)
    {
    }

    /** \return the numbers of some servers */
    static std::set<uint32_t> GetServers(const LiveCube& cube, const Coordinates& coordinates)
    {
        std::set<uint32_t> servers;
        for (const TorusCoordinate& coordinate : coordinates)
        {
            servers.insert(cube.GetTorus().GetServer(coordinate));
        }
        return servers;
    }

    const ConvergecastFound& GetFound() const
    {
        return m_found;
    }

    void Judge(const JudgedRound& round)
    {
        m_found.answered += round.answers > 0;
        m_found.repeated += round.answers > 1;
        const std::set<uint32_t> members = GetServers(m_cube, round.result.members);
        uint64_t sum = 0;
        for (uint32_t member : members)
        {
            sum += m_values[member];
        }
        const auto& value = round.result.value;
        const uint64_t said = value ? ReadPacket<SumValue>(*value).value().sum : 0;
        m_found.wrong += said != sum || (value == nullptr) != members.empty() ||
                         members.size() != round.result.members.size();
        m_found.complete += round.result.isComplete;
        JudgeMissing(round, members);
        if (round.result.isComplete)
        {
            JudgeComplete(round, members);
        }
    }

  private:
    /** Those said to be missing were members at the root's last complete round. */
    void JudgeMissing(const JudgedRound& round, const std::set<uint32_t>& members)
    {
        const uint32_t root = m_cube.GetTorus().GetServer(round.result.root);
        auto& complete = m_complete[{root, round.number}];
        const auto later = complete.upper_bound(round.asked);
        const Time then = later == complete.begin() ? Time() : std::prev(later)->second;
        const std::set<uint32_t> missing =
            GetServers(m_cube, round.result.missing.value_or(Coordinates()));
        for (uint32_t server : missing)
        {
            m_found.wrongMissing +=
                members.count(server) > 0 || round.result.isComplete ||
                !m_members.WasMember(server, round.number, then, round.answered);
        }
        m_found.missing += missing.size();
        for (const auto& member : round.members)
        {
            const bool isAbsent = round.result.missing && !round.result.isComplete &&
                                  members.count(member.first) == 0;
            m_found.absent += isAbsent;
            m_found.namedAbsent += isAbsent && missing.count(member.first) > 0;
        }
        if (round.result.isComplete)
        {
            complete[round.answered] = round.asked;
        }
    }

    void JudgeComplete(const JudgedRound& round, const std::set<uint32_t>& members)
    {
        const Time settled = round.asked - MicroSeconds(1100);
        const uint32_t root = m_cube.GetTorus().GetServer(round.result.root);
        bool lacks = false;
        for (const auto& [member, since] : round.members)
        {
            if (since <= settled && m_log.WereConnected(root, member, settled, round.answered))
            {
                ++m_found.due;
                lacks = lacks || members.count(member) == 0;
            }
        }
        m_found.falselyComplete += lacks;
    }

    const LiveCube& m_cube;
    const ConnectionLog<LiveCube>& m_log;
    const MemberLog& m_members;
    const std::vector<uint64_t>& m_values;
    /** When rounds that were complete were answered, and asked for: by root and group. */
    std::map<std::pair<uint32_t, uint32_t>, std::map<Time, Time>> m_complete;
    ConvergecastFound m_found;
};

} // namespace ns3::camcube

#endif /* CONVERGECAST_JUDGE_H */
