/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "resource-meter.h"

#include <sys/resource.h>

namespace ns3
{

double
ResourceMeter::GetWallSeconds() const
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
}

double
ResourceMeter::GetPeakMemoryMib()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
    return usage.ru_maxrss / (1024.0 * 1024.0); // bytes there, KiB elsewhere
#else
    return usage.ru_maxrss / 1024.0;
#endif
}

} // namespace ns3
