/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "text-parsing.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <sstream>
#include <utility>

namespace ns3::camcube
{

namespace
{

/** A unit and what it multiplies by. */
using Unit = std::pair<const char*, double>;

// Largest first, for FormatTime.
constexpr Unit TIME_UNITS[] =
    {{"h", 3600e9}, {"min", 60e9}, {"s", 1e9}, {"ms", 1e6}, {"us", 1e3}, {"ns", 1}, {"ps", 1e-3}};
constexpr Unit PREFIXES[] = {{"T", 1e12},
                             {"G", 1e9},
                             {"M", 1e6},
                             {"k", 1e3},
                             {"K", 1e3},
                             {"", 1},
                             {"Gi", 1073741824.0},
                             {"Mi", 1048576.0},
                             {"Ki", 1024.0}};
constexpr Unit RATE_UNITS[] = {{"bps", 1}, {"b/s", 1}, {"Bps", 8}, {"B/s", 8}};

/** The number at a text's beginning, and the text behind it. */
std::optional<std::pair<double, std::string>>
SplitNumber(const std::string& text)
{
    double value = 0;
    const char* end = text.data() + text.size();
    auto [rest, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc::result_out_of_range)
    {
        // Too small or too large, which is not said. The C library rounds what is too small, but
        // looks for the locale's decimal point.
        char* stop = nullptr;
        value = std::strtod(text.c_str(), &stop);
        error = stop == rest ? std::errc() : error;
    }
    if (error != std::errc() || !std::isfinite(value))
    {
        return std::nullopt;
    }
    return std::make_pair(value, std::string(rest, end));
}

uint32_t
EditDistance(const std::string& a, const std::string& b)
{
    std::vector<uint32_t> row(b.size() + 1);
    for (uint32_t j = 0; j <= b.size(); ++j)
    {
        row[j] = j;
    }
    for (uint32_t i = 1; i <= a.size(); ++i)
    {
        uint32_t diagonal = row[0];
        row[0] = i;
        for (uint32_t j = 1; j <= b.size(); ++j)
        {
            const uint32_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::optional<int64_t>
ParseWholeNumber(const std::string& text)
{
    int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && rest == end ? std::optional(value) : std::nullopt;
}

std::optional<double>
ParseNumber(const std::string& text)
{
    const auto number = SplitNumber(text);
    return number && number->second.empty() ? std::optional(number->first) : std::nullopt;
}

std::optional<bool>
ParseBool(const std::string& text)
{
    if (text == "true" || text == "yes" || text == "on" || text == "1")
    {
        return true;
    }
    if (text == "false" || text == "no" || text == "off" || text == "0")
    {
        return false;
    }
    return std::nullopt;
}

std::optional<Time>
ParseTime(const std::string& text)
{
    const auto number = SplitNumber(text);
    for (const auto& [unit, nanoseconds] : TIME_UNITS)
    {
        if (number && number->second == unit)
        {
            // Whole nanoseconds, which is ns-3's resolution unless a script changes it.
            const double value = std::round(number->first * nanoseconds);
            return std::abs(value) < 9e18 ? std::optional(NanoSeconds(std::llround(value)))
                                          : std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<DataRate>
ParseDataRate(const std::string& text)
{
    const auto number = SplitNumber(text);
    for (const auto& [prefix, thousands] : PREFIXES)
    {
        for (const auto& [unit, bits] : RATE_UNITS)
        {
            if (number && number->second == std::string(prefix) + unit)
            {
                const double value = std::round(number->first * thousands * bits);
                return value >= 0 && value < 9e18
                           ? std::optional(DataRate(static_cast<uint64_t>(value)))
                           : std::nullopt;
            }
        }
    }
    return std::nullopt;
}

std::string
FormatNumber(double value)
{
    char text[32];
    const auto [end, error] = std::to_chars(text, text + sizeof(text), value);
    if (value == std::floor(value) && std::abs(value) < 1e15)
    {
        return std::to_string(static_cast<int64_t>(value));
    }
    return {text, end};
}

std::string
FormatTime(Time value)
{
    const auto nanoseconds = static_cast<double>(value.GetNanoSeconds());
    for (const auto& [unit, size] : TIME_UNITS)
    {
        // Nobody says 0h, nor 3min for what was 180s.
        if (size <= 1e9 && std::fmod(nanoseconds, size) == 0 && (nanoseconds != 0 || size == 1e9))
        {
            return FormatNumber(nanoseconds / size) + unit;
        }
    }
    return FormatNumber(nanoseconds) + "ns";
}

std::string
FormatDataRate(DataRate value)
{
    const auto bits = static_cast<double>(value.GetBitRate());
    for (const auto& [prefix, size] : PREFIXES)
    {
        if (bits >= size && std::fmod(bits, size) == 0)
        {
            return FormatNumber(bits / size) + prefix + "bps";
        }
    }
    return FormatNumber(bits) + "bps";
}

std::optional<std::string>
FindNearest(const std::string& name, const std::vector<std::string>& candidates)
{
    std::optional<std::string> nearest;
    auto fewest = static_cast<uint32_t>(1 + name.size() / 3);
    for (const std::string& candidate : candidates)
    {
        const uint32_t edits = EditDistance(name, candidate);
        if (edits <= fewest && (!nearest || edits < fewest))
        {
            nearest = candidate;
            fewest = edits;
        }
    }
    return nearest;
}

std::string
Abridge(const std::string& text, std::size_t most)
{
    if (text.size() <= most)
    {
        return text;
    }
    std::size_t end = most - 3;
    while (end > 0 && (text[end] & 0xC0) == 0x80) // not within a character of UTF-8
    {
        --end;
    }
    return text.substr(0, end) + "...";
}

std::string
AbridgeArgument(const std::string& argument, std::size_t most)
{
    const auto equals = argument.find('=');
    return equals == std::string::npos ? Abridge(argument, most)
                                       : Abridge(argument.substr(0, equals), most) + "=" +
                                             Abridge(argument.substr(equals + 1), most);
}

std::string
JoinWithOr(const std::vector<std::string>& words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
    {
        text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    }
    return text;
}

std::vector<std::string>
SplitAt(char separator, const std::string& text)
{
    std::vector<std::string> words;
    std::istringstream stream(text + separator);
    for (std::string word; std::getline(stream, word, separator);)
    {
        words.push_back(word);
    }
    return words;
}

} // namespace ns3::camcube
