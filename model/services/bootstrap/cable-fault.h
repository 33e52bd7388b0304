/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CABLE_FAULT_H
#define CABLE_FAULT_H

#include "ns3/torus-coordinate.h"

#include <cstdint>
#include <optional>

namespace ns3::camcube
{

class Neighborhood;
class Torus;
struct Placement;

/** \ingroup camcube \brief A cable that is not as it should be, as one of its ends has found. */
struct CableFault
{
    /** What is wrong. */
    enum Kind : uint8_t
    {
        FAILED,       //!< nobody answers
        WRONG_SERVER, //!< it leads to another server
        WRONG_PORT,   //!< it leads to the right server, into a wrong port
        SWAPPED_ENDS  //!< each end is where the other should be
    };

    uint8_t port;                        //!< the end that has found it
    Kind kind;                           //!< what is wrong
    std::optional<TorusCoordinate> peer; //!< where it leads, if that is known
    uint8_t peerPort;                    //!< the far end's label; of a failed one as it should be
};

/**
 * \param torus the sides of the cube
 * \param placement of a server
 * \param around what the server knows of the wiring around it
 * \param port one of its torus ports
 * \return what is wrong with the cable there, if anything is known to be. Of a cable to a server
 *         whose place does not stand yet only that is known whether its ends are in ports that fit.
 */
std::optional<CableFault> FindFault(const Torus& torus,
                                    const Placement& placement,
                                    const Neighborhood& around,
                                    uint8_t port);

} // namespace ns3::camcube

#endif /* CABLE_FAULT_H */
