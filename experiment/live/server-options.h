/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SERVER_OPTIONS_H
#define SERVER_OPTIONS_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/protocol-option.h"
#include "ns3/torus.h"

#include <cstdint>
#include <string>

namespace ns3::camcube
{

class Experiment;

/**
 * \ingroup camcube
 *
 * What a person may choose of one server of a cube that has a process of its own.
 */
struct ServerOptions
{
    std::string sides{"3x3x3"};       //!< --sides
    std::string coordinate{"0,0,0"};  //!< --coordinate
    std::string interfaces;           //!< of its ports; nothing for simulated neighbours
    std::string tun;                  //!< device of its host; nothing for none
    DataRate linkRate{"1Gbps"};       //!< of its ports
    Time processing{MicroSeconds(1)}; //!< of a frame that comes in
    uint32_t mtu{1520};               //!< behind a frame's Ethernet header
    bool isFounding{false};           //!< the cube begins with it, and it returns to none
    ProtocolOption protocol;          //!< what keeps its routes
    Time keepAlive{MilliSeconds(10)}; //!< from one keep-alive to the next
    Time hopBound{MilliSeconds(10)};  //!< that a message takes to a neighbour
    Time echo{MilliSeconds(100)};     //!< from one question to a server to the next
    Time duration;                    //!< until when; zero until a signal comes

    /** Adds all of them to an experiment, which this must outlive. */
    void AddTo(Experiment& experiment);

    /** \return the cube \throws std::invalid_argument for sides that make no sense */
    Torus GetTorus() const;

    /** \return the server's place \throws std::invalid_argument for one outside the cube */
    TorusCoordinate GetCoordinate() const;

    /** \return what installs its routing */
    RoutingProtocolHelper MakeRouting() const;

    /** \return whether it has real cables */
    bool IsReal() const
    {
        return !interfaces.empty();
    }
};

} // namespace ns3::camcube

#endif /* SERVER_OPTIONS_H */
