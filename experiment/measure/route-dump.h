/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTE_DUMP_H
#define ROUTE_DUMP_H

#include "ns3/node-container.h"
#include "ns3/random-variable-stream.h"
#include "ns3/torus.h"

#include <cstdint>
#include <functional>
#include <ostream>
#include <vector>

namespace ns3::camcube
{

class FailureInjector;

/**
 * \ingroup camcube
 *
 * Writes which links a cube has, as comma-separated values: server_a,port_a,server_b,port_b,state.
 * Each cable has one line, at its plus port; its state is "up" or "down", and down if the cable
 * or a server at one of its ends has failed.
 */
void WriteLinks(std::ostream& os, const Torus& torus, const NodeContainer& servers);

/** \ingroup camcube \return some servers in order, drawn at random; all of them if 0 are wanted */
std::vector<uint32_t> DrawDestinations(uint32_t servers,
                                       uint32_t wanted,
                                       const Ptr<UniformRandomVariable>& random);

/**
 * \ingroup camcube
 *
 * Writes where the servers of a cube would send packets, as comma-separated values:
 * server,destination,distance,next_hop_ports. Ports are joined by a space; where there is no path
 * the distance is -1 and there are no ports. Servers that have failed have no lines.
 *
 * \param destinations the destinations that have lines
 * \param tell told of each server before its lines are written, for who waits
 */
void WriteRoutes(std::ostream& os,
                 const Torus& torus,
                 const NodeContainer& servers,
                 const FailureInjector& failures,
                 const std::vector<uint32_t>& destinations,
                 const std::function<void(uint32_t server)>& tell);

} // namespace ns3::camcube

#endif /* ROUTE_DUMP_H */
