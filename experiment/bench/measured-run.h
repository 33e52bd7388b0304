/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MEASURED_RUN_H
#define MEASURED_RUN_H

#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>

namespace ns3::camcube
{

/** \ingroup camcube \brief What one measured run has shown, by name with unit. */
using Measured = nlohmann::ordered_json;

/**
 * \ingroup camcube
 *
 * Runs what has been set up, first for a time that is not measured, until the network is full.
 *
 * \param setupSeconds real time that the set-up took
 * \param warmup simulated time before the measurement
 * \param duration simulated time that is measured
 * \param countHops how many packet-hops there were since the start; none to leave them out
 * \return wall_s, cpu_s, events, packet_hops of the measured time; setup_wall_s, rss_mib
 */
Measured MeasureRun(double setupSeconds,
                    Time warmup,
                    Time duration,
                    const std::function<uint64_t()>& countHops = nullptr);

} // namespace ns3::camcube

/**
 * Simulator::Run() under a name that no other call of it has, for callgrind's --toggle-collect.
 * Not inlined.
 */
extern "C" void CamCubeMeasuredRun();

#endif /* MEASURED_RUN_H */
