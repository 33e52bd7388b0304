/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A service that sees packets at every hop, and changes or drops them: see doc/tutorial.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

/** Has packets carry the names of servers that they pass, a to y; server h lets none pass. */
struct Footprints : public Service
{
    Footprints()
        : Service(4242)
    {
    }

    void Placed() override
    {
        const auto routing = GetRuntime().Require<MultiHopRouting>();
        kept.push_back(routing->AddEndpoint(this, 7, [](FramePtr frame, const RoutingHeader&) {
            std::cout << "a packet came by ";
            frame->GetPayload()->CopyData(&std::cout, frame->GetPayload()->GetSize());
            std::cout << "\n";
        }));
        const uint8_t name = 'a' + GetRuntime().GetTorus().GetServer(GetRuntime().GetCoordinate());
        kept.push_back(routing->AddInterceptor(this, 7, 0, [=](auto& frame, auto&, uint8_t) {
            const Ptr<Packet> payload = frame->GetPayload()->Copy();
            payload->AddAtEnd(Create<Packet>(&name, 1));
            frame->SetPayload(payload);
            std::cout << (name == 'h' ? "h drops a packet\n" : "");
            return name == 'h' ? MultiHopRouting::Verdict::DROP : MultiHopRouting::Verdict::FORWARD;
        }));
    }

    void Receive(FramePtr /* frame */, uint8_t /* in */) override
    {
    } // it sends none of its own

    std::vector<Registration> kept; // what is registered holds as long
};

int
main()
{
    const NodeContainer servers = TorusHelper(5, 5, 1).Create();
    Config::SetDefault("ns3::camcube::MultiHopRouting::Choice", StringValue("FixedOrder"));
    MultiHopRoutingHelper().Install(servers);
    ServiceHelper<Footprints>().Install(servers);
    const auto first = MultiHopRoutingHelper::Get(servers.Get(0));
    Simulator::Schedule(MicroSeconds(10), [=] { first->Send({1, 2, 0}, 7, Create<Packet>()); });
    Simulator::Schedule(MicroSeconds(20), [=] { first->Send({2, 2, 0}, 7, Create<Packet>()); });
    Simulator::Run();
    Simulator::Destroy();
}
