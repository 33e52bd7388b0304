/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PARTS_H
#define PARTS_H

#include <pybind11/pybind11.h>

/** \file The parts of the extension, in the order in which they build on each other. */

namespace ns3::camcube::python
{

/** Time, DataRate, the session. */
void BindCore(pybind11::module_& m);
/** Nodes, ports, cables, applications; attributes, traces. */
void BindObjects(pybind11::module_& m);
/** What trace sources tell, recorded. */
void BindRecordings(pybind11::module_& m);
/** Frames and packets, and what is answered of them. */
void BindPackets(pybind11::module_& m);
/** What links carry, and what power they use. */
void BindMeters(pybind11::module_& m);
/** Pages that show a cube. */
void BindViews(pybind11::module_& m);
/** The cube: servers, cables, routing, failures. */
void BindTorus(pybind11::module_& m);
/** Services that are written in Python; their frames and packets must be bound. */
void BindServices(pybind11::module_& m);
/** What these use beside links and routes. */
void BindServiceUsers(pybind11::module_& m);
/** Who sends what to whom, and what became of it. */
void BindTraffic(pybind11::module_& m);
/** Topologies with ns-3's TCP/IP, and workloads over them. */
void BindNetworks(pybind11::module_& m);
/** Datagrams along service chains over these. */
void BindServiceChains(pybind11::module_& m);
/** One workload over one topology, from its beginning to its end. */
void BindTrials(pybind11::module_& m);
/** What the measuring programs measure, each in a simulation of its own. */
void BindMeasurements(pybind11::module_& m);

/** \name The names of C++ in its style, for camcube.ns3 */
///@{
/** Ipv4Address and the like, values of attributes. */
void BindNs3Addresses(pybind11::module_& m);
/** NodeContainer and the like. */
void BindNs3Containers(pybind11::module_& m);
/** Simulator, Config, Names, logging. */
void BindNs3Core(pybind11::module_& m);
/** Methods of nodes, devices and applications. */
void BindNs3Objects(pybind11::module_& m);
/** Applications of ns-3. */
void BindNs3Applications(pybind11::module_& m);
/** TCP/IP and its addresses, the virtual NIC. */
void BindNs3Internet(pybind11::module_& m);
/** Captures and ascii traces. */
void BindNs3Traces(pybind11::module_& m);
/** Routing and services of the cube. */
void BindNs3Routing(pybind11::module_& m);
/** The cube, sleeping links. */
void BindNs3Cube(pybind11::module_& m);
/** Fat-tree, DCell, BCube, stock cables. */
void BindNs3Networks(pybind11::module_& m);
/** What fails. */
void BindNs3Failures(pybind11::module_& m);
///@}

} // namespace ns3::camcube::python

#endif /* PARTS_H */
