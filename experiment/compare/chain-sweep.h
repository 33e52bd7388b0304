/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHAIN_SWEEP_H
#define CHAIN_SWEEP_H

#include "comparison-options.h"
#include "comparison-sweep.h"

#include "ns3/service-chain.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Random service chains of growing length, as many as servers: latency and path from gateway to
 * gateway, and what share of the datagrams leaves again. The gateways are the same throughout.
 */
class ChainSweep : public ComparisonSweep
{
  public:
    static constexpr int64_t MOST_MS = 20; //!< the longest time that datagrams enter

    /**
     * \param options what to compare; its duration counts up to MOST_MS
     * \throws std::invalid_argument if there are not servers enough for a chain
     */
    explicit ChainSweep(const ComparisonOptions& options);

    std::string GetKey() const override;
    void Print(std::ostream& os) const override;

  protected:
    nlohmann::ordered_json Measure(const std::string& topology,
                                   double length,
                                   StatusLine& status) const override;

  private:
    std::vector<ServiceChain> Draw(uint32_t length, const Ptr<UniformRandomVariable>& random) const;

    ComparisonOptions m_options; //!< the networks, and the chains
};

} // namespace ns3::camcube

#endif /* CHAIN_SWEEP_H */
