/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A service that sends back what it is sent, and one that calls it: see doc/services.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

// echo begins
/** Sends every frame back over the link by which it came. */
class Echo : public QueuedService
{
  public:
    Echo()
        : QueuedService(4242) // the id that its frames carry
    {
    }

    void Receive(FramePtr frame, uint8_t in) override
    {
        Enqueue(in, std::move(frame)); // now, or once those before it have been sent
    }
};

// echo ends

/** Sends three frames to its neighbour at +x, and prints what comes back. */
class Caller : public QueuedService
{
  public:
    Caller()
        : QueuedService(4242)
    {
    }

    void Receive(FramePtr frame, uint8_t in) override
    {
        std::cout << Simulator::Now().As(Time::US) << ": " << frame->GetPayload()->GetSize()
                  << " bytes came back by " << PortName(in) << '\n';
    }

  protected:
    void Deployed() override
    {
        for (uint32_t bytes : {100, 1000, 10})
        {
            Enqueue(PLUS_X, std::make_unique<Frame>(GetServiceId(), Create<Packet>(bytes)));
        }
    }
};

int
main()
{
    TorusHelper torus(3, 3, 3);
    NodeContainer servers = torus.Create();
    ServiceHelper<Caller>().Install(servers.Get(0));
    ServiceHelper<Echo>().Install(servers.Get(1));
    Simulator::Run();
    Simulator::Destroy();
}
