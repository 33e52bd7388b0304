/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "recording.h"

namespace py = pybind11;

namespace ns3::camcube::python
{

py::array
Recording::ToArray() const
{
    py::list names;
    py::list formats;
    py::list offsets;
    for (std::size_t i = 0; i < m_columns.size(); ++i)
    {
        names.append(m_columns[i].name);
        formats.append(m_columns[i].isReal ? "f8" : "i8");
        offsets.append(8 * i);
    }
    const py::dtype type(names, formats, offsets, static_cast<py::ssize_t>(8 * m_columns.size()));
    return py::array(type, {GetRows()}, {}, m_cells.data());
}

} // namespace ns3::camcube::python
