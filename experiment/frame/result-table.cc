/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "result-table.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>

namespace ns3::camcube
{

ResultTable&
ResultTable::AddColumn(const std::string& name, const std::string& unit)
{
    m_columns.push_back({name, unit});
    return *this;
}

ResultTable&
ResultTable::AddRow()
{
    m_rows.emplace_back();
    return *this;
}

ResultTable&
ResultTable::Add(const std::string& text)
{
    m_rows.back().push_back({text, false});
    return *this;
}

ResultTable&
ResultTable::AddNumber(const std::string& text)
{
    m_rows.back().push_back({text, true});
    return *this;
}

ResultTable&
ResultTable::Add(double value, uint32_t decimals)
{
    if (!std::isfinite(value))
    {
        return AddNumber("-");
    }
    char text[340]; // the longest double has 309 digits before the point
    std::snprintf(text, sizeof(text), "%.*f", static_cast<int>(std::min(decimals, 20U)), value);
    return AddNumber(text);
}

bool
ResultTable::IsNumeric(std::size_t column) const
{
    return std::all_of(m_rows.begin(), m_rows.end(), [column](const auto& row) {
        return row[column].isNumber;
    });
}

void
ResultTable::Print(std::ostream& os) const
{
    std::vector<std::vector<std::string>> lines(2);
    for (const Column& column : m_columns)
    {
        lines[0].push_back(column.name);
        lines[1].push_back(column.unit);
    }
    for (const auto& row : m_rows)
    {
        if (row.size() != m_columns.size())
        {
            throw std::logic_error("a row of " + std::to_string(row.size()) +
                                   " cells in a table of " + std::to_string(m_columns.size()) +
                                   " columns");
        }
        std::vector<std::string>& line = lines.emplace_back();
        for (const Cell& cell : row)
        {
            line.push_back(cell.text);
        }
    }
    std::vector<std::string> output(lines.size());
    for (std::size_t column = 0; column < m_columns.size(); ++column)
    {
        std::size_t width = 0;
        for (const auto& line : lines)
        {
            width = std::max(width, line[column].size());
        }
        const bool right = IsNumeric(column);
        for (std::size_t i = 0; i < lines.size(); ++i)
        {
            const std::string blanks(width - lines[i][column].size(), ' ');
            output[i] += (column > 0 ? "  " : "") +
                         (right ? blanks + lines[i][column] : lines[i][column] + blanks);
        }
    }
    for (std::size_t i = 0; i < output.size(); ++i)
    {
        output[i].erase(output[i].find_last_not_of(' ') + 1);
        if (i != 1 || !output[i].empty()) // no line of units if no column has one
        {
            os << output[i] << '\n';
        }
    }
}

std::ostream&
operator<<(std::ostream& os, const ResultTable& table)
{
    table.Print(os);
    return os;
}

} // namespace ns3::camcube
