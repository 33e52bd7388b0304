/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "csv-file.h"

#include "atomic-file.h"

#include <stdexcept>
#include <utility>
#include <vector>

namespace ns3::camcube
{

namespace
{

using Cells = std::vector<std::pair<std::string, std::string>>; //!< column and text

std::string
Quote(const std::string& text)
{
    if (text.find_first_of(",\"\n") == std::string::npos)
    {
        return text;
    }
    std::string quoted = "\"";
    for (char c : text)
    {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

void
Flatten(const nlohmann::ordered_json& object, const std::string& prefix, Cells& cells)
{
    for (const auto& [key, value] : object.items())
    {
        if (value.is_object())
        {
            Flatten(value, prefix + key + ".", cells);
        }
        else if (!value.is_array())
        {
            cells.emplace_back(prefix + key,
                               value.is_null()     ? ""
                               : value.is_string() ? Quote(value.get<std::string>())
                                                   : value.dump());
        }
    }
}

} // namespace

void
WriteCsv(const std::string& file, const nlohmann::ordered_json& rows)
{
    if (file.empty())
    {
        return;
    }
    AtomicFile csv(file);
    std::ostream& os = csv.GetStream();
    std::string header;
    for (const auto& row : rows)
    {
        Cells cells;
        Flatten(row, "", cells);
        std::string names;
        std::string line;
        for (const auto& [name, text] : cells)
        {
            names += (names.empty() ? "" : ",") + name;
            line += (&name == &cells.front().first ? "" : ",") + text;
        }
        if (header.empty())
        {
            header = names;
            os << header << '\n';
        }
        if (names != header)
        {
            throw std::logic_error("rows of one CSV file must have the same columns");
        }
        os << line << '\n';
    }
    csv.Commit();
}

} // namespace ns3::camcube
