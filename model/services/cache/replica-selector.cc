/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "replica-selector.h"

#include <algorithm>
#include <limits>

namespace ns3::camcube
{

const ReplicaSelector::Replica&
ReplicaSelector::Choose(Choice choice, const std::vector<Replica>& replicas) const
{
    const auto isBetter = [this, choice](const Replica& a, const Replica& b) {
        return Rank(choice, a) < Rank(choice, b);
    };
    return *std::min_element(replicas.begin(), replicas.end(), isBetter);
}

void
ReplicaSelector::Asked(const TorusCoordinate& server)
{
    State& state = m_states[Number(server)];
    ++state.outstanding;
    state.lastAsked = ++m_asked;
}

void
ReplicaSelector::Ended(const TorusCoordinate& server, const std::optional<Feedback>& feedback)
{
    State& state = m_states[Number(server)];
    --state.outstanding;
    if (!feedback)
    {
        return;
    }
    Feedback& average = state.average ? *state.average : state.average.emplace(*feedback);
    // Of a repeated request no sample (Karn and Partridge, SIGCOMM 1987), but a bound at first.
    const double timeWeight = feedback->isRepeated ? 0 : average.isRepeated ? 1 : m_weight;
    average.responseS += timeWeight * (feedback->responseS - average.responseS);
    average.isRepeated = average.isRepeated && feedback->isRepeated;
    average.serviceS += m_weight * (feedback->serviceS - average.serviceS);
    average.queue += m_weight * (feedback->queue - average.queue);
}

double
ReplicaSelector::GetScore(const TorusCoordinate& server) const
{
    const auto found = m_states.find(Number(server));
    if (found == m_states.end() || !found->second.average)
    {
        // Tried by one request at a time: it may be a slow one.
        const bool isTried = found != m_states.end() && found->second.outstanding > 0;
        return isTried ? std::numeric_limits<double>::infinity() : 0;
    }
    const Feedback& average = *found->second.average;
    const double queue =
        1 + static_cast<double>(m_clients) * found->second.outstanding + average.queue;
    return average.responseS - average.serviceS + queue * queue * queue * average.serviceS;
}

uint32_t
ReplicaSelector::Number(const TorusCoordinate& server)
{
    return server.x | server.y << 8 | server.z << 16;
}

std::pair<double, uint64_t>
ReplicaSelector::Rank(Choice choice, const Replica& replica) const
{
    const auto found = m_states.find(Number(replica.server));
    const State state = found != m_states.end() ? found->second : State();
    const double value = choice == NEAREST             ? replica.hops
                         : choice == LEAST_OUTSTANDING ? state.outstanding
                         : choice == C3                ? GetScore(replica.server)
                                                       : 0;
    return {value, state.lastAsked};
}

} // namespace ns3::camcube
