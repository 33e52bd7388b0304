/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What an ns-3 tree runs with ./test.py -s camcube-system: whole networks, under the stock stack
// and under failures.

#include "ns3/bcube-helper.h"
#include "ns3/choose-share.h"
#include "ns3/dcell-helper.h"
#include "ns3/distance-vector-helper.h"
#include "ns3/failure-injector.h"
#include "ns3/fat-tree-helper.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/ns3-release.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/torus-helper.h"
#include "ns3/virtual-nic-helper.h"
#include "ns3/workload-runner.h"

#include <vector>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** TCP transfers arrive whole, over each of the four networks. */
class TransferTestCase : public TestCase
{
  public:
    TransferTestCase()
        : TestCase("TCP over a torus, a fat-tree, a DCell and a BCube")
    {
    }

  private:
    void DoRun() override
    {
        TorusHelper torus(3, 3, 3);
        NodeContainer servers = torus.Create();
        VirtualNicHelper ip("10.0.0.0", "255.0.0.0");
        const Ipv4InterfaceContainer interfaces = ip.Install(servers);
        std::vector<Ipv4Address> addresses;
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            addresses.push_back(interfaces.GetAddress(i));
        }
        Transfer(servers, addresses);

        FatTreeHelper fatTree(4);
        fatTree.SetRoutingAttribute("Mode", StringValue("Ecmp"));
        NodeContainer hosts = fatTree.Create();
        Transfer(hosts, fatTree.GetAddresses());

        DcellHelper dcell(4, 1);
        hosts = dcell.Create();
        Transfer(hosts, dcell.GetAddresses());

        BcubeHelper bcube(4, 1);
        hosts = bcube.Create();
        Transfer(hosts, bcube.GetAddresses());
    }

    void Transfer(const NodeContainer& servers, const std::vector<Ipv4Address>& addresses)
    {
        WorkloadRunner runner(servers, addresses);
        runner.Install(
            Workload::Bulk(TrafficPattern(servers.GetN()).Permutation(), 100000, Seconds(0)));
        runner.StopWhenDone();
        Simulator::Stop(Seconds(10));
        Simulator::Run();
        Simulator::Destroy();
        NS_TEST_ASSERT_MSG_EQ(runner.GetNCompleted(), servers.GetN(), "a flow is not complete");
    }
};

/** Routes follow failures: what is sent after they have settled arrives, and so after the repair.
 */
class FailureTestCase : public TestCase
{
  public:
    FailureTestCase()
        : TestCase("Routes around failed links, and over repaired ones")
    {
    }

  private:
    static constexpr uint16_t ENDPOINT = 4711; //!< of the packets counted

    void DoRun() override
    {
        TorusHelper torus(4, 4, 4);
        const NodeContainer servers = torus.Create();
        MultiHopRoutingHelper().Install(servers);
        DistanceVectorHelper().Install(servers);
        const int64_t streams = MultiHopRoutingHelper::AssignStreams(servers, 0);
        const auto random = CreateObject<UniformRandomVariable>();
        random->SetStream(streams);
        const auto broken = ChooseShare(torus.Links(), 0.2, random);
        FailureInjector failures;
        failures.Fail(broken, MilliSeconds(1));
        failures.Repair(broken, MilliSeconds(11));

        uint64_t delivered = 0;
        std::vector<Registration> endpoints;
        for (auto server = servers.Begin(); server != servers.End(); ++server)
        {
            endpoints.push_back(MultiHopRoutingHelper::Get(*server)->AddEndpoint(
                nullptr,
                ENDPOINT,
                [&delivered](FramePtr, const RoutingHeader&) { ++delivered; }));
        }
        const uint64_t pairs = uint64_t{servers.GetN()} * (servers.GetN() - 1);
        // With one link in five gone, this torus is still connected.
        for (const int64_t ms : {6, 16})
        {
            delivered = 0;
            Simulator::Stop(MilliSeconds(ms) - Simulator::Now());
            Simulator::Run();
            SendToAll(torus, servers);
            Simulator::Stop(MilliSeconds(4));
            Simulator::Run();
            NS_TEST_EXPECT_MSG_EQ(delivered, pairs, "packets were lost after " << ms << " ms");
        }
        Simulator::Destroy();
    }

    static void SendToAll(const TorusHelper& torus, const NodeContainer& servers)
    {
        for (uint32_t from = 0; from < servers.GetN(); ++from)
        {
            for (uint32_t to = 0; to < servers.GetN(); ++to)
            {
                if (from != to)
                {
                    MultiHopRoutingHelper::Get(servers.Get(from))
                        ->Send(torus.GetTorus().GetCoordinate(to), ENDPOINT, Create<Packet>(100));
                }
            }
        }
    }
};

class CamcubeSystemTestSuite : public TestSuite
{
  public:
    CamcubeSystemTestSuite()
        : TestSuite("camcube-system", TestSuite::Type::SYSTEM)
    {
        AddTestCase(new TransferTestCase, QUICK_TEST_CASE<TestCase>);
        AddTestCase(new FailureTestCase, QUICK_TEST_CASE<TestCase>);
    }
};

const CamcubeSystemTestSuite g_camcubeSystemTestSuite; //!< registers itself

} // namespace
