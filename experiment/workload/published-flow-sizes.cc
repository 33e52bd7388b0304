/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "published-flow-sizes.h"

namespace ns3::camcube
{

namespace
{

/** The tables count packets; this many bytes of payload are in one. */
constexpr double PACKET = 1460;

} // namespace

const std::vector<PublishedFlowSizes>&
GetPublishedFlowSizes()
{
    static const std::vector<PublishedFlowSizes> all{
        {"websearch",
         "Alizadeh et al., Data Center TCP (DCTCP), SIGCOMM 2010, figure 4, as tabulated in "
         "packets of "
         "1,460 bytes for pFabric, SIGCOMM 2013",
         {{6 * PACKET, 0.15},
          {13 * PACKET, 0.2},
          {19 * PACKET, 0.3},
          {33 * PACKET, 0.4},
          {53 * PACKET, 0.53},
          {133 * PACKET, 0.6},
          {667 * PACKET, 0.7},
          {1333 * PACKET, 0.8},
          {3333 * PACKET, 0.9},
          {6667 * PACKET, 0.97},
          {20000 * PACKET, 1}}},
        {"datamining",
         "Greenberg et al., VL2, SIGCOMM 2009, figure 2, as tabulated in packets of 1,460 bytes "
         "for "
         "pFabric, SIGCOMM 2013",
         {{1 * PACKET, 0.5},
          {2 * PACKET, 0.6},
          {3 * PACKET, 0.7},
          {7 * PACKET, 0.8},
          {267 * PACKET, 0.9},
          {2107 * PACKET, 0.95},
          {66667 * PACKET, 0.99},
          {666667 * PACKET, 1}}},
    };
    return all;
}

} // namespace ns3::camcube
