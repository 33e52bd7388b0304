/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHOOSE_SHARE_H
#define CHOOSE_SHARE_H

#include "ns3/node-container.h"
#include "ns3/random-variable-stream.h"

#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * Draws a share of a number of things at random.
 * \param number how many there are
 * \param fraction the share, 0 to 1; what is drawn of them is rounded
 * \param random draws, once for each thing chosen
 * \return the places of the chosen ones, in random order
 * \throws std::invalid_argument for a share outside 0 to 1
 */
std::vector<uint32_t> ChooseShare(std::size_t number,
                                  double fraction,
                                  const Ptr<UniformRandomVariable>& random);

/** \ingroup camcube \return a share of a list, such as links that are to fail, likewise */
template <typename T>
std::vector<T>
ChooseShare(const std::vector<T>& list, double fraction, const Ptr<UniformRandomVariable>& random)
{
    std::vector<T> chosen;
    for (uint32_t place : ChooseShare(list.size(), fraction, random))
    {
        chosen.push_back(list[place]);
    }
    return chosen;
}

/** \ingroup camcube \return a share of some nodes, likewise */
inline NodeContainer
ChooseShare(const NodeContainer& nodes, double fraction, const Ptr<UniformRandomVariable>& random)
{
    NodeContainer chosen;
    for (uint32_t place : ChooseShare(std::size_t{nodes.GetN()}, fraction, random))
    {
        chosen.Add(nodes.Get(place));
    }
    return chosen;
}

} // namespace ns3::camcube

#endif /* CHOOSE_SHARE_H */
