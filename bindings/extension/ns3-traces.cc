/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3-traces.h"

#include "parts.h"

namespace py = pybind11;

namespace ns3::camcube::python
{

void
BindNs3Traces(py::module_& m)
{
    py::class_<TraceStream>(m, "OutputStreamWrapper", "A file that ascii traces are written to.");
    py::class_<AsciiTraceHelper>(m, "AsciiTraceHelper", "Opens files for ascii traces.")
        .def(py::init<>())
        .def(
            "CreateFileStream",
            [](AsciiTraceHelper& self, const std::string& filename) {
                CheckTraceFiles({filename});
                return TraceStream{self.CreateFileStream(filename)};
            },
            py::arg("filename"),
            "Opens a file, empty at first, for EnableAscii() and EnableAsciiAll(). Raises OSError "
            "if it cannot be written.");
}

} // namespace ns3::camcube::python
