/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_SIZE_BIN_H
#define FLOW_SIZE_BIN_H

#include "flow-result.h"
#include "sample-summary.h"

#include <cstdint>
#include <limits>
#include <nlohmann/json_fwd.hpp>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * The completion times of the TCP flows of about one size: one figure over all sizes says little
 * where a few flows carry most bytes.
 */
struct FlowSizeBin
{
    /** The bound of the last bin. */
    static constexpr uint64_t UNBOUNDED = std::numeric_limits<uint64_t>::max();

    uint64_t aboveBytes{0};        //!< flows here are larger than this, in bytes
    uint64_t upToBytes{UNBOUNDED}; //!< and at most so large, in bytes
    uint64_t flows{0};             //!< bounded TCP flows of such a size
    SampleSummary fctUs;           //!< completion times of those that completed, in microseconds

    /** \return {"above_bytes", "up_to_bytes", "flows", "flows_completed", "fct_us"} */
    nlohmann::ordered_json ToJson() const;

    /**
     * \param results what became of each flow
     * \param bounds where bins end, in bytes and rising; one more bin follows the last
     * \return the bins, the one of the smallest flows first; some may be empty
     * \throws std::invalid_argument for bounds that do not rise
     */
    static std::vector<FlowSizeBin> Sort(const std::vector<FlowResult>& results,
                                         const std::vector<uint64_t>& bounds = {100000,
                                                                                1000000,
                                                                                10000000});
};

} // namespace ns3::camcube

#endif /* FLOW_SIZE_BIN_H */
