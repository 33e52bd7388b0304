/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "failure-plan.h"

#include "ns3/choose-share.h"
#include "ns3/experiment.h"
#include "ns3/failure-file.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-helper.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** The first part of a number of things. */
std::size_t
GetPart(double share, std::size_t number)
{
    if (!(share >= 0 && share <= 1))
    {
        throw std::invalid_argument("a share of " + FormatNumber(share) +
                                    " of what has failed cannot be repaired; give 0 to 1");
    }
    return static_cast<std::size_t>(std::llround(share * number));
}

/** Those links that are not among some others. */
FailureInjector::Links
Without(const FailureInjector::Links& links, const FailureInjector::Links& others)
{
    const std::set<Ptr<CamCubeChannel>> excluded(others.begin(), others.end());
    FailureInjector::Links rest;
    std::copy_if(links.begin(), links.end(), std::back_inserter(rest), [&](const auto& link) {
        return excluded.count(link) == 0;
    });
    return rest;
}

} // namespace

void
FailurePlan::AddTo(Experiment& experiment)
{
    experiment.AddOption("fail-links",
                         "share of the links that fail, drawn at random",
                         links,
                         Between(0.0, 1.0));
    experiment.AddOption("fail-servers",
                         "share of the servers that fail, drawn at random",
                         servers,
                         Between(0.0, 1.0));
    experiment.AddOption("fail-file",
                         "lines time_us,kind,server,port: kind is link, link-repair, server or "
                         "server-repair",
                         file,
                         InputFile());
}

void
FailurePlan::AddSpacingTo(Experiment& experiment)
{
    experiment.AddOption("spacing",
                         "time from one failure to the next; 0 for all at once",
                         spacing,
                         Between(Time(0), Seconds(10)));
    experiment.OnlyIf(
        {"spacing"},
        [this] { return links > 0 || servers > 0; },
        "give --fail-links or --fail-servers too");
}

nlohmann::ordered_json
FailurePlan::Scheduled::ToJson() const
{
    return {{"links_failed", links},
            {"servers_failed", servers},
            {"from_file", fromFile},
            {"total", events}};
}

FailurePlan::Scheduled
FailurePlan::Schedule(FailureInjector& failures,
                      const TorusHelper& torus,
                      const NodeContainer& servers,
                      const Ptr<UniformRandomVariable>& random) const
{
    if (repairs > 0 && links == 0 && this->servers == 0)
    {
        throw std::invalid_argument("a share of " + FormatNumber(repairs) +
                                    " of what has failed cannot be repaired, since nothing fails; "
                                    "let links or servers fail too");
    }
    Scheduled scheduled;
    Time next = begin;
    // Takes the times of things that happen one after another.
    const auto happen = [&](std::size_t number) {
        if (number > 0)
        {
            scheduled.last = std::max(scheduled.last, next + spacing * int64_t(number - 1));
            scheduled.events += static_cast<uint32_t>(number);
            next += spacing * int64_t(number);
        }
        return static_cast<uint32_t>(number);
    };

    FailureInjector::Links failed = ChooseShare(torus.Links(), links, random);
    failures.Fail(failed, next, spacing);
    scheduled.links = happen(failed.size());
    NodeContainer mortal;
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        if (i != spared)
        {
            mortal.Add(servers.Get(i));
        }
    }
    const NodeContainer dead = ChooseShare(mortal, this->servers, random);
    failures.Fail(dead, next, spacing);
    scheduled.servers = happen(dead.GetN());
    if (flapping != 0)
    {
        const FailureInjector::Links flap = ChooseFlapping(torus.Links(), failed, random);
        failures.Flap(flap, flaps, begin, flapPeriod / 2, flapPeriod - flapPeriod / 2);
        scheduled.flapping = static_cast<uint32_t>(flap.size());
        scheduled.events += 2 * flaps * scheduled.flapping;
        scheduled.last = std::max(scheduled.last, begin + flapPeriod * int64_t(flaps));
    }

    next += pause - spacing;
    failed.resize(GetPart(repairs, failed.size()));
    failures.Repair(failed, next, spacing);
    scheduled.repairs = happen(failed.size());
    NodeContainer mended;
    for (uint32_t i = 0; i < GetPart(repairs, dead.GetN()); ++i)
    {
        mended.Add(dead.Get(i));
    }
    failures.Repair(mended, next, spacing);
    scheduled.repairs += happen(mended.GetN());

    if (!file.empty())
    {
        scheduled.last = std::max(scheduled.last, failures.ReadFile(file, servers));
        scheduled.fromFile = static_cast<uint32_t>(ReadFailureFile(file).size());
        scheduled.events += scheduled.fromFile;
    }
    return scheduled;
}

FailureInjector::Links
FailurePlan::ChooseFlapping(const FailureInjector::Links& all,
                            const FailureInjector::Links& failed,
                            const Ptr<UniformRandomVariable>& random) const
{
    const FailureInjector::Links rest = Without(all, failed);
    const double wanted = flapping * all.size();
    if (!(wanted <= rest.size()))
    {
        throw std::invalid_argument("a share of " + FormatNumber(flapping) +
                                    " of all links cannot flap, since those that stay down "
                                    "cannot; give less of one or of the other");
    }
    return ChooseShare(rest, wanted / rest.size(), random);
}

} // namespace ns3::camcube
