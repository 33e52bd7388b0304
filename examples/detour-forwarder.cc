/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A service that rides on multi-hop routing and chooses where its packets go: see doc/services.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

// header begins
/** Behind the routing header on the wire: by which server a packet is to go. */
struct DetourHeader
{
    TorusCoordinate waypoint;
    bool isVisited{false};
    static constexpr auto FIELDS = HeaderFields(&DetourHeader::waypoint, &DetourHeader::isVisited);
};

// header ends

// service begins
/** Sends packets by way of a server, whatever the shortest path is. */
class Detour : public Service
{
  public:
    static constexpr uint16_t ENDPOINT = 4242;

    Detour()
        : Service(4242)
    {
    }

    void Receive(FramePtr, uint8_t) override
    {
        // It sends no frames of its own.
    }

    void Send(const TorusCoordinate& to, const TorusCoordinate& waypoint, Ptr<Packet> packet)
    {
        auto frame = std::make_unique<Frame>(0, packet);
        frame->SetInnerHeader(DetourHeader{waypoint});
        m_routing->Send(to, ENDPOINT, std::move(frame));
    }

  protected:
    void Placed() override
    {
        m_routing = GetRuntime().Require<MultiHopRouting>();
        m_endpoint = m_routing->AddEndpoint(this, ENDPOINT, [](FramePtr, const RoutingHeader& h) {
            std::cout << "at " << h.destination << " after " << unsigned{h.hops} << " hops\n";
        });
        m_forwarder = m_routing->AddForwarder(this, ENDPOINT, [this](const Hop& hop) {
            auto* detour = hop.frame->PeekInnerHeader<DetourHeader>();
            if (!detour)
            {
                return Forwarding::Drop();
            }
            std::cout << "at " << GetRuntime().GetCoordinate() << '\n';
            detour->isVisited |= detour->waypoint == GetRuntime().GetCoordinate();
            return detour->isVisited ? Forwarding::Base() : Forwarding::Toward(detour->waypoint);
        });
    }

  private:
    Ptr<MultiHopRouting> m_routing;
    Registration m_endpoint;
    Registration m_forwarder;
};

// service ends

int
main()
{
    TorusHelper torus(5, 5, 1);
    NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    ServiceHelper<Detour>().Install(servers);
    Simulator::Schedule(MicroSeconds(1), [&] {
        ServiceHelper<Detour>::Get(servers.Get(0))->Send({2, 0, 0}, {0, 2, 0}, Create<Packet>(100));
    });
    Simulator::Run();
    Simulator::Destroy();
}
