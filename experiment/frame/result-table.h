/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RESULT_TABLE_H
#define RESULT_TABLE_H

#include <cstdint>
#include <ostream>
#include <string>
#include <type_traits>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A table for people to read: columns as wide as they must be, words to the left, numbers to the
 * right, units in the second line of the header.
 */
class ResultTable
{
  public:
    /**
     * \param name what the column holds
     * \param unit its unit, or nothing for names, counts and ratios
     * \return this table, for the next column
     */
    ResultTable& AddColumn(const std::string& name, const std::string& unit = "");

    /** Begins a row. \return this table, for the row's cells */
    ResultTable& AddRow();

    /** \param text the next cell of the last row */
    ResultTable& Add(const std::string& text);

    /** \copydoc Add(const std::string&) */
    ResultTable& Add(const char* text)
    {
        return Add(std::string(text));
    }

    /** \param count the next cell of the last row */
    template <typename T>
    std::enable_if_t<std::is_integral_v<T>, ResultTable&> Add(T count)
    {
        return AddNumber(std::to_string(count));
    }

    /**
     * \param value the next cell of the last row; "-" if it is not a finite number, as a mean of
     *        nothing is
     * \param decimals digits after the point
     */
    ResultTable& Add(double value, uint32_t decimals = 1);

    /**
     * Writes the table, each line ended, no line with blanks at its end.
     * \throws std::logic_error if a row has not one cell for each column
     */
    void Print(std::ostream& os) const;

  private:
    struct Column
    {
        std::string name; //!< first line of the header
        std::string unit; //!< second line
    };

    struct Cell
    {
        std::string text; //!< what is printed
        bool isNumber;    //!< whether to the right
    };

    ResultTable& AddNumber(const std::string& text);

    /** Whether a column is set to the right: all of its cells are numbers. */
    bool IsNumeric(std::size_t column) const;

    std::vector<Column> m_columns;         //!< the header
    std::vector<std::vector<Cell>> m_rows; //!< the cells
};

/** Writes the table. */
std::ostream& operator<<(std::ostream& os, const ResultTable& table);

} // namespace ns3::camcube

#endif /* RESULT_TABLE_H */
