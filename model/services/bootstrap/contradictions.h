/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONTRADICTIONS_H
#define CONTRADICTIONS_H

#include "bootstrap-state.h"

#include <array>
#include <cstdint>

namespace ns3::camcube
{

class Neighborhood;
class Torus;

/** For each port how far a cable that contradicts a placement is off; (0,0,0) for others. */
using Contradictions = std::array<TorusCoordinate, N_TORUS_PORTS>;

/**
 * \ingroup camcube
 * \param torus the sides of the cube
 * \param around what a server knows of the wiring around it
 * \param placement of the server
 * \return where its cables whose ends fit say that it is, counted from where it believes to be
 */
Contradictions FindContradictions(const Torus& torus,
                                  const Neighborhood& around,
                                  const Placement& placement);

/**
 * \ingroup camcube
 *
 * Wrong cables are off by anything. Where many are off by the same, two parts of the cube count
 * from different servers, joined by wrong cables, and nobody there can tell which of them is wrong.
 * \param torus the sides of the cube
 * \param around what a server knows of the wiring around it
 * \param placement of the server
 * \return how many cables of it and of neighbours that agree with it are off by the same, at most
 */
uint32_t CountEqualContradictions(const Torus& torus,
                                  const Neighborhood& around,
                                  const Placement& placement);

/**
 * \ingroup camcube
 * \param torus the sides of the cube
 * \param around what a server knows of the wiring around it
 * \param placement of the server
 * \return by how many cables whose ends fit neighbours that do not doubt their places agree with
 *         it; all ports if none of those that agree is in doubt
 */
uint32_t CountUndoubtedSupport(const Torus& torus,
                               const Neighborhood& around,
                               const Placement& placement);

} // namespace ns3::camcube

#endif /* CONTRADICTIONS_H */
