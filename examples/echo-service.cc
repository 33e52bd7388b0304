/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A service that sends every frame back over the link by which it came, and one that asks it.

#include "ns3/camcube-module.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

// [echo]
class Echo : public QueuedService
{
  public:
    Echo()
        : QueuedService(4242) // the two-byte id of its frames
    {
    }

    void Receive(FramePtr frame, uint8_t in) override
    {
        Enqueue(in, std::move(frame)); // now, or once the link is free
    }
};

// [end]

class Asker : public QueuedService
{
  public:
    Asker()
        : QueuedService(4242)
    {
    }

    void Placed() override
    {
        Enqueue(PLUS_X, std::make_unique<Frame>(0, Create<Packet>(100)));
    }

    void Receive(FramePtr frame, uint8_t in) override
    {
        std::cout << frame->GetPayload()->GetSize() << " bytes came back at port " << PortName(in)
                  << " after " << Simulator::Now().GetNanoSeconds() << " ns\n";
    }
};

int
main()
{
    TorusHelper torus(3, 3, 3);
    torus.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    NodeContainer servers = torus.Create();
    ServiceHelper<Asker>().Install(NodeContainer(servers.Get(0)));
    ServiceHelper<Echo>().Install(NodeContainer(servers.Get(1)));
    Simulator::Run();
    Simulator::Destroy();
}
