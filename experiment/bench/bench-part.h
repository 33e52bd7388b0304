/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BENCH_PART_H
#define BENCH_PART_H

#include "measured-run.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::camcube
{

class Experiment;

/** \ingroup camcube \brief What the user of camcube-bench may choose. */
struct BenchOptions
{
    std::vector<uint32_t> sides{4, 8, 12, 20}; //!< values of k
    bool full{false};                          //!< also the runs that take many minutes
    uint32_t runs{5};                          //!< of each kind
    uint64_t hops{300'000};                    //!< packet-hops of a run, about
    Time duration{MilliSeconds(1)};            //!< of a run with TCP
    uint32_t tcpSide{8};                       //!< k of the cube with TCP
    uint32_t fatTree{16};                      //!< ports of a fat-tree's switch
    std::string once{"no"};                    //!< what to measure once, for a profiler
};

/**
 * \ingroup camcube
 *
 * The parts of camcube-bench. Each prints its tables and adds to the results.
 */
class BenchPart
{
  public:
    static const std::vector<std::string>& GetNames();
    static std::string JoinNames();

    /** \param part one of GetNames() */
    static void Run(const std::string& part,
                    const BenchOptions& options,
                    Experiment& experiment,
                    Measured& results);
};

/** Measures what options.once says, in this process. */
Measured MeasureOnce(const BenchOptions& options);

} // namespace ns3::camcube

#endif /* BENCH_PART_H */
