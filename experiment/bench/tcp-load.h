/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_LOAD_H
#define TCP_LOAD_H

#include "measured-run.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A permutation of endless TCP flows by ns-3's own stack and applications, over networks of this
 * module and over the same graphs of stock PointToPoint cables with nix-vector routing. All cables
 * have 1 Gbps. The set-up ends when all routes are known, on either side: one datagram of each flow
 * has gone both ways.
 */
class TcpLoad
{
  public:
    /** \param duration how long to measure, in simulated time */
    explicit TcpLoad(Time duration);

    Measured MeasureCube(uint32_t k) const;         //!< over the cube's virtual NICs
    Measured MeasureStockTorus(uint32_t k) const;   //!< over the same torus of stock parts
    Measured MeasureFatTree(uint32_t k) const;      //!< over FatTreeHelper's network, with ECMP
    Measured MeasureStockFatTree(uint32_t k) const; //!< over the same fat-tree of stock parts

  private:
    Time m_duration; //!< that is measured
};

} // namespace ns3::camcube

#endif /* TCP_LOAD_H */
