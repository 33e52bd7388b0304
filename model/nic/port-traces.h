/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PORT_TRACES_H
#define PORT_TRACES_H

#include "ns3/packet.h"
#include "ns3/traced-callback.h"
#include "ns3/type-id.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The trace sources of a port. They live apart from it, and only once one is connected: a cube
 * has six ports a server, and a port that nobody watches must not pay for being watchable.
 */
struct PortTraces
{
    using Source = TracedCallback<Ptr<const Packet>>;

    Source macTx;          //!< a frame was accepted for sending
    Source macTxDrop;      //!< a frame was refused: slot taken or too long
    Source macRx;          //!< a frame is handed up
    Source macPromiscRx;   //!< the same; every frame on a cable is for its one receiver
    Source phyTxBegin;     //!< the first bit leaves
    Source phyTxEnd;       //!< the last bit has left
    Source phyTxDrop;      //!< the link went down with the frame on the cable; told at the sender
    Source phyRxEnd;       //!< the frame has been received and processed
    Source phyRxDrop;      //!< a received frame is lost: corrupt or malformed
    Source sniffer;        //!< every frame sent or received, for captures
    Source promiscSniffer; //!< the same

    /**
     * \param tid the TypeId of CamCubeNetDevice
     * \return it, with all these sources added
     */
    static TypeId AddTo(TypeId tid);
};

} // namespace ns3::camcube

#endif /* PORT_TRACES_H */
