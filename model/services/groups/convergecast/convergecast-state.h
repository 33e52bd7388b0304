/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONVERGECAST_STATE_H
#define CONVERGECAST_STATE_H

#include "convergecast-answer.h"
#include "convergecast-links.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/port-set.h"
#include "ns3/torus-port.h"

#include <map>
#include <vector>

namespace ns3::camcube
{

/** \ingroup camcube \brief A round of convergecast at one server, the last of a group. */
struct ConvergecastRound
{
    static constexpr uint8_t NOBODY = N_TORUS_PORTS; //!< who asks the root
    static constexpr uint8_t HERE = N_TORUS_PORTS;   //!< waited for until this server's value is in

    ConvergecastHeader header; //!< names it
    bool isOpen{false};        //!< whether it goes on here
    uint8_t asker{NOBODY};     //!< the port of who asked
    PortSet awaited;           //!< kids whose reports are not in it, and HERE
    Aggregate partial;         //!< so far
    EventId timeout;           //!< at its root

    /** \return whether it goes on here, at its root */
    bool IsAtRoot() const
    {
        return isOpen && asker == NOBODY;
    }

    /** \return whether it is a certain one, goes on, and waits for what a port, or HERE, gives */
    bool IsAwaiting(const ConvergecastHeader& other, uint8_t port) const
    {
        return isOpen && header.IsOf(other) && awaited.Contains(port);
    }

    void Take(uint8_t port, Aggregate sum); //!< what was there with what a port, or HERE, gives
    void Lose(PortSet kids);                //!< does not wait for some kids any more
};

/** \ingroup camcube \brief What one server knows of a group, for ConvergecastRounds. */
struct ConvergecastState
{
    PortSet kids;            //!< in the tree, as when it was last looked at
    bool isRoot{false};      //!< likewise, whether this server was
    Time quietFrom;          //!< until when the tree is not relied on
    ConvergecastRound round; //!< the last one

    /** Numbers of servers in the last complete round that began here, by function. */
    std::map<uint16_t, std::vector<uint32_t>> last;

    /**
     * Looks at the tree again, which is not relied on for a time if this server has lost a kid or
     * has become root. \return the kids that it has lost
     */
    PortSet LookAgain(const GroupTree& tree, const GroupId& group, Time quietTime);

    /** \return what the round, which is over at its root, has found */
    ConvergecastAnswer Conclude();
};

} // namespace ns3::camcube

#endif /* CONVERGECAST_STATE_H */
