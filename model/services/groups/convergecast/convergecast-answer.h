/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONVERGECAST_ANSWER_H
#define CONVERGECAST_ANSWER_H

#include "aggregate.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What a root has found out in a round, for those who have asked. On the wire that is a ServerList
 * of those missing, marked if they are known, and the bytes of the whole behind it.
 */
struct ConvergecastAnswer
{
    Aggregate whole{Aggregate::Nothing()}; //!< what the members give together

    /**
     * Numbers, rising, of servers of the root's last complete round of the group and function that
     * are not in this one; nothing if the root has seen none.
     */
    std::optional<std::vector<uint32_t>> missing;

    /** \return its bytes, some at most: those missing are left out first, and then the value */
    Ptr<Packet> Write(const Torus& torus, uint32_t most) const;

    /** \return what bytes say; nothing if they make no sense */
    static std::optional<ConvergecastAnswer> Read(const Torus& torus, const Packet& packet);
};

} // namespace ns3::camcube

#endif /* CONVERGECAST_ANSWER_H */
