/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The failure injector on networks of stock parts.

#include "pair-traffic.h"

#include "ns3/bcube-helper.h"
#include "ns3/choose-share.h"
#include "ns3/dcell-helper.h"
#include "ns3/failure-injector.h"
#include "ns3/fat-tree-helper.h"

#include <fstream>
#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** The three networks, each small. */
struct FatTreeOf4 : FatTreeHelper
{
    FatTreeOf4()
        : FatTreeHelper(4)
    {
    }
};

struct DcellOf4 : DcellHelper
{
    DcellOf4()
        : DcellHelper(4, 1)
    {
    }
};

struct BcubeOf4 : BcubeHelper
{
    BcubeOf4()
        : BcubeHelper(4, 1)
    {
    }
};

template <typename Helper>
class CabledFailure : public testing::Test
{
  protected:
    CabledFailure()
    {
        m_net.Create();
    }

    ~CabledFailure() override
    {
        Simulator::Destroy();
    }

    /** \return cable ends whose interface is down; a cable with one end up counts as wrong */
    uint32_t CountDown() const
    {
        uint32_t down = 0;
        for (uint32_t i = 0; i < m_net.GetDevices().GetN(); i += 2)
        {
            bool isUp[2];
            for (uint32_t end : {0, 1})
            {
                const Ptr<NetDevice> device = m_net.GetDevices().Get(i + end);
                const Ptr<Ipv4> ipv4 = device->GetNode()->GetObject<Ipv4>();
                isUp[end] = ipv4->IsUp(ipv4->GetInterfaceForDevice(device));
            }
            EXPECT_EQ(isUp[0], isUp[1]) << "cable " << i / 2;
            down += !isUp[0];
        }
        return down;
    }

    /** At a time, so many cables are down. */
    void Expect(Time at, uint32_t down)
    {
        Simulator::Schedule(at,
                            [this, at, down] { EXPECT_EQ(CountDown(), down) << at.As(Time::US); });
    }

    Helper m_net;
    FailureInjector m_failures;
    Ptr<UniformRandomVariable> m_random = CreateObject<UniformRandomVariable>();
};

using Networks = testing::Types<FatTreeOf4, DcellOf4, BcubeOf4>;
TYPED_TEST_SUITE(CabledFailure, Networks);

} // namespace

TYPED_TEST(CabledFailure, SharesFailAndAreMended)
{
    const auto cables = this->m_net.GetCables();
    const auto broken = ChooseShare(cables, 0.25, this->m_random);
    this->m_failures.Fail(broken, MilliSeconds(1));
    EXPECT_EQ(broken.size(), std::size_t(std::lround(0.25 * cables.size())));
    this->m_failures.Repair(broken, MilliSeconds(2));
    this->m_failures.Flap(cables[3], 2, MilliSeconds(3), MicroSeconds(10), MicroSeconds(20));
    const NodeContainer switches = this->m_net.GetSwitches();
    const NodeContainer dead = ChooseShare(switches, 0.4, this->m_random);
    this->m_failures.Fail(FailureTargets::Switches(dead), MilliSeconds(4));
    EXPECT_EQ(dead.GetN(), std::lround(0.4 * switches.GetN()));
    this->m_failures.Repair(FailureTargets::Switches(dead), MilliSeconds(5));
    this->Expect(MicroSeconds(999), 0);
    this->Expect(MicroSeconds(1001), broken.size());
    this->Expect(MicroSeconds(2001), 0);
    this->Expect(MicroSeconds(3001), 1);
    this->Expect(MicroSeconds(3011), 0);
    this->Expect(MicroSeconds(3031), 1);
    Simulator::Schedule(MicroSeconds(4001), [this, dead] {
        EXPECT_GE(this->CountDown(), dead.GetN());
        EXPECT_TRUE(this->m_failures.IsFailed(dead.Get(0)));
    });
    this->Expect(MicroSeconds(5001), 0);
    Simulator::Run();
}

