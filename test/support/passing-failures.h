/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PASSING_FAILURES_H
#define PASSING_FAILURES_H

#include "ns3/choose-share.h"
#include "ns3/failure-injector.h"
#include "ns3/simulator.h"

#include <cstdint>
#include <random>

namespace ns3::camcube
{

/** Failures of a cube that pass, but for those of some servers. */
struct PassingFailures
{
    double servers; // share of these that fail, half of which return within 5 ms
    uint32_t flaps; // of each of a fifth of the links, at most
    Time span;      // from now on, within which they begin
};

/** Has links of a cube flap, and servers fail and return, or not. */
template <typename Cube>
void
PlanPassingFailures(const PassingFailures& plan,
                    const Cube& cube,
                    FailureInjector& failures,
                    std::mt19937& random)
{
    const auto at = [&] {
        return Simulator::Now() + NanoSeconds(random() % plan.span.GetNanoSeconds());
    };
    const auto choice = CreateObject<UniformRandomVariable>();
    choice->SetStream(random());
    for (const auto& link : ChooseShare(cube.Links(), 0.2, choice))
    {
        failures.Flap(link,
                      1 + random() % plan.flaps,
                      at(),
                      NanoSeconds(1 + random() % 500000),
                      NanoSeconds(1 + random() % 500000));
    }
    const NodeContainer servers = ChooseShare(cube.Servers(), plan.servers, choice);
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        const Time then = at();
        failures.Fail(servers.Get(i), then);
        if (random() % 2 == 0)
        {
            failures.Repair(servers.Get(i), then + NanoSeconds(random() % 5000000));
        }
    }
}

} // namespace ns3::camcube

#endif /* PASSING_FAILURES_H */
