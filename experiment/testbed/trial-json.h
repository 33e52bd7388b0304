/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRIAL_JSON_H
#define TRIAL_JSON_H

#include "energy-trial.h"
#include "resilience-trial.h"
#include "routes-trial.h"
#include "throughput-trial.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

/**
 * \file
 *
 * What trials have found, as programs write it, with units in the names of keys.
 */

namespace ns3::camcube
{

/** \ingroup camcube \return the results of camcube-energy */
nlohmann::ordered_json ToJson(const std::vector<EnergyTrial::Point>& points);

/**
 * \ingroup camcube
 * \param kind what failed: "links" or "servers"
 * \param share what had failed before, 0 to 1
 * \return one trial of camcube-resilience
 */
nlohmann::ordered_json ToJson(const std::string& kind,
                              double share,
                              const ResilienceTrial::Outcome& outcome);

/** \ingroup camcube \return the results of camcube-routes */
nlohmann::ordered_json ToJson(const RoutesTrial::Outcome& outcome);

/** \ingroup camcube \return the results of camcube-throughput */
nlohmann::ordered_json ToJson(const ThroughputTrial::Outcome& outcome);

} // namespace ns3::camcube

#endif /* TRIAL_JSON_H */
