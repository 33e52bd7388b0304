/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OPTION_RULE_H
#define OPTION_RULE_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"

#include <functional>
#include <string>
#include <type_traits>
#include <vector>

/**
 * \file
 * \ingroup camcube
 *
 * What an option of an experiment program accepts, in a form that reads well at the call:
 * Between(2, 1000000), Between(MicroSeconds(1), Seconds(10)), OneOf({"torus", "fattree"}).
 */

namespace ns3::camcube
{

/** \ingroup camcube \brief The values from low to high, both included. */
template <typename T>
struct OptionRange
{
    T low;            //!< the smallest value
    T high;           //!< the largest value
    std::string unit; //!< unit of a plain number, such as "bytes"; empty for a count or a ratio
};

/** \return a range of plain numbers, whole or not as the option's variable is */
template <typename Low, typename High>
std::enable_if_t<std::is_arithmetic_v<Low> && std::is_arithmetic_v<High>, OptionRange<double>>
Between(Low low, High high, const std::string& unit = "")
{
    return {static_cast<double>(low), static_cast<double>(high), unit};
}

/** \return a range of times */
inline OptionRange<Time>
Between(Time low, Time high)
{
    return {low, high, "us"};
}

/** \return a range of data rates */
inline OptionRange<DataRate>
Between(DataRate low, DataRate high)
{
    return {low, high, "mbps"};
}

/** \ingroup camcube \brief What a text must be. */
struct OptionText
{
    std::string description;                        //!< completes the sentence "give ..."
    std::function<bool(const std::string&)> accept; //!< whether a text is such
    /** Why a text is not such, where there is more to say than what it must be; may be empty. */
    std::function<std::string(const std::string&)> explain{};
    bool isOutputFile{false}; //!< whether it is the name of a file to write
};

/** \return one of some words */
OptionText OneOf(const std::vector<std::string>& words);

/** \return one or more of some words, joined by commas, none twice */
OptionText SomeOf(const std::vector<std::string>& words);

/** \return "all", or one or more of some words, joined by commas, none twice */
OptionText AllOrSomeOf(const std::vector<std::string>& words);

/** \return the words that a text of AllOrSomeOf() chooses, in the order of that text */
std::vector<std::string> ChooseFrom(const std::vector<std::string>& words, const std::string& text);

/** \return any text that is not empty; \p description completes the sentence "give ..." */
OptionText AnyText(const std::string& description);

/** \return the name of a file that can be read, or nothing for no file */
OptionText InputFile();

/** \return the name of a file that can be written, or nothing for no file */
OptionText OutputFile();

/** \return the name of a folder that can be written or made, or nothing for none */
OptionText OutputFolder();

} // namespace ns3::camcube

#endif /* OPTION_RULE_H */
