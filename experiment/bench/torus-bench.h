/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TORUS_BENCH_H
#define TORUS_BENCH_H

#include "alternating-runs.h"
#include "bench-part.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The part "torus" of camcube-bench: datagrams over cubes of several sides, by our routing and by
 * ns-3's own, and events that do nothing, as the limit of both.
 */
class TorusBench
{
  public:
    explicit TorusBench(const BenchOptions& options);

    /** Measures all, prints the tables, and adds to the results. */
    void Run(Experiment& experiment, Measured& results);

  private:
    /** \return whether ns-3's own routing is measured too */
    bool HasStock(uint32_t k) const;
    /** Adds what is measured of a cube: our routing, bare events as many as it took, ns-3's own. */
    void Prepare(uint32_t k);
    /** \return how a cube's runs compare with each other, and with those of the smallest cube */
    Measured Compare(uint32_t k) const;
    void Collect(Experiment& experiment, Measured& results) const;

    BenchOptions m_options; //!< what to measure
    AlternatingRuns m_runs; //!< of all cubes
};

} // namespace ns3::camcube

#endif /* TORUS_BENCH_H */
