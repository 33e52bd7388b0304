/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OPTIONS_H
#define OPTIONS_H

#include "ns3/testbed.h"
#include "ns3/workload-options.h"

#include <pybind11/pybind11.h>
#include <string>
#include <vector>

/** \file Options that Python gives by name. */

namespace ns3::camcube::python
{

/** \return the values of attribute Choice of MultiHopRouting */
std::vector<std::string> GetChoices();

/**
 * \return what networks that are compared have in common, and where they differ
 * \throws pybind11::type_error for a name that is none, or a value of another type
 * \throws pybind11::value_error for a value that cannot be
 */
TestbedOptions ReadNetwork(const pybind11::dict& options);

/** \return a workload \throws as ReadNetwork() */
WorkloadOptions ReadWorkload(const pybind11::dict& options);

/** \return whether flows are given one by one */
bool HasFlows(const pybind11::dict& options);

/**
 * \return the flows of a workload, given one by one or as options
 * \param lineRate of which loads are shares
 * \throws as ReadNetwork(), and std::invalid_argument for a workload that cannot be served
 */
Workload ReadFlows(const pybind11::dict& options, const DataRate& lineRate);

} // namespace ns3::camcube::python

#endif /* OPTIONS_H */
