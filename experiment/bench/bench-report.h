/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include "alternating-runs.h"

#include "ns3/result-table.h"

#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What camcube-bench says of alternating runs. Costs are processor time, which other programs on
 * the machine disturb less than they do the clock on the wall.
 */
class BenchReport
{
  public:
    /** \return a table for AddRow() */
    static ResultTable MakeTable();

    /** \return medians of all runs of a kind, which also become a row of the table */
    static Measured AddRow(const AlternatingRuns& runs,
                           const std::string& kind,
                           ResultTable& table);

    /** Adds the median of some quotients under a name, and their spread under NAME_spread. */
    static void AddRatio(Measured& ratios,
                         const std::string& name,
                         const std::vector<double>& quotients);
};

} // namespace ns3::camcube

#endif /* BENCH_REPORT_H */
