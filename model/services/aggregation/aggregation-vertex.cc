/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "aggregation-vertex.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::camcube
{

AggregationVertex::AggregationVertex(const AggregationPart& part,
                                     std::shared_ptr<const AggregationJob> job,
                                     uint32_t window,
                                     uint32_t perFrame)
    : part(part),
      outlet(window, perFrame),
      m_job(std::move(job))
{
}

AggregationVertex::~AggregationVertex()
{
    check.Cancel();
}

void
AggregationVertex::Reset(const std::optional<uint64_t>& after)
{
    m_after = after;
    m_own.reset();
    m_isOwnOver = false;
    outlet.Reset(after);
    for (AggregationInlet& inlet : inlets)
    {
        inlet.Reset(after);
    }
}

std::optional<AggregationRecord>
AggregationVertex::Next()
{
    if (!m_own && !m_isOwnOver)
    {
        const auto own = m_job->source(part, m_after);
        if (own && m_after && own->key <= *m_after)
        {
            throw std::logic_error("a source was asked for a key above " +
                                   std::to_string(*m_after) + " and answered " +
                                   std::to_string(own->key) + "; answer higher ones only");
        }
        m_own = own;
        m_isOwnOver = !own;
    }
    const AggregationRecord* least = m_own ? &*m_own : nullptr;
    for (const AggregationInlet& inlet : inlets)
    {
        const AggregationRecord* first = inlet.Peek();
        if (!first && !inlet.IsOver())
        {
            return std::nullopt; // it may be less than all others
        }
        least = first && (!least || first->key < least->key) ? first : least;
    }
    if (!least)
    {
        return std::nullopt;
    }
    AggregationRecord record{least->key, 0};
    bool isFirst = true;
    const auto add = [&](uint64_t value) {
        record.value = std::exchange(isFirst, false) ? value : m_job->combine(record.value, value);
    };
    if (m_own && m_own->key == record.key)
    {
        add(m_own->value);
        m_own.reset();
    }
    for (AggregationInlet& inlet : inlets)
    {
        if (const auto* first = inlet.Peek(); first && first->key == record.key)
        {
            add(first->value);
            inlet.Pop();
        }
    }
    m_after = record.key;
    return record;
}

bool
AggregationVertex::IsOver() const
{
    return m_isOwnOver && std::all_of(inlets.begin(), inlets.end(), [](const auto& inlet) {
               return inlet.IsOver();
           });
}

AggregationInlet*
AggregationVertex::Find(const TorusCoordinate& child)
{
    const auto found = std::find_if(inlets.begin(), inlets.end(), [&](const auto& inlet) {
        return inlet.GetPlace() == child;
    });
    return found != inlets.end() ? &*found : nullptr;
}

} // namespace ns3::camcube
