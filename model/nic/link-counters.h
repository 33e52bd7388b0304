/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_COUNTERS_H
#define LINK_COUNTERS_H

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What one port has counted since the start. Bytes are those of frames from the Ethernet header
 * on; line overhead (preamble, frame check sequence, gap) is not among them.
 */
struct LinkCounters
{
    uint64_t txFrames{0};     //!< frames put on the cable
    uint64_t txBytes{0};      //!< their bytes
    uint64_t rxFrames{0};     //!< frames handed up
    uint64_t rxBytes{0};      //!< their bytes
    uint64_t txTooLong{0};    //!< frames refused because they exceed the MTU
    uint64_t txBusy{0};       //!< frames of NetDevice::Send refused: slot taken, or link down
    uint64_t lostOnCable{0};  //!< frames on their way to this port when the link went down
    uint64_t rxCorrupt{0};    //!< frames that the receive error model corrupted
    uint64_t rxMalformed{0};  //!< arrivals too short for an Ethernet header and a service id
    int64_t busyTimeSteps{0}; //!< time spent sending, line overhead included, in time steps
};

} // namespace ns3::camcube

#endif /* LINK_COUNTERS_H */
