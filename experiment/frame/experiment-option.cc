/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "experiment-option.h"

#include "ns3/text-parsing.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace ns3::camcube
{

ExperimentOption::ExperimentOption(const std::string& name,
                                   const std::string& help,
                                   const OptionRange<double>& range,
                                   bool whole,
                                   const std::function<double()>& get,
                                   const std::function<void(double)>& set)
    : m_name(name),
      m_help(help),
      m_accepts((whole ? "a whole number" : "a number") +
                (range.unit.empty() ? "" : " of " + range.unit) + " from " +
                FormatNumber(range.low) + " to " + FormatNumber(range.high)),
      m_unit(range.unit)
{
    m_parse = [=](const std::string& text) {
        const auto number = ParseNumber(text);
        if (!number || (whole && !ParseWholeNumber(text)) || *number < range.low ||
            *number > range.high)
        {
            return false;
        }
        set(*number);
        return true;
    };
    m_format = [get] { return FormatNumber(get()); };
    m_json = [get, whole]() -> nlohmann::ordered_json {
        return whole ? nlohmann::ordered_json(static_cast<int64_t>(get()))
                     : nlohmann::ordered_json(get());
    };
}

ExperimentOption::ExperimentOption(const std::string& name, const std::string& help, bool& variable)
    : m_name(name),
      m_help(help),
      m_accepts("true or false"),
      m_isFlag(true)
{
    m_parse = [&variable](const std::string& text) {
        const auto value = ParseBool(text);
        variable = value.value_or(variable);
        return value.has_value();
    };
    m_format = [&variable] { return variable ? "true" : "false"; };
    m_json = [&variable] { return variable; };
}

ExperimentOption::ExperimentOption(const std::string& name,
                                   const std::string& help,
                                   Time& variable,
                                   const OptionRange<Time>& range)
    : m_name(name),
      m_help(help),
      m_accepts("a time with its unit, from " + FormatTime(range.low) + " to " +
                FormatTime(range.high)),
      m_unit(range.unit)
{
    m_parse = [&variable, range](const std::string& text) {
        const auto value = ParseTime(text);
        if (!value || *value < range.low || *value > range.high)
        {
            return false;
        }
        variable = *value;
        return true;
    };
    m_format = [&variable] { return FormatTime(variable); };
    m_json = [&variable] { return static_cast<double>(variable.GetNanoSeconds()) / 1000; };
}

ExperimentOption::ExperimentOption(const std::string& name,
                                   const std::string& help,
                                   DataRate& variable,
                                   const OptionRange<DataRate>& range)
    : m_name(name),
      m_help(help),
      m_accepts("a rate with its unit, from " + FormatDataRate(range.low) + " to " +
                FormatDataRate(range.high)),
      m_unit(range.unit)
{
    m_parse = [&variable, range](const std::string& text) {
        const auto value = ParseDataRate(text);
        if (!value || *value < range.low || *value > range.high)
        {
            return false;
        }
        variable = *value;
        return true;
    };
    m_format = [&variable] { return FormatDataRate(variable); };
    m_json = [&variable] { return static_cast<double>(variable.GetBitRate()) / 1e6; };
}

ExperimentOption::ExperimentOption(const std::string& name,
                                   const std::string& help,
                                   std::string& variable,
                                   const OptionText& rule)
    : m_explain(rule.explain),
      m_isOutputFile(rule.isOutputFile),
      m_name(name),
      m_help(help),
      m_accepts(rule.description)
{
    m_parse = [&variable, rule](const std::string& text) {
        if (!rule.accept(text))
        {
            return false;
        }
        variable = text;
        return true;
    };
    m_format = [&variable] { return variable; };
    m_json = [&variable] { return variable; };
}

std::string
ExperimentOption::GetHelp() const
{
    return m_help + ": " + m_accepts;
}

void
ExperimentOption::Parse(const std::string& text, bool bare)
{
    if (!m_parse(bare && m_isFlag ? "true" : text))
    {
        const std::size_t most = m_explain && text.size() < 256 ? 256 : 60; // a file's name whole
        std::string why = m_explain ? m_explain(text) : "";
        why += why.empty() ? "" : "; ";
        throw std::invalid_argument(
            AbridgeArgument("--" + m_name + (bare ? "" : "=" + text), most) + ": " + why + "give " +
            m_accepts);
    }
}

std::string
ExperimentOption::GetKey() const
{
    std::string key = m_unit.empty() ? m_name : m_name + "_" + m_unit;
    std::replace(key.begin(), key.end(), '-', '_');
    return key;
}

nlohmann::ordered_json
ExperimentOption::GetJson() const
{
    return m_json();
}

} // namespace ns3::camcube
