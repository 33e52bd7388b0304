/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "build-versions.h"

#include <dlfcn.h>
#include <fstream>
#include <functional>
#include <sstream>

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

std::string
GetBuildHash()
{
    Dl_info library{};
    dladdr(reinterpret_cast<const void*>(&GetBuildHash), &library);
    std::size_t hash = 0;
    for (const char* file : {"/proc/self/exe", library.dli_fname})
    {
        std::ifstream stream(file != nullptr ? file : "", std::ios::binary);
        std::ostringstream code;
        code << stream.rdbuf();
        hash = hash * 31 + std::hash<std::string>()(code.str());
    }
    return std::to_string(hash);
}

} // namespace ns3::camcube
