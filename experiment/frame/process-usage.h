/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PROCESS_USAGE_H
#define PROCESS_USAGE_H

#include <chrono>

namespace ns3::camcube
{

/** \ingroup camcube \brief Real time since it was made, for results named wall_s. */
class WallClock
{
  public:
    /** \return seconds since this clock was made */
    double GetSeconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

  private:
    std::chrono::steady_clock::time_point m_start{std::chrono::steady_clock::now()}; //!< zero
};

/** \return seconds of processor time that this process has had, on its own and in the system */
double GetProcessorSeconds();

/** \return memory that this process holds now, in MiB, for results named rss_mib */
double GetResidentMib();

/** \return memory that this machine can still give, in MiB; infinity where it cannot tell */
double GetAvailableMib();

/**
 * Makes an allocation fail that the machine has no memory for, rather than have the system end some
 * process once the memory is written to. Does nothing where it cannot tell, and under
 * AddressSanitizer, which reserves more than there is.
 */
void LimitMemoryToAvailable();

/** \return the most memory that this process ever held, in MiB */
double GetPeakResidentMib();

} // namespace ns3::camcube

#endif /* PROCESS_USAGE_H */
