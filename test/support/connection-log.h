/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONNECTION_LOG_H
#define CONNECTION_LOG_H

#include "live-cube.h"

#include <vector>

namespace ns3::camcube
{

/** Which servers of a cube were connected when, by its cables. */
template <typename Cube>
class ConnectionLog
{
  public:
    /** \param failures is listened to; the log must live until all has happened */
    ConnectionLog(const Cube& cube, FailureInjector& failures)
        : m_cube(cube)
    {
        Look();
        failures.SetListener([this](auto) { Simulator::ScheduleNow(&ConnectionLog::Look, this); });
    }

    /** \return whether a path has joined two servers all the time, if not always the same one */
    bool WereConnected(uint32_t a, uint32_t b, Time from, Time to) const
    {
        for (std::size_t i = 0; i < m_looks.size(); ++i)
        {
            const bool isOver = i + 1 < m_looks.size() && m_looks[i + 1].at <= from;
            if (!isOver && m_looks[i].at <= to && m_looks[i].part[a] != m_looks[i].part[b])
            {
                return false;
            }
        }
        return true;
    }

  private:
    /** The parts into which the cube has fallen. */
    struct Parts
    {
        Time at;                    //!< since when
        std::vector<uint32_t> part; //!< by server
    };

    void Look()
    {
        m_looks.push_back({Simulator::Now(), m_cube.FindParts()});
    }

    const Cube& m_cube;
    std::vector<Parts> m_looks;
};

} // namespace ns3::camcube

#endif /* CONNECTION_LOG_H */
