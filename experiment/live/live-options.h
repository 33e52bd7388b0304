/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LIVE_OPTIONS_H
#define LIVE_OPTIONS_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/protocol-option.h"
#include "ns3/torus.h"

#include <string>

namespace ns3::camcube
{

class Experiment;

/**
 * \ingroup camcube
 *
 * What a person may choose of a cube that runs in real time, and how hosts are bound to it.
 */
struct LiveOptions
{
    static constexpr uint32_t MAX_SERVERS = 1000; //!< that one process can think of keeping up with

    std::string sides{"3x3x3"};       //!< --sides
    DataRate linkRate{"1Gbps"};       //!< of every cable, each way
    Time delay{MicroSeconds(1)};      //!< of every cable
    Time processing{MicroSeconds(1)}; //!< at every server that a packet reaches
    ProtocolOption protocol;          //!< what keeps the routes
    std::string failFile;             //!< what fails, and when; nothing for nothing
    std::string pcap;                 //!< folder for captures of all ports; nothing for none
    std::string namespaces;           //!< what the names of the hosts' namespaces begin with
    std::string control;              //!< path of the control socket; nothing for none
    Time duration;                    //!< until when; zero until a signal comes

    /** Adds all of them to an experiment, which this must outlive. */
    void AddTo(Experiment& experiment);

    /**
     * \return the cube
     * \throws std::invalid_argument for sides that make no sense, or more than MAX_SERVERS
     */
    Torus GetTorus() const;

    /** \return whether hosts are bound to the cube */
    bool HasHosts() const
    {
        return !namespaces.empty();
    }
};

} // namespace ns3::camcube

#endif /* LIVE_OPTIONS_H */
