/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "distance-vector-timing.h"

#include "route.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(DistanceVectorTiming);

namespace
{

/** \throws std::invalid_argument if a time is shorter than it must be */
void
RequireAtLeast(const char* name, Time value, Time bound, const char* reason)
{
    if (value < bound)
    {
        std::ostringstream os;
        os << "DistanceVectorTiming's " << name << " of " << value.As(Time::US)
           << " is too short: " << reason << "; give at least " << bound.As(Time::US)
           << ", or 0 to have it derived";
        throw std::invalid_argument(os.str());
    }
}

} // namespace

TypeId
DistanceVectorTiming::GetTypeId()
{
    using Self = DistanceVectorTiming;
    static TypeId tid = TypeId("ns3::camcube::DistanceVectorTiming")
                            .SetParent<Object>()
                            .SetGroupName("CamCube")
                            .AddConstructor<DistanceVectorTiming>();
    static const bool once = [] {
        const auto add = [](const char* name, const char* help, Time value, auto member) {
            tid.AddAttribute(name,
                             help,
                             TimeValue(value),
                             MakeTimeAccessor(member),
                             MakeTimeChecker(Time(0)));
        };
        const Time derived;
        add("HopBound",
            "The most that a control frame needs for a hop; 0 for a full frame behind a full data "
            "frame, with the link's delays",
            derived,
            &Self::m_hopBound);
        add("PoisonBatch",
            "From the first distance given up to the message that withdraws it",
            MicroSeconds(10),
            &Self::m_poisonBatch);
        add("ReplyDelay",
            "Until a neighbour that has lost its path is advertised another",
            MicroSeconds(10),
            &Self::m_replyDelay);
        add("ResyncDelay",
            "Until a neighbour that has come up is advertised what it lacks",
            MicroSeconds(60),
            &Self::m_resyncDelay);
        add("Grid",
            "Distances are adopted at multiples of this time, many in one message",
            MicroSeconds(30),
            &Self::m_grid);
        add("Hold",
            "Least time between giving a distance up and adopting a longer one; 0 to derive it",
            derived,
            &Self::m_hold);
        add("Settle",
            "Least time from an advertisement to its adoption; 0 to derive it",
            derived,
            &Self::m_settle);
        add("Pace",
            "How much later a distance longer by one hop is adopted; 0 to derive it",
            derived,
            &Self::m_pace);
        add("WavePace",
            "Time in which the withdrawal of a distance goes one hop; 0 to derive it",
            derived,
            &Self::m_wavePace);
        add("Keep",
            "Until a destination that nobody advertises is unreachable for good; 0 to derive it",
            derived,
            &Self::m_keep);
        return true;
    }();
    (void)once;
    return tid;
}

void
DistanceVectorTiming::Derive(const ControlHop& hop, Time detection)
{
    const auto derive = [](Time set, Time derived) { return set.IsZero() ? derived : set; };
    const Time slack = TimeStep(1);
    Values& use = m_used;
    use.hopBound = derive(m_hopBound, hop.most);
    use.poisonBatch = m_poisonBatch;
    use.replyDelay = m_replyDelay;
    use.resyncDelay = m_resyncDelay;
    use.grid = m_grid;
    const Time withdrawal = use.poisonBatch + use.hopBound; // the most that it takes for a hop
    const Time toHold = withdrawal + detection;
    const Time toSettle = withdrawal - hop.least + slack;
    use.settle = derive(m_settle, toSettle);
    use.hold = derive(m_hold, std::max(toHold, withdrawal + use.replyDelay + use.hopBound));
    use.pace = derive(m_pace, use.settle + use.hopBound);
    use.wavePace = derive(m_wavePace, std::min(use.poisonBatch + hop.least, use.pace));
    use.keep = derive(m_keep, 4 * use.hold);
    use.detour = toHold;

    RequireAtLeast("Grid", use.grid, slack, "adoptions are put together at multiples of it");
    RequireAtLeast("Settle",
                   use.settle,
                   toSettle,
                   "advertisements must be slower than withdrawals, or the distance to a "
                   "server that is gone counts to infinity");
    RequireAtLeast("Hold",
                   use.hold,
                   toHold,
                   "a distance must be withdrawn from all neighbours before a longer one is "
                   "adopted, or packets loop");
    RequireAtLeast("Pace",
                   use.pace,
                   use.settle + use.hopBound,
                   "shorter distances must be adopted, and advertised, before longer ones");
    RequireAtLeast("Pace",
                   use.pace,
                   use.wavePace,
                   "repair must not be faster than the withdrawal that it follows");
    RequireAtLeast("Keep", use.keep, use.hold, "a repair lasts at least as long as Hold");
}

int64_t
DistanceVectorTiming::GetAdoption(int64_t now,
                                  int64_t poisoned,
                                  uint32_t increase,
                                  uint32_t wave) const
{
    int64_t at = now + m_used.settle.GetTimeStep();
    if (poisoned != Route::NEVER)
    {
        // All servers on the path of the wave would find the same instant, were their clocks equal.
        at = std::max(at,
                      poisoned + m_used.hold.GetTimeStep() + increase * m_used.pace.GetTimeStep() +
                          wave * (m_used.pace - m_used.wavePace).GetTimeStep());
    }
    const int64_t step = m_used.grid.GetTimeStep();
    return (at + step - 1) / step * step;
}

} // namespace ns3::camcube
