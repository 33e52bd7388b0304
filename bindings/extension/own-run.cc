/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "own-run.h"

#include "interrupt.h"
#include "session.h"

#include "ns3/text-parsing.h"

#include <pybind11/stl.h>
#include <utility>

namespace py = pybind11;

namespace ns3::camcube::python
{

OwnRun::OwnRun(uint32_t seed, uint64_t run, py::object progress)
    : m_progress(std::move(progress)),
      m_status([this](const std::string& what, std::optional<double> done) { Tell(what, done); })
{
    if (!m_progress.is_none() && PyCallable_Check(m_progress.ptr()) == 0)
    {
        throw py::type_error("progress=" + Abridge(py::repr(m_progress).cast<std::string>()) +
                             " is no function; give one of what is being done and which share of "
                             "it is done, or None");
    }
    Session::Begin(seed, run);
}

OwnRun::~OwnRun()
{
    Session::End();
}

void
OwnRun::Tell(const std::string& what, std::optional<double> done) const
{
    Interrupt::Throw();
    if (!m_progress.is_none())
    {
        m_progress(what, done);
    }
}

} // namespace ns3::camcube::python
