/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef EXPERIMENT_OPTION_H
#define EXPERIMENT_OPTION_H

#include "option-rule.h"

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <type_traits>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One option of an experiment program, tied to a variable of the program: how its text is read,
 * what it accepts, and how it appears in the result. The variable must outlive the option.
 */
class ExperimentOption
{
  public:
    /** A whole number or, if the variable is a double, any number. */
    template <typename T, typename = std::enable_if_t<std::is_arithmetic_v<T>>>
    ExperimentOption(const std::string& name,
                     const std::string& help,
                     T& variable,
                     const OptionRange<double>& range)
        : ExperimentOption(
              name,
              help,
              range,
              std::is_integral_v<T>,
              [&variable] { return static_cast<double>(variable); },
              [&variable](double value) { variable = static_cast<T>(value); })
    {
    }

    /** Yes or no; the bare name means yes. */
    ExperimentOption(const std::string& name, const std::string& help, bool& variable);

    /** A time with its unit. */
    ExperimentOption(const std::string& name,
                     const std::string& help,
                     Time& variable,
                     const OptionRange<Time>& range);

    /** A data rate with its unit. */
    ExperimentOption(const std::string& name,
                     const std::string& help,
                     DataRate& variable,
                     const OptionRange<DataRate>& range);

    /** A text. */
    ExperimentOption(const std::string& name,
                     const std::string& help,
                     std::string& variable,
                     const OptionText& rule);

    const std::string& GetName() const
    {
        return m_name;
    }

    /** \return the line of --help: what the option is for, and what it accepts */
    std::string GetHelp() const;

    /** \return the variable's value as a user would type it */
    std::string GetText() const
    {
        return m_format();
    }

    /**
     * Reads a value into the variable.
     * \param text what stood behind the equals sign
     * \param bare whether there was no equals sign at all
     * \throws std::invalid_argument with the remedy if the text is no such value
     */
    void Parse(const std::string& text, bool bare);

    /** \return the name of the file that it has the program write; empty if it has none */
    std::string GetOutputFile() const
    {
        return m_isOutputFile ? m_format() : "";
    }

    /** \return the name under which results report it, unit included: duration_us, rate_mbps */
    std::string GetKey() const;

    /** \return the variable's value, in the unit that the key says */
    nlohmann::ordered_json GetJson() const;

  private:
    ExperimentOption(const std::string& name,
                     const std::string& help,
                     const OptionRange<double>& range,
                     bool whole,
                     const std::function<double()>& get,
                     const std::function<void(double)>& set);

    std::function<std::string(const std::string&)> m_explain; //!< why a text does not fit, or none
    bool m_isOutputFile{false};                               //!< whether it names a file to write
    std::string m_name;                                       //!< name without dashes before it
    std::string m_help;                                       //!< what it is for
    std::string m_accepts;                                    //!< completes "give ..."
    std::string m_unit;                                       //!< last part of the key
    bool m_isFlag{false};                                     //!< may stand without a value
    std::function<bool(const std::string&)> m_parse; //!< reads a text; false if it does not fit
    std::function<std::string()> m_format;           //!< the value as text
    std::function<nlohmann::ordered_json()> m_json;  //!< the value as JSON
};

} // namespace ns3::camcube

#endif /* EXPERIMENT_OPTION_H */
