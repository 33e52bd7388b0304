/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "failure-file.h"

#include "ns3/text-parsing.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace ns3::camcube
{

namespace
{

constexpr const char* HEADER = "time_us,kind,server,port";

/** The latest time in a file: a thousand hours. */
constexpr double MAX_US = 3.6e12;

FailureInjector::Kind
ReadKind(const std::string& word, const std::string& place)
{
    std::vector<std::string> names;
    for (uint8_t kind = 0; kind <= FailureInjector::SWITCH_REPAIR; ++kind)
    {
        names.emplace_back(FailureInjector::GetName(static_cast<FailureInjector::Kind>(kind)));
        if (word == names.back())
        {
            return static_cast<FailureInjector::Kind>(kind);
        }
    }
    throw std::invalid_argument(place + ": \"" + Abridge(word) + "\" is no kind of failure; give " +
                                JoinWithOr(names));
}

FailureLine
ReadLine(const std::string& line, const std::string& place)
{
    std::vector<std::string> words = SplitAt(',', line);
    if (words.size() == 3)
    {
        words.emplace_back(); // a server needs no port
    }
    if (words.size() != 4)
    {
        throw std::invalid_argument(place + ": \"" + Abridge(line) + "\" has not the form " +
                                    HEADER);
    }
    const std::optional<double> at = ParseNumber(words[0]);
    if (!at || *at < 0 || *at > MAX_US)
    {
        throw std::invalid_argument(place + ": \"" + Abridge(words[0]) +
                                    "\" is no time; give microseconds, 0 or more");
    }
    const FailureInjector::Kind kind = ReadKind(words[1], place);
    const std::optional<int64_t> server = ParseWholeNumber(words[2]);
    if (!server || *server < 0 || *server > UINT32_MAX)
    {
        throw std::invalid_argument(place + ": \"" + Abridge(words[2]) +
                                    "\" is no server; give its number, in a torus x + kx * "
                                    "(y + ky * z)");
    }
    const bool isLink =
        kind == FailureInjector::LINK_FAILURE || kind == FailureInjector::LINK_REPAIR;
    if (!isLink && !words[3].empty())
    {
        throw std::invalid_argument(
            place + ": servers and switches fail with all their ports; leave out \"" +
            Abridge(words[3]) + "\"");
    }
    return {NanoSeconds(static_cast<int64_t>(*at * 1000 + 0.5)),
            kind,
            static_cast<uint32_t>(*server),
            words[3],
            place};
}

} // namespace

std::vector<FailureLine>
ReadFailureFile(const std::string& file)
{
    // What is neither a file nor a pipe may have no end, such as /dev/full.
    std::error_code error;
    const auto kind = std::filesystem::status(file, error).type();
    std::ifstream in;
    if (kind == std::filesystem::file_type::regular || kind == std::filesystem::file_type::fifo)
    {
        in.open(file);
    }
    if (!in.is_open())
    {
        throw std::invalid_argument("the failure file " + file +
                                    " cannot be read; give the name of one that can");
    }
    std::vector<FailureLine> lines;
    std::string line;
    for (uint32_t number = 1; std::getline(in, line); ++number)
    {
        if (!line.empty() && line.back() == '\r')
        {
            line.pop_back();
        }
        if (!line.empty() && !(number == 1 && line == HEADER))
        {
            lines.push_back(ReadLine(line, file + ":" + std::to_string(number)));
        }
    }
    if (in.bad()) // a folder, for one
    {
        throw std::invalid_argument("the failure file " + file +
                                    " cannot be read to its end; give the name of one that can");
    }
    return lines;
}

} // namespace ns3::camcube
