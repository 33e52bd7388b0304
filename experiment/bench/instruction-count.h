/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef INSTRUCTION_COUNT_H
#define INSTRUCTION_COUNT_H

#include <string>
#include <vector>

namespace ns3::camcube
{

/** \return why callgrind cannot count this program's instructions, in one sentence; empty if it can
 */
std::string WhyNoInstructionCount();

/**
 * Has callgrind count the instructions of a MeasureRun() in another run of this program.
 *
 * \param arguments of the other run, with --once
 * \return instructions a packet-hop between the beginning and the end of what was measured
 * \throws std::runtime_error if callgrind does not say
 */
double CountInstructionsPerHop(const std::vector<std::string>& arguments);

} // namespace ns3::camcube

#endif /* INSTRUCTION_COUNT_H */
