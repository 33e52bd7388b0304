/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// One packet to three servers, over as few links as lead to all, and again when one of the servers
// has failed: see doc/lightweight-multicast.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

// service begins
/** Tells others, whom each message names, and says what it has been told. */
class Crier : public Service
{
  public:
    static constexpr uint16_t NUMBER = 4242;

    Crier()
        : Service(NUMBER)
    {
    }

    void Tell(const LightweightMulticast::Receivers& others)
    {
        m_multicast->Send(others, NUMBER, Create<Packet>(1000));
    }

  protected:
    void Placed() override
    {
        m_multicast = GetRuntime().Require<LightweightMulticast>();
        m_receiver =
            m_multicast->AddReceiver(this,
                                     NUMBER,
                                     [this](Ptr<Packet> packet, const MulticastHeader& header) {
                                         std::cout << GetRuntime().GetCoordinate() << " receives "
                                                   << packet->GetSize() << " bytes from "
                                                   << header.source << " after "
                                                   << unsigned{header.hops} << " hops\n";
                                     });
        m_undelivered = m_multicast->AddUndelivered(
            this,
            NUMBER,
            [](uint32_t id, const LightweightMulticast::Receivers& receivers, auto reason) {
                std::cout << "multicast " << id << " does not reach " << receivers[0] << ": "
                          << MultiHopRouting::GetName(reason) << '\n';
            });
    }

  private:
    Ptr<LightweightMulticast> m_multicast;
    Registration m_receiver;
    Registration m_undelivered;
};

// service ends

/** \return copies that all servers have put on links */
uint64_t
CountCopies(const NodeContainer& servers)
{
    uint64_t copies = 0;
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        copies += ServiceHelper<LightweightMulticast>::Get(*server)->GetCounters().copies;
    }
    return copies;
}

// program begins
int
main()
{
    TorusHelper torus(5, 5, 5);
    NodeContainer servers = torus.Create();
    DistanceVectorHelper().Install(servers);
    ServiceHelper<LightweightMulticast>().Install(servers);
    ServiceHelper<Crier>().Install(servers);

    const auto tell = [&] {
        ServiceHelper<Crier>::Get(servers.Get(0))->Tell({{2, 1, 0}, {2, 2, 0}, {2, 1, 1}});
    };
    Simulator::Schedule(MilliSeconds(1), tell);
    FailureInjector failures;
    failures.Fail(servers.Get(torus.GetTorus().GetServer({2, 1, 1})), MilliSeconds(2));
    Simulator::Schedule(MilliSeconds(2), [&] {
        std::cout << CountCopies(servers) << " links crossed; unicast crosses 11\n";
    });
    Simulator::Schedule(MilliSeconds(5), tell);
    Simulator::Run();
    Simulator::Destroy();
}

// program ends
