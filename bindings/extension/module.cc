/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The extension below the Python package camcube, which is what users see.

#include "parts.h"
#include "session.h"

#include "ns3/camcube-version.h"

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
    // Before the interpreter goes: what a simulation holds of Python must go first.
    pybind11::module_::import("atexit").attr("register")(
        pybind11::cpp_function([] { Session::End(); }));
}
