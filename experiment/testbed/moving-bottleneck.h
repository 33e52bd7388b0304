/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MOVING_BOTTLENECK_H
#define MOVING_BOTTLENECK_H

#include "ns3/camcube-net-device.h"
#include "ns3/data-rate.h"
#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One cable of a path is slow, and after a period another one is instead. It must live until the
 * simulation has run.
 */
class MovingBottleneck
{
  public:
    using Cable = std::pair<Ptr<CamCubeNetDevice>, Ptr<CamCubeNetDevice>>; //!< by its two ports

    /**
     * \return how a bottleneck may move: "forward" and "backward" along the path again and again,
     *         "there-and-back", between its two "ends", to a "random" cable; and "standing" at the
     *         first
     */
    static const std::vector<std::string>& GetPatterns();

    /**
     * Makes the first cable slow, or the last of a pattern that begins there.
     * \param path the cables, one at least
     * \param pattern one of GetPatterns()
     * \param rate of the slow cable, both ways, above 0
     * \param period how long it is where it is, above 0
     * \param random draws for pattern "random"
     * \throws std::invalid_argument for no cable, another pattern, or a rate or period of 0
     */
    MovingBottleneck(std::vector<Cable> path,
                     const std::string& pattern,
                     DataRate rate,
                     Time period,
                     Ptr<UniformRandomVariable> random);
    ~MovingBottleneck();
    MovingBottleneck(const MovingBottleneck&) = delete;
    MovingBottleneck& operator=(const MovingBottleneck&) = delete;

  private:
    uint32_t GetPlace() const;
    void Move();

    std::vector<Cable> m_path;           //!< in order
    std::string m_pattern;               //!< how it moves
    DataRate m_slow;                     //!< of one of them
    DataRate m_fast;                     //!< of the others
    Time m_period;                       //!< between moves
    Ptr<UniformRandomVariable> m_random; //!< of pattern "random"
    uint32_t m_moves{0};                 //!< so far
    uint32_t m_place{0};                 //!< the slow cable
    EventId m_next;                      //!< the next move
};

} // namespace ns3::camcube

#endif /* MOVING_BOTTLENECK_H */
