/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A service is rolled out in a region of the cube, upgraded there, and summoned elsewhere by a
// packet: see doc/deployment.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

// service begins
/** Says which version of it has received something. */
class Greeter : public Service
{
  public:
    static constexpr uint16_t NUMBER = 4242;

    explicit Greeter(uint16_t version)
        : Service(NUMBER),
          m_version(version)
    {
    }

  protected:
    void Placed() override
    {
        m_endpoint = GetRuntime().Require<MultiHopRouting>()->AddEndpoint(
            this,
            NUMBER,
            [this](FramePtr, const RoutingHeader&) {
                std::cout << Simulator::Now().GetMicroSeconds() << " us: version " << m_version
                          << " at " << GetRuntime().GetCoordinate() << "\n";
            });
    }

  private:
    uint16_t m_version;
    Registration m_endpoint;
};

// service ends

int
main()
{
    TorusHelper torus(4, 4, 4);
    const NodeContainer servers = torus.Create();
    DistanceVectorHelper().Install(servers);
    // deployment begins
    const auto catalogue = CreateObject<ServiceCatalogue>();
    for (const uint16_t version : {1, 2})
    {
        const auto make = [version] { return CompleteConstruct(new Greeter(version)); };
        catalogue->Add({"greeter", version, make, MilliSeconds(2), {Greeter::NUMBER}, true});
    }
    ServiceHelper<Deployment> deployment;
    deployment.SetAttribute("Catalogue", PointerValue(catalogue));
    deployment.Install(servers);

    const TorusRegion box = TorusRegion::Box({0, 0, 0}, {1, 1, 1});
    const Ptr<Deployment> giver = ServiceHelper<Deployment>::Get(servers.Get(0));
    Simulator::Schedule(MilliSeconds(1), [=] { giver->RollOut("greeter", 1, box); });
    Simulator::Schedule(MilliSeconds(5), [=] { giver->RollOut("greeter", 2, box); });
    // deployment ends

    const auto greet = [&](uint32_t ms, const TorusCoordinate& to) {
        Simulator::Schedule(MilliSeconds(ms), [=] {
            MultiHopRoutingHelper::Get(servers.Get(63))
                ->Send(to, Greeter::NUMBER, Create<Packet>(100));
        });
    };
    greet(4, {1, 1, 1});
    greet(6, {1, 1, 1}); // version 2 is starting up: the old one serves
    greet(8, {1, 1, 1});
    greet(9, {2, 2, 2}); // where nobody has ordered it: the packet summons it, and waits
    Simulator::Run();
    Simulator::Destroy();
}
