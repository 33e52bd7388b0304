/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RESOURCE_METER_H
#define RESOURCE_METER_H

#include <chrono>

namespace ns3
{

/**
 * \ingroup camcube
 * What a run costs the machine.
 */
class ResourceMeter
{
  public:
    /** \return seconds on the wall clock since this meter was made */
    double GetWallSeconds() const;

    /** \return the most memory that the process has ever occupied, in MiB */
    static double GetPeakMemoryMib();

  private:
    std::chrono::steady_clock::time_point m_begin{std::chrono::steady_clock::now()}; //!< birth
};

} // namespace ns3

#endif /* RESOURCE_METER_H */
