/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A packet to a key finds the server that stands for it, and an heir when that server has failed:
// see doc/keys.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

// service begins
/** Asks for names, and answers for those whose root is its server. */
class Librarian : public Service
{
  public:
    static constexpr uint16_t NUMBER = 4242;

    Librarian()
        : Service(NUMBER)
    {
    }

    void Ask(const std::string& name)
    {
        m_keys->Route(Key::FromName(name), NUMBER, Create<Packet>(100));
    }

  protected:
    void Placed() override
    {
        m_keys = GetRuntime().Require<KeyRouting>();
        m_receiver = m_keys->Deliver(this,
                                     NUMBER,
                                     [](const Key& key, Ptr<Packet>, const RoutingHeader& header) {
                                         std::cout << "key " << key.GetName() << " is asked for at "
                                                   << header.destination << ", after "
                                                   << unsigned{header.hops} << " hops\n";
                                     });
        m_range = m_keys->OnRangeChanged(this, [this] {
            std::cout << "server " << GetRuntime().GetCoordinate() << " now has keys of "
                      << m_keys->Range(GetRuntime().GetCoordinate()).size() << " places\n";
        });
    }

  private:
    Ptr<KeyRouting> m_keys;
    Registration m_receiver;
    Registration m_range;
};

// service ends

int
main()
{
    TorusHelper torus(4, 4, 1);
    NodeContainer servers = torus.Create();
    DistanceVectorHelper().Install(servers);
    ServiceHelper<KeyRouting>().Install(servers);
    ServiceHelper<Librarian>().Install(servers);

    const auto librarian = [&](uint32_t server) {
        return ServiceHelper<Librarian>::Get(servers.Get(server));
    };
    Simulator::Schedule(MilliSeconds(1), [&] { librarian(0)->Ask("Symbiotic Routing"); });
    const TorusCoordinate root = Key::FromName("Symbiotic Routing").GetPlace(torus.GetTorus());
    FailureInjector failures;
    failures.Fail(servers.Get(torus.GetTorus().GetServer(root)), MilliSeconds(2));
    Simulator::Schedule(MilliSeconds(3), [&] { librarian(0)->Ask("Symbiotic Routing"); });
    Simulator::Run();
    Simulator::Destroy();
}
