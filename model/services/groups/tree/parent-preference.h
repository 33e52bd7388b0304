/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PARENT_PREFERENCE_H
#define PARENT_PREFERENCE_H

#include "group-id.h"

#include "ns3/port-set.h"
#include "ns3/torus.h"

#include <functional>

namespace ns3::camcube
{

/** \ingroup camcube \brief What a server knows that has to choose its parent in a group's tree. */
struct ParentCandidates
{
    const Torus& torus;   //!< the cube
    TorusCoordinate here; //!< this server
    TorusCoordinate root; //!< the root of the group
    GroupId group;        //!< the group
    PortSet nextHops;     //!< live ports on a shortest path to the root, one at least
    PortSet asleep;       //!< ports whose links sleep
};

/**
 * \ingroup camcube
 *
 * Chooses one of several next hops: whichever it is, the tree is right, and only the number of its
 * links depends on it. An answer that is no candidate stands for the first.
 */
using ParentPreference = std::function<uint8_t(const ParentCandidates&)>;

/** \ingroup camcube \brief The attributes of GroupTree that say which next hop is preferred. */
struct ParentRule
{
    /** Attribute Paths. */
    enum Paths : uint8_t
    {
        BASE,      //!< PreferByHash()
        MINI_CUBES //!< PreferMiniCubes()
    };

    /** Attribute SleepingLinks. */
    enum SleepingLinks : uint8_t
    {
        WAKE, //!< a next hop whose link sleeps is as good as another, and the link is woken
        AVOID //!< one whose link is awake comes first
    };

    Paths paths{BASE};                 //!< what is preferred
    SleepingLinks sleepingLinks{WAKE}; //!< among which
};

/**
 * \ingroup camcube
 * \param candidates what to choose from
 * \param rule the rule
 * \param other preferred to the rule's paths, unless empty; a copy, as it may set another
 * \return one of the next hops
 */
uint8_t ChooseParent(ParentCandidates candidates, const ParentRule& rule, ParentPreference other);

/** \ingroup camcube \return a next hop that a hash of server, port and group chooses */
uint8_t PreferByHash(const ParentCandidates& candidates);

/**
 * \ingroup camcube
 *
 * Has the paths of servers that are near each other meet early: a path goes to a corner of a
 * mini-cube of side 2 first, from there along edges of such cubes to a corner of one of side 4, and
 * so on to the root, which is a corner of all. Where several axes lead on, it is the longest.
 *
 * Source: Abu-Libdeh et al., SIGCOMM 2010, section 3, for mini-cubes; the corners here are those
 * whose distances from the root, along each axis, are multiples of 2, 4, 8 and so on.
 * \return that next hop; where failures have taken it away, PreferByHash()
 */
uint8_t PreferMiniCubes(const ParentCandidates& candidates);

} // namespace ns3::camcube

#endif /* PARENT_PREFERENCE_H */
