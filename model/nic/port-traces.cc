/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "port-traces.h"

#include "camcube-net-device.h"

#include "ns3/lazy-trace-accessor.h"

namespace ns3::camcube
{

TypeId
PortTraces::AddTo(TypeId tid)
{
    const auto add = [&tid](const char* name, const char* help, Source PortTraces::*source) {
        tid.AddTraceSource(name,
                           help,
                           MakeLazyTraceSourceAccessor(&CamCubeNetDevice::GetTraces, source),
                           "ns3::Packet::TracedCallback");
    };
    add("MacTx", "A frame has been accepted for sending", &PortTraces::macTx);
    add("MacTxDrop", "A frame was refused: slot taken or too long", &PortTraces::macTxDrop);
    add("MacRx", "A frame has been received and is handed up", &PortTraces::macRx);
    add("MacPromiscRx", "The same as MacRx: a cable has one receiver", &PortTraces::macPromiscRx);
    add("PhyTxBegin", "The first bit of a frame leaves", &PortTraces::phyTxBegin);
    add("PhyTxEnd", "The last bit of a frame has left", &PortTraces::phyTxEnd);
    add("PhyTxDrop", "The link went down with a frame on the cable", &PortTraces::phyTxDrop);
    add("PhyRxEnd", "A frame has been received and processed", &PortTraces::phyRxEnd);
    add("PhyRxDrop", "A received frame was corrupt or malformed", &PortTraces::phyRxDrop);
    add("Sniffer", "Every frame sent or received, for captures", &PortTraces::sniffer);
    add("PromiscSniffer", "The same as Sniffer", &PortTraces::promiscSniffer);
    return tid;
}

} // namespace ns3::camcube
