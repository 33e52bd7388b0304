/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RECORDING_H
#define RECORDING_H

#include <cstdint>
#include <cstring>
#include <pybind11/numpy.h>
#include <string>
#include <vector>

namespace ns3::camcube::python
{

/**
 * What trace sources have told, as rows of numbers: written in C++ at no cost in Python, read as a
 * NumPy array.
 */
class Recording
{
  public:
    /** A column: its name, with its unit, and whether it has fractions. */
    struct Column
    {
        std::string name;
        bool isReal;
    };

    /** \param columns in the order in which a row has its cells */
    explicit Recording(std::vector<Column> columns)
        : m_columns(std::move(columns))
    {
    }

    /** Adds a cell of the present row. */
    void Add(double cell)
    {
        uint64_t bits;
        std::memcpy(&bits, &cell, sizeof(bits));
        m_cells.push_back(bits);
    }

    /** Adds a cell of the present row. */
    void Add(int64_t cell)
    {
        m_cells.push_back(static_cast<uint64_t>(cell));
    }

    std::size_t GetRows() const
    {
        return m_cells.size() / m_columns.size();
    }

    /** \return a structured array with a field for each column; a copy, which stays as it is */
    pybind11::array ToArray() const;

  private:
    std::vector<Column> m_columns; //!< in order
    std::vector<uint64_t> m_cells; //!< row by row, 8 bytes each
};

} // namespace ns3::camcube::python

#endif /* RECORDING_H */
