/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MILLION_SERVERS_H
#define MILLION_SERVERS_H

#include "measured-run.h"

#include <string>

namespace ns3::camcube
{

class StatusLine;

/**
 * \ingroup camcube
 *
 * Runs 10,000 flows of 300 Mbps between random pairs of 100^3 servers, for 0.5 ms.
 *
 * \param status says how far the set-up is, which takes a minute or more
 * \return wall_s, packet_hops, lost_packets, rss_mib, setup_wall_s and, of it,
 *         setup_servers_wall_s and setup_routing_wall_s
 */
Measured MeasureMillionServers(StatusLine& status);

/** \return why this machine cannot run that, or nothing */
std::string WhyNoMillionServers();

} // namespace ns3::camcube

#endif /* MILLION_SERVERS_H */
