/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LOAD_SWEEP_H
#define LOAD_SWEEP_H

#include "comparison-options.h"
#include "comparison-sweep.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Effective against offered load: every server sends datagrams to one other and receives from one,
 * a random derangement that is the same for all loads and topologies. Loads are payload, as a share
 * of one line's rate a server; a server of several ports may so get beyond what one line carries.
 *
 * Latency is one way, from IP layer to IP layer. Packets of the first WARMUP_SHARE of the time are
 * not measured.
 */
class LoadSweep : public ComparisonSweep
{
  public:
    static constexpr double WARMUP_SHARE = 0.2; //!< of the time that datagrams are sent
    static constexpr int64_t MOST_MS = 20;      //!< the longest time that they are sent

    /** \param options what to compare; its duration counts up to MOST_MS */
    explicit LoadSweep(const ComparisonOptions& options);

    std::string GetKey() const override;
    void Print(std::ostream& os) const override;

  protected:
    nlohmann::ordered_json Measure(const std::string& topology,
                                   double load,
                                   StatusLine& status) const override;

  private:
    /** \return what is sent at a load */
    Workload MakeWorkload(double load) const;

    ComparisonOptions m_options; //!< the networks, and what the workload leaves open
};

} // namespace ns3::camcube

#endif /* LOAD_SWEEP_H */
