/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "alternating-runs.h"

#include "ns3/config.h"
#include "ns3/experiment.h"
#include "ns3/forked-measurement.h"
#include "ns3/sample-summary.h"
#include "ns3/string.h"

#include <algorithm>

namespace ns3::camcube
{

void
AlternatingRuns::Add(const std::string& kind, Body body)
{
    m_kinds.push_back(kind);
    m_bodies[kind] = std::move(body);
    m_runs[kind] = {};
}

void
AlternatingRuns::AddStock(const std::string& kind, const Body& body)
{
    Add(kind, [body](const AlternatingRuns& soFar) {
        Config::SetGlobal("SchedulerType", StringValue("ns3::MapScheduler"));
        return body(soFar);
    });
    Add(OfSameList(kind), body);
}

std::string
AlternatingRuns::OfSameList(const std::string& kind)
{
    return kind + ", same event list";
}

void
AlternatingRuns::RunOnce()
{
    for (const std::string& kind : m_kinds)
    {
        m_runs[kind].push_back(MeasureForked([&] { return m_bodies[kind](*this); }));
    }
}

void
AlternatingRuns::RunAll(const std::string& what, uint32_t times, Experiment& experiment)
{
    for (uint32_t run = 1; run <= times; ++run)
    {
        experiment.Say(what + ", run " + std::to_string(run) + " of " + std::to_string(times));
        RunOnce();
    }
}

std::vector<double>
AlternatingRuns::Get(const std::string& kind,
                     const std::string& value,
                     const std::string& over) const
{
    std::vector<double> values;
    for (const Measured& run : GetRuns(kind))
    {
        values.push_back(run[value].get<double>() / (over.empty() ? 1 : run[over].get<double>()));
    }
    return values;
}

double
AlternatingRuns::GetMedian(const std::string& kind,
                           const std::string& value,
                           const std::string& over) const
{
    return Summarize(Get(kind, value, over))["median"];
}

std::vector<double>
AlternatingRuns::Compare(const std::pair<std::string, std::string>& kinds,
                         const std::string& value,
                         const std::pair<std::string, std::string>& over) const
{
    std::vector<double> quotients = Get(kinds.first, value, over.first);
    const std::vector<double> divisors = Get(kinds.second, value, over.second);
    std::transform(quotients.begin(),
                   quotients.end(),
                   divisors.begin(),
                   quotients.begin(),
                   [](double a, double b) { return a / b; });
    return quotients;
}

Measured
AlternatingRuns::Summarize(const std::vector<double>& values)
{
    SampleSummary summary;
    for (double value : values)
    {
        summary.Add(value);
    }
    const double median = summary.GetQuantile(0.5);
    return {{"median", median},
            {"min", summary.GetMin()},
            {"max", summary.GetMax()},
            {"spread", (summary.GetMax() - summary.GetMin()) / median}};
}

} // namespace ns3::camcube
