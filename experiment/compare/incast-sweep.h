/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef INCAST_SWEEP_H
#define INCAST_SWEEP_H

#include "comparison-options.h"
#include "comparison-sweep.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Many to one: random servers begin at one time to send one random server as many bytes each, over
 * TCP. Goodput is over the time until the last has arrived.
 */
class IncastSweep : public ComparisonSweep
{
  public:
    /**
     * \param options what to compare
     * \throws std::invalid_argument for more senders than there are servers
     */
    explicit IncastSweep(const ComparisonOptions& options);

    std::string GetKey() const override;
    void Print(std::ostream& os) const override;

  protected:
    nlohmann::ordered_json Measure(const std::string& topology,
                                   double senders,
                                   StatusLine& status) const override;

  private:
    ComparisonOptions m_options; //!< the networks, and what the workload leaves open
};

} // namespace ns3::camcube

#endif /* INCAST_SWEEP_H */
