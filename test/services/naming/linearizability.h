/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINEARIZABILITY_H
#define LINEARIZABILITY_H

#include "ns3/naming-trial.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * Whether there is an order of the operations on one key in which each read finds what was last
 * written, and no operation comes before another that had ended before it began. Puts and deletes
 * that failed, or never ended, may stand anywhere after their beginning, or nowhere.
 *
 * Searches all orders, but none twice from the same operations done and the same value (Wing and
 * Gong, Testing and Verifying Concurrent Objects, 1993; Lowe, Testing for Linearizability, 2017).
 */
class Linearizability
{
  public:
    explicit Linearizability(const std::vector<NamingTrial::Operation>& history)
    {
        for (const auto& operation : history)
        {
            const bool isKnown = operation.result == "ok" || operation.result == "absent";
            if (isKnown || operation.op != "get")
            {
                m_operations.push_back({operation.op == "get",
                                        operation.op == "delete" || operation.result == "absent"
                                            ? ""
                                            : operation.value,
                                        operation.invoked,
                                        isKnown ? operation.completed : INT64_MAX});
            }
        }
        std::sort(m_operations.begin(), m_operations.end(), [](const auto& a, const auto& b) {
            return a.invoked < b.invoked;
        });
    }

    /** \return whether there is such an order */
    bool Check()
    {
        m_isDone.assign(m_operations.size(), false);
        m_seen.clear();
        return Search("");
    }

  private:
    struct Operation
    {
        bool isRead;
        std::string value; // nothing for none
        int64_t invoked;
        int64_t completed; // INT64_MAX for those that may never have been
    };

    bool Search(const std::string& value)
    {
        int64_t latest = INT64_MAX; // before which the next must have begun
        for (std::size_t i = 0; i < m_operations.size(); ++i)
        {
            latest = m_isDone[i] ? latest : std::min(latest, m_operations[i].completed);
        }
        if (latest == INT64_MAX)
        {
            return true;
        }
        if (!m_seen.emplace(m_isDone, value).second)
        {
            return false;
        }
        for (std::size_t i = 0; i < m_operations.size() && m_operations[i].invoked <= latest; ++i)
        {
            const Operation& next = m_operations[i];
            if (!m_isDone[i] && (!next.isRead || next.value == value))
            {
                m_isDone[i] = true;
                if (Search(next.isRead ? value : next.value))
                {
                    return true;
                }
                m_isDone[i] = false;
            }
        }
        return false;
    }

    std::vector<Operation> m_operations; // by their beginning
    std::vector<bool> m_isDone;
    std::set<std::pair<std::vector<bool>, std::string>> m_seen; // from where there is no order
};

/** \return keys of a history that have no such order */
inline uint32_t
CountViolations(const std::vector<NamingTrial::Operation>& history)
{
    std::map<std::string, std::vector<NamingTrial::Operation>> byKey;
    for (const auto& operation : history)
    {
        byKey[operation.key].push_back(operation);
    }
    uint32_t wrong = 0;
    for (const auto& [key, operations] : byKey)
    {
        wrong += !Linearizability(operations).Check();
    }
    return wrong;
}

} // namespace ns3::camcube

#endif /* LINEARIZABILITY_H */
