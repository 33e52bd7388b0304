/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONVERGECAST_COUNTERS_H
#define CONVERGECAST_COUNTERS_H

#include <cstdint>

namespace ns3::camcube
{

/** \ingroup camcube \brief What has passed through one server of Convergecast. */
struct ConvergecastCounters
{
    uint64_t rounds{0};    //!< that ended here, at their root
    uint64_t complete{0};  //!< of these
    uint64_t queries{0};   //!< frames to kids
    uint64_t reports{0};   //!< frames to parents
    uint64_t repeated{0};  //!< queries of a round that was here already
    uint64_t malformed{0}; //!< what came and made no sense
};

} // namespace ns3::camcube

#endif /* CONVERGECAST_COUNTERS_H */
