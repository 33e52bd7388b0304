/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "process-usage.h"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <limits>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace ns3::camcube
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
GetAvailableMib()
{
    std::ifstream meminfo("/proc/meminfo");
    std::string key;
    double kib = 0;
    while (meminfo >> key >> kib && key != "MemAvailable:")
    {
        meminfo.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
    return key == "MemAvailable:" ? kib / (1 << 10) : std::numeric_limits<double>::infinity();
}

void
LimitMemoryToAvailable()
{
#ifndef __SANITIZE_ADDRESS__
    const double available = GetAvailableMib();
    rlimit limit{};
    if (available < std::numeric_limits<double>::infinity() && getrlimit(RLIMIT_AS, &limit) == 0)
    {
        limit.rlim_cur = std::min(limit.rlim_cur, static_cast<rlim_t>(available) << 20);
        setrlimit(RLIMIT_AS, &limit);
    }
#endif
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

double
GetProcessorSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

} // namespace ns3::camcube
