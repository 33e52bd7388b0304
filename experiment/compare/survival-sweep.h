/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SURVIVAL_SWEEP_H
#define SURVIVAL_SWEEP_H

#include "comparison-options.h"
#include "comparison-sweep.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * TCP throughput as more and more has failed: a share of the cables, servers or switches breaks at
 * one time, routing gets SETTLE_MS to deal with it, then every server sends one other as much as it
 * can. Pairs are a random derangement that is the same for all shares and topologies; those that
 * have lost a server are left out. What breaks at one share breaks at all larger ones too. A flow
 * is served if anything of it has arrived at the end; routing that finds paths on demand is still
 * looking then for some that there are.
 */
class SurvivalSweep : public ComparisonSweep
{
  public:
    static constexpr int64_t SETTLE_MS = 20; //!< from the failures to the first flow
    static constexpr int64_t MOST_MS = 50;   //!< the longest time that flows send

    /** \param options what to compare; its duration counts up to MOST_MS */
    explicit SurvivalSweep(const ComparisonOptions& options);

    std::string GetKey() const override;
    void Print(std::ostream& os) const override;

  protected:
    nlohmann::ordered_json Measure(const std::string& topology,
                                   double share,
                                   StatusLine& status) const override;

  private:
    ComparisonOptions m_options; //!< the networks, and what fails
};

} // namespace ns3::camcube

#endif /* SURVIVAL_SWEEP_H */
