/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A server on true interfaces, veth pairs in a network namespace of this test: cut, mended, removed
// and made anew while it runs.

#include "cube-fixture.h"

#include "ns3/cable-frame.h"
#include "ns3/descriptor-watch.h"
#include "ns3/global-value.h"
#include "ns3/linux-interface.h"
#include "ns3/real-nic.h"
#include "ns3/server-helper.h"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

const Torus PAIR(2, 1, 1); // two servers, two cables

class RealNicTest : public CubeTest
{
  protected:
    void SetUp() override
    {
        m_home = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
        m_isApart = unshare(CLONE_NEWNET) == 0;
        if (!m_isApart || !Ip("link add cc+x type veth peer name far+x") ||
            !Ip("link add cc-x type veth peer name far-x"))
        {
            GTEST_SKIP() << "no network namespace with veth pairs can be made";
        }
        for (const char* name : {"cc+x", "cc-x", "far+x", "far-x"})
        {
            Ip(std::string("link set up ") + name);
        }
        Simulator::Destroy();
        GlobalValue::Bind("SimulatorImplementationType", StringValue("ns3::RealtimeSimulatorImpl"));
        CubeTest::SetUp();
    }

    void TearDown() override
    {
        CubeTest::TearDown();
        GlobalValue::Bind("SimulatorImplementationType", StringValue("ns3::DefaultSimulatorImpl"));
        if (m_isApart)
        {
            ASSERT_EQ(setns(m_home, CLONE_NEWNET), 0);
        }
        close(m_home);
    }

    /** Runs the command ip. \return whether it succeeded */
    static bool Ip(const std::string& arguments)
    {
        return std::system(("ip " + arguments + " 2>/dev/null").c_str()) == 0;
    }

    /** Looks at something until it is so, for ten seconds at most, and then does what is next. */
    void Await(std::function<bool()> isSo, std::function<void()> next)
    {
        if (isSo())
        {
            ++m_steps;
            next();
        }
        else
        {
            Simulator::Schedule(MilliSeconds(1), [this, isSo, next] { Await(isSo, next); });
        }
    }

    static std::vector<uint8_t> TakeFrame(const PacketSocket& socket)
    {
        std::vector<uint8_t> bytes(2000);
        const ssize_t size = read(socket.GetDescriptor(), bytes.data(), bytes.size());
        bytes.resize(size > 0 ? size : 0);
        return bytes;
    }

    int m_home{-1};        //!< the namespace of all other tests
    bool m_isApart{false}; //!< whether this thread has left it
    uint32_t m_steps{0};   //!< that have been taken
};

} // namespace

TEST_F(RealNicTest, InterfacesComeAndGo)
{
    const auto watch = std::make_shared<DescriptorWatch>();
    ServerHelper helper(PAIR, {0, 0, 0});
    const Ptr<Node> server = helper.Create({"cc+x", "cc-x"}, watch);
    const Ptr<Runtime> runtime = server->GetObject<Runtime>();
    const RealNic& nic = helper.GetNic();
    const PortSet both = PAIR.GetPorts();
    const auto hasUp = [&](PortSet ports) {
        return [=] { return runtime->GetUpPorts() == ports; };
    };
    std::unique_ptr<PacketSocket> far; // at the other end of the new interface
    const auto sendOnNew = [&] {
        far = std::make_unique<PacketSocket>(LinuxInterface::Look("far+x").index,
                                             "far+x",
                                             Mac48Address());
        auto frame = std::make_unique<Frame>(TEST_ENDPOINT, Create<Packet>(5));
        ASSERT_TRUE(runtime->GetDevice(PLUS_X)->Transmit(frame));
        Await([&] { return !TakeFrame(*far).empty(); }, [] { Simulator::Stop(); });
    };
    Simulator::ScheduleNow([&] {
        watch->Start();
        Await(hasUp(both), [&] {
            Ip("link set down far+x"); // a cable that is cut
            Await(hasUp(PortSet::Of(MINUS_X)), [&] {
                Ip("link set up far+x");
                Await(hasUp(both), [&] {
                    Ip("link del cc+x");
                    Await(hasUp(PortSet::Of(MINUS_X)), [&] {
                        Ip("link add cc+x type veth peer name far+x");
                        Ip("link set up cc+x");
                        Ip("link set up far+x");
                        Await(hasUp(both), sendOnNew);
                    });
                });
            });
        });
    });
    Simulator::Stop(Seconds(10));
    Simulator::Run();
    watch->Stop();
    EXPECT_EQ(m_steps, 6U) << "of up, cut, mended, gone, made anew, used";
    EXPECT_GE(nic.GetCables()[0]->GetCounters().failures, 2U);
    EXPECT_EQ(nic.GetCables()[1]->GetCounters().failures, 0U);
}

TEST_F(RealNicTest, WhatCannotBeUsedIsSaidInOneSentence)
{
    Ip("link set cc-x mtu 100");
    const auto watch = std::make_shared<DescriptorWatch>();
    const auto refuses = [&](const std::vector<std::string>& names, const std::string& words) {
        try
        {
            ServerHelper(PAIR, {1, 0, 0}).Create(names, watch);
            ADD_FAILURE() << "taken; expected: " << words;
        }
        catch (const std::invalid_argument& error)
        {
            EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
        }
    };
    refuses({"cc+x"}, "1 interfaces were given for the 2 ports");
    refuses({"cc+x", "none"}, "there is no network interface \"none\"");
    refuses({"cc+x", "cc-x"}, "interface cc-x takes 100 bytes at most");
    EXPECT_THROW(ServerHelper(PAIR, {2, 0, 0}), std::invalid_argument);
}
