/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "moving-bottleneck.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::camcube
{

const std::vector<std::string>&
MovingBottleneck::GetPatterns()
{
    static const std::vector<std::string> patterns{"forward",
                                                   "backward",
                                                   "there-and-back",
                                                   "ends",
                                                   "random",
                                                   "standing"};
    return patterns;
}

MovingBottleneck::MovingBottleneck(std::vector<Cable> path,
                                   const std::string& pattern,
                                   DataRate rate,
                                   Time period,
                                   Ptr<UniformRandomVariable> random)
    : m_path(std::move(path)),
      m_pattern(pattern),
      m_slow(rate),
      m_period(period),
      m_random(random)
{
    const std::vector<std::string>& patterns = GetPatterns();
    if (std::find(patterns.begin(), patterns.end(), pattern) == patterns.end() || m_path.empty() ||
        rate.GetBitRate() == 0 || !period.IsStrictlyPositive())
    {
        throw std::invalid_argument("no bottleneck can move by the pattern \"" + pattern +
                                    "\" over " + std::to_string(m_path.size()) +
                                    " cables; give a pattern such as forward, one cable at least, "
                                    "and a rate and a period above 0");
    }
    m_fast = m_path.front().first->GetDataRate();
    Move();
}

MovingBottleneck::~MovingBottleneck()
{
    m_next.Cancel();
}

uint32_t
MovingBottleneck::GetPlace() const
{
    const auto cables = static_cast<uint32_t>(m_path.size());
    const uint32_t last = cables - 1;
    if (m_pattern == "random")
    {
        return m_random->GetInteger(0, last);
    }
    if (m_pattern == "there-and-back")
    {
        const uint32_t step = m_moves % std::max(1U, 2 * last);
        return std::min(step, 2 * last - step);
    }
    return m_pattern == "forward"    ? m_moves % cables
           : m_pattern == "backward" ? last - m_moves % cables
           : m_pattern == "ends"     ? m_moves % 2 * last
                                     : 0;
}

void
MovingBottleneck::Move()
{
    const auto setRate = [this](DataRate rate) {
        m_path[m_place].first->SetDataRate(rate);
        m_path[m_place].second->SetDataRate(rate);
    };
    setRate(m_fast);
    m_place = GetPlace();
    setRate(m_slow);
    ++m_moves;
    m_next = Simulator::Schedule(m_period, &MovingBottleneck::Move, this);
}

} // namespace ns3::camcube
