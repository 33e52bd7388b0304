/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "recording.h"

#include "objects.h"
#include "parts.h"
#include "traces.h"

#include <pybind11/stl.h>

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

void
BindRecordings(py::module_& m)
{
    m.def(
        "record",
        [](const std::vector<py::object>& objects,
           const std::string& source,
           const std::string& origin) {
            std::vector<Ptr<Object>> held;
            held.reserve(objects.size());
            for (const py::object& object : objects)
            {
                held.push_back(FromPython(object));
            }
            return RecordTrace(held, source, origin);
        },
        py::arg("objects"),
        py::arg("source"),
        py::arg("origin"));
    py::class_<Recording, std::shared_ptr<Recording>>(
        m,
        "Recording",
        "What a trace source has told so far, recorded in C++.")
        .def("__len__", &Recording::GetRows)
        .def_property_readonly("array",
                               &Recording::ToArray,
                               "A structured NumPy array, a field for each column; a copy.")
        .def("__array__",
             [](const Recording& self, const py::args&, const py::kwargs&) {
                 return self.ToArray();
             })
        .def("__repr__", [](const Recording& self) {
            return "<Recording of " + std::to_string(self.GetRows()) + " rows>";
        });
}

} // namespace ns3::camcube::python
