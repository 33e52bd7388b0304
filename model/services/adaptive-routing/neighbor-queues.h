/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NEIGHBOR_QUEUES_H
#define NEIGHBOR_QUEUES_H

#include "ns3/torus-port.h"
#include "ns3/torus.h"

#include <array>
#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What neighbours have told of their queues, and how long a packet would wait behind each. What
 * was told counts for a lifetime, as a neighbour that is gone tells no more.
 */
class NeighborQueues
{
  public:
    /** Packets that wait for each link of a server, by port; 255 stands for more, too. */
    using Counts = std::array<uint8_t, N_TORUS_PORTS>;

    /**
     * \param torus the cube, which must outlive this
     * \param here whose neighbours these are
     * \param lifetime how long what was told counts, in time steps
     */
    NeighborQueues(const Torus& torus, const TorusCoordinate& here, int64_t lifetime);

    /** The neighbour at a torus port tells of its queues, at a time. */
    void Hear(uint8_t port, const Counts& counts, int64_t now);

    /** The neighbour at a torus port is gone. */
    void Forget(uint8_t port)
    {
        m_neighbors[port].until = 0;
    }

    /** \return whether no packet waits at any neighbour, as far as is known at a time */
    bool AreEmpty(int64_t now) const
    {
        return now >= m_until;
    }

    /**
     * \param port a torus port that leads to a neighbour
     * \param destination where a packet goes
     * \param now the current time
     * \return packets that it would find before it at that neighbour, on the next hop of a shortest
     *         path that has the fewest; 0 if it ends there
     */
    uint32_t GetWait(uint8_t port, const TorusCoordinate& destination, int64_t now) const;

  private:
    /** One neighbour. */
    struct Neighbor
    {
        TorusCoordinate at; //!< where it is
        int64_t until{0};   //!< how long what it has told counts; 0 for nothing that matters
        Counts counts{};    //!< that, by its ports
    };

    const Torus& m_torus;                              //!< the cube
    const int64_t m_lifetime;                          //!< of what was told
    int64_t m_until{0};                                //!< how long the last that matters counts
    std::array<Neighbor, N_TORUS_PORTS> m_neighbors{}; //!< by port
};

} // namespace ns3::camcube

#endif /* NEIGHBOR_QUEUES_H */
