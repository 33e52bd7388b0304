/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FORKED_MEASUREMENT_H
#define FORKED_MEASUREMENT_H

#include <functional>
#include <nlohmann/json.hpp>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Measures something in a process of its own, so that one run's memory and caches are not
 * another's. To be called before this process has simulated anything.
 *
 * \param body what to do there
 * \return what it returned there
 * \throws std::runtime_error if it threw there, or the process came to another end
 */
nlohmann::ordered_json MeasureForked(const std::function<nlohmann::ordered_json()>& body);

} // namespace ns3::camcube

#endif /* FORKED_MEASUREMENT_H */
