/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "process-usage.h"

#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

namespace ns3
{

double
GetResidentMib()
{
    // Linux counts pages: the whole of the program, then what is resident.
    double whole = 0;
    double resident = 0;
    std::ifstream("/proc/self/statm") >> whole >> resident;
    return resident > 0 ? resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20)
                        : GetPeakResidentMib();
}

double
GetPeakResidentMib()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
    return static_cast<double>(usage.ru_maxrss) / (1 << 20);
#else
    return static_cast<double>(usage.ru_maxrss) / (1 << 10);
#endif
}

} // namespace ns3
