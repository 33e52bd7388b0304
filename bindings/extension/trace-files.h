/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRACE_FILES_H
#define TRACE_FILES_H

#include "ns3/net-device.h"

#include <string>
#include <vector>

/** \file What is looked at before ns-3 opens files, as it ends the process where it cannot. */

namespace ns3::camcube::python
{

/**
 * \return the names of the files of some devices: PREFIX-NODE-DEVICE.SUFFIX
 * \throws pybind11::value_error for an empty prefix
 */
std::vector<std::string> NameTraceFiles(const std::string& prefix,
                                        const std::vector<Ptr<NetDevice>>& devices,
                                        const std::string& suffix);

/**
 * Looks whether some files can be written all at once, and raises the limit of open files as far
 * as it takes and is allowed.
 * \throws pybind11::error_already_set an OSError that names the file
 */
void CheckTraceFiles(const std::vector<std::string>& files);

} // namespace ns3::camcube::python

#endif /* TRACE_FILES_H */
