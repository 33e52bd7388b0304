/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "build-versions.h"

// The build system defines it for this file: ns-3's headers need not know their own release.
#ifndef CAMCUBE_NS3_VERSION
#define CAMCUBE_NS3_VERSION "unknown"
#endif

namespace ns3::camcube
{

std::string
GetNs3Version()
{
    return CAMCUBE_NS3_VERSION;
}

std::string
GetCompiler()
{
#if defined(__clang__)
    return __VERSION__; // begins with the compiler's name
#elif defined(__GNUC__)
    return "GCC " __VERSION__;
#else
    return "unknown";
#endif
}

} // namespace ns3::camcube
