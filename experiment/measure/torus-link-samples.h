/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TORUS_LINK_SAMPLES_H
#define TORUS_LINK_SAMPLES_H

#include "link-sample.h"

#include "ns3/node-container.h"

#include <vector>

namespace ns3::camcube
{

class Torus;

/**
 * \ingroup camcube
 *
 * \param torus the geometry
 * \param servers its servers, by number
 * \return what each port of a torus has sent so far, with the line overhead of its frames; server
 *         by server and port by port, called "12+x" for port +x of server 12. Where several ranks
 *         simulate it, all ask at once, and the first has the answer
 */
std::vector<LinkSample> SampleTorusLinks(const Torus& torus, const NodeContainer& servers);

} // namespace ns3::camcube

#endif /* TORUS_LINK_SAMPLES_H */