// A cable stays down until both it and the server at its end are mended, in any order.
TYPED_TEST(CabledFailure, ServersLoseAllTheirCables)
{
    const Ptr<Node> server = this->m_net.GetNodes().Get(1);
    const uint32_t ports = server->GetNDevices() - 1; // one is the loopback
    const std::vector<Ptr<Channel>> cable{server->GetDevice(0)->GetChannel()};
    this->m_failures.Fail(server, MicroSeconds(10));
    this->m_failures.Fail(cable, MicroSeconds(20));
    this->m_failures.Repair(server, MicroSeconds(30));
    this->m_failures.Repair(cable, MicroSeconds(40));
    this->Expect(MicroSeconds(11), ports);
    this->Expect(MicroSeconds(21), ports);
    this->Expect(MicroSeconds(31), 1);
    this->Expect(MicroSeconds(41), 0);
    Simulator::Run();
}

// All sorts of targets flap, and a listener hears which sort it was.
TYPED_TEST(CabledFailure, ListenersHearWhatFlaps)
{
    std::string told;
    this->m_failures.SetListener([&](FailureInjector::Kind kind) {
        told += FailureInjector::GetName(kind) + std::string(" ");
    });
    const Time down = MicroSeconds(2);
    const Time up = MicroSeconds(8);
    const Ptr<Node> server = this->m_net.GetNodes().Get(0);
    const FailureTargets switches =
        FailureTargets::Switches(NodeContainer(this->m_net.GetSwitches().Get(0)));
    this->m_failures.Flap(this->m_net.GetCables().front(), 1, MicroSeconds(1), down, up);
    this->m_failures.Flap(server, 2, MicroSeconds(21), down, up);
    this->m_failures.Flap(switches, 1, MicroSeconds(41), down, up);
    this->Expect(MicroSeconds(22), server->GetNDevices() - 1); // one is the loopback
    this->Expect(MicroSeconds(24), 0);
    this->Expect(MicroSeconds(32), server->GetNDevices() - 1);
    this->Expect(MicroSeconds(50), 0);
    Simulator::Run();
    EXPECT_EQ(told,
              "link link-repair server server-repair server server-repair switch switch-repair ");
}

TYPED_TEST(CabledFailure, FilesNamePortsByNumber)
{
    const std::string file = testing::TempDir() + "cabled-failure-test.csv";
    const std::string last = std::to_string(this->m_net.GetNodes().GetN() - 1);
    std::ofstream(file) << "10,link,0,0\n20,switch," << last << ",\n30,switch-repair," << last
                        << "\n40,link-repair,0,0\n";
    EXPECT_EQ(this->m_failures.ReadFile(file, this->m_net.GetNodes()), MicroSeconds(40));
    this->Expect(MicroSeconds(11), 1);
    this->Expect(MicroSeconds(21), 5);
    this->Expect(MicroSeconds(31), 1);
    this->Expect(MicroSeconds(41), 0);
    Simulator::Run();
    for (const char* port : {"+x", "-1", "99", "", "1.5"})
    {
        std::ofstream(file) << "10,link,0," << port << "\n";
        EXPECT_THROW(this->m_failures.ReadFile(file, this->m_net.GetNodes()), std::invalid_argument)
            << port;
    }
}

TEST(FailureInjector, WhatHasNoCablesIsRefused)
{
    FailureInjector failures;
    EXPECT_THROW(failures.Fail(Ptr<Channel>(), Seconds(1)), std::invalid_argument);
    NodeContainer bare;
    bare.Create(1);
    EXPECT_THROW(failures.Fail(FailureTargets::Switches(bare), Seconds(1)), std::invalid_argument);
    EXPECT_THROW(failures.Fail(Ptr<Node>(), Seconds(1)), std::invalid_argument);
    EXPECT_THROW(ChooseShare(bare, 2, CreateObject<UniformRandomVariable>()),
                 std::invalid_argument);
    Simulator::Destroy();
}
