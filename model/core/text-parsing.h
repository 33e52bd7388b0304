/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TEXT_PARSING_H
#define TEXT_PARSING_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/**
 * \file
 * \ingroup camcube
 *
 * Strict reading of what users type. The whole text must be a value and nothing else; ns-3's own
 * parsers take "12abc" for 12, wrap -1 to a large number, or end the program.
 */

namespace ns3::camcube
{

/** \return the whole number a text is, or nothing; digits only, with a sign at most */
std::optional<int64_t> ParseWholeNumber(const std::string& text);

/** \return the finite number a text is, or nothing; 1e-400 is 0 */
std::optional<double> ParseNumber(const std::string& text);

/** \return what true, false, yes, no, on, off, 1 or 0 mean; nothing for any other text */
std::optional<bool> ParseBool(const std::string& text);

/** \return the time that a number with a unit is: s, ms, us, ns, ps, min, h; nothing without one */
std::optional<Time> ParseTime(const std::string& text);

/**
 * \return the rate that a number with a unit is, rounded to a whole bit a second: bps or b/s, Bps
 *         or B/s, after k, M, G or T (powers of 1000) or Ki, Mi or Gi; nothing without a unit
 */
std::optional<DataRate> ParseDataRate(const std::string& text);

/** \return a number in its shortest form that reads back as the same: 20, 0.5 */
std::string FormatNumber(double value);

/** \return a time in the largest unit that needs no fraction: 20ms, 1500us */
std::string FormatTime(Time value);

/** \return a rate in the largest unit that needs no fraction: 300Mbps, 1500kbps */
std::string FormatDataRate(DataRate value);

/** \return the candidate that a mistyped name most likely means, or nothing if none is near */
std::optional<std::string> FindNearest(const std::string& name,
                                       const std::vector<std::string>& candidates);

/** \return a text as a message repeats it: cut if it has more than so many bytes */
std::string Abridge(const std::string& text, std::size_t most = 60);

/** \return an argument as a message repeats it: name and value, each cut if it is long */
std::string AbridgeArgument(const std::string& argument, std::size_t most = 60);

/** \return a list as a person says it: "a", "a or b", "a, b or c" */
std::string JoinWithOr(const std::vector<std::string>& words);

/** \return the words of a text that a separator joins; at least one, which may be empty */
std::vector<std::string> SplitAt(char separator, const std::string& text);

} // namespace ns3::camcube

#endif /* TEXT_PARSING_H */
