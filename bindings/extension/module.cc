/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The extension below the Python package camcube, which is what users see.

#include "parts.h"
#include "session.h"

#include "ns3/camcube-version.h"

#include <stdexcept>

namespace
{

/**
 * Has objects that Foo.__new__(Foo) alone has made raise RuntimeError when they are used: there is
 * nothing in them, and pybind11 would make room for it then, and leave it as it is.
 */
void
RefuseUnmade(const pybind11::module_& m)
{
    for (const auto& [name, bound] : pybind11::dict(m.attr("__dict__")))
    {
        auto* const type = reinterpret_cast<PyTypeObject*>(bound.ptr());
        auto* const info =
            PyType_Check(bound.ptr()) != 0 ? pybind11::detail::get_type_info(type) : nullptr;
        if (info)
        {
            info->operator_new = [](std::size_t) -> void* {
                throw std::logic_error("an object is used that was never made: its class was asked "
                                       "for __new__() alone; call the class instead");
            };
        }
    }
}

} // namespace

PYBIND11_MODULE(_camcube, m)
{
    using namespace ns3::camcube::python;
    m.doc() = "The C++ side of package camcube.";
    m.attr("__version__") = ns3::camcube::CAMCUBE_VERSION;
    BindCore(m);
    BindObjects(m);
    BindRecordings(m);
    BindPackets(m);
    BindMeters(m);
    BindViews(m);
    BindTorus(m);
    BindServices(m);
    BindServiceUsers(m);
    BindTraffic(m);
    BindNetworks(m);
    BindServiceChains(m);
    BindTrials(m);
    BindMeasurements(m);
    BindNs3Addresses(m);
    BindNs3Containers(m);
    BindNs3Core(m);
    BindNs3Objects(m);
    BindNs3Applications(m);
    BindNs3Internet(m);
    BindNs3Traces(m);
    BindNs3Routing(m);
    BindNs3Cube(m);
    BindNs3Networks(m);
    BindNs3Failures(m);
    RefuseUnmade(m);
    // Before the interpreter goes: what a simulation holds of Python must go first.
    pybind11::module_::import("atexit").attr("register")(
        pybind11::cpp_function([] { Session::End(); }));
}
