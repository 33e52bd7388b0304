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

} // namespace ns3::camcube::python

#endif /* PARTS_H */
