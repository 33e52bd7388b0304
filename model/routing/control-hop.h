/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONTROL_HOP_H
#define CONTROL_HOP_H

#include "ns3/nstime.h"

namespace ns3::camcube
{

class Runtime;

/**
 * \ingroup camcube
 *
 * The bounds of the time that a frame of a routing protocol, which is urgent, takes for one hop.
 */
struct ControlHop
{
    /** \return the bounds over the links of a server; zero where it has none */
    static ControlHop Of(const Runtime& runtime);

    Time least; //!< a short frame on an idle link
    Time most;  //!< a full frame behind a full data frame, on a link that must wake first
};

} // namespace ns3::camcube

#endif /* CONTROL_HOP_H */
