/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BUILD_VERSIONS_H
#define BUILD_VERSIONS_H

#include <string>

namespace ns3::camcube
{

/** \ingroup camcube \return the release of ns-3 built against: "3.37"; "unknown" if nobody said */
std::string GetNs3Version();

/** \ingroup camcube \return the compiler of this library: "GCC 12.2.0" */
std::string GetCompiler();

/**
 * \ingroup camcube
 * \return a number of the machine code that runs, program and library: equal for equal files
 */
std::string GetBuildHash();

} // namespace ns3::camcube

#endif /* BUILD_VERSIONS_H */
