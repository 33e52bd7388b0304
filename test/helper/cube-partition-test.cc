/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A cube of which this process has a part: what is built of the rest, and what fails in it.

#include "cube-fixture.h"

#include "ns3/camcube-channel.h"
#include "ns3/choose-share.h"
#include "ns3/cube-partition.h"
#include "ns3/failure-injector.h"
#include "ns3/random-streams.h"
#include "ns3/torus-slabs.h"

#include <fstream>
#include <map>
#include <vector>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Shares cubes out as ranks would, and keeps what leaves for another one. */
class FakePartition : public CubePartition, public FarEnd
{
  public:
    explicit FakePartition(uint32_t processes)
        : m_processes(processes)
    {
        Set(this);
    }

    ~FakePartition() override
    {
        Set(nullptr);
    }

    uint32_t GetProcess(const Torus& torus, uint32_t server) const override
    {
        return TorusSlabs(torus, m_processes).GetSlab(server);
    }

    void Join(Ptr<CamCubeNetDevice> port, Ptr<CamCubeNetDevice> standIn, uint8_t number) override
    {
        port->SetFarEnd(this, number);
        joined.emplace_back(port, standIn);
    }

    void PromiseFrameBytes(uint32_t) override
    {
    }

    void Carry(FramePtr, int64_t arrival) override
    {
        left.push_back(arrival);
    }

    void FrameArrived(FramePtr, uint8_t) override
    {
        ADD_FAILURE() << "at a stand-in";
    }

    void SlotFree(uint8_t) override
    {
    }

    void LinkChanged(uint8_t, bool) override
    {
    }

    std::vector<std::pair<Ptr<CamCubeNetDevice>, Ptr<CamCubeNetDevice>>> joined; //!< seams
    std::vector<int64_t> left; //!< when what was sent elsewhere is to arrive

  private:
    uint32_t m_processes; //!< this one is the first of so many
};

class CubePartitionTest : public CubeTest
{
  protected:
    static constexpr uint32_t K = 4;

    /** Services, streams and all, as every process would make them. */
    NodeContainer MakeCube()
    {
        const NodeContainer servers = m_torus.Create();
        MultiHopRoutingHelper().Install(servers);
        EXPECT_EQ(MultiHopRoutingHelper::AssignStreams(servers, 10), int64_t{K * K * K});
        return servers;
    }

    TorusHelper m_torus{K, K, K};
};

TEST_F(CubePartitionTest, BuildsItsOwnServersAndWhatTheyAreCabledTo)
{
    FakePartition partition(2);
    const NodeContainer servers = MakeCube();
    ASSERT_EQ(servers.GetN(), K * K * K);
    uint32_t standIns = 0;
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        const bool isHere = i < servers.GetN() / 2;
        EXPECT_EQ(CubePartition::IsElsewhere(servers.Get(i)), !isHere);
        EXPECT_EQ(MultiHopRoutingHelper::Get(servers.Get(i)) != nullptr, isHere);
        EXPECT_EQ(servers.Get(i)->GetObject<Runtime>() != nullptr, isHere);
        standIns += isHere ? 0 : servers.Get(i)->GetNDevices();
        if (isHere)
        {
            EXPECT_EQ(RuntimeOf(servers, i)->GetUpPorts().GetSize(), 6U);
        }
    }
    // Two seams of K x K cables each: the slabs are a ring.
    EXPECT_EQ(partition.joined.size(), 2 * K * K);
    EXPECT_EQ(standIns, 2 * K * K);
    for (const auto& [port, standIn] : partition.joined)
    {
        EXPECT_EQ(standIn->GetPort(), OppositePort(port->GetPort()));
        EXPECT_FALSE(port->IsPointToPoint());
        EXPECT_THROW(port->SetActive(false), std::logic_error);
    }
    EXPECT_EQ(m_torus.Links().size(), m_torus.GetTorus().GetNCables());
}

TEST_F(CubePartitionTest, SendsElsewhereWhatALocalCableWouldCarry)
{
    FakePartition partition(2);
    const NodeContainer servers = MakeCube();
    const auto here = RuntimeOf(servers, 0)->GetDevice(MINUS_Z);
    auto frame = std::make_unique<Frame>(7, Create<Packet>(100));
    const int64_t sent = here->GetTransmissionTime(frame->GetSize());
    ASSERT_TRUE(here->Transmit(frame));
    EXPECT_EQ(partition.left, std::vector<int64_t>{sent + 100 + 1000});
    EXPECT_EQ(here->GetCounters().txFrames, 1U);
    // What comes from there is received as from any cable.
    here->CarryFromFarEnd(std::make_unique<Frame>(7, Create<Packet>(100)), 500);
    Simulator::Run();
    EXPECT_EQ(Simulator::Now().GetTimeStep(), 500);
    EXPECT_EQ(here->GetCounters().rxFrames, 1U);
}

/** Which of all links are down after what may fail has failed; those of others are left out. */
std::map<std::size_t, bool>
FailIn(TorusHelper& torus, const NodeContainer& servers)
{
    RandomStreams streams;
    const auto random = streams.MakeUniform();
    FailureInjector failures;
    uint32_t told = 0;
    failures.SetListener([&told](FailureInjector::Kind) { ++told; });
    const auto links = ChooseShare(torus.Links(), 0.3, random);
    failures.Fail(links, MicroSeconds(1));
    const NodeContainer dead = ChooseShare(servers, 0.1, random);
    failures.Fail(dead, MicroSeconds(2));
    const std::string file = testing::TempDir() + "cube-partition-failures.csv";
    // A link here, one to another process, one of another process, and servers of both.
    std::ofstream(file) << "3,link,0,+x\n3,link,0,-z\n3,link,63,-z\n3,link,40,+x\n"
                           "4,server,5,\n4,server,63,\n5,link-repair,40,+x\n5,link-repair,63,-z\n";
    failures.ReadFile(file, servers);
    Simulator::Run();
    EXPECT_EQ(told, links.size() + dead.GetN() + 8);
    std::map<std::size_t, bool> down;
    for (std::size_t i = 0; i < torus.Links().size(); ++i)
    {
        if (torus.Links()[i]->GetNDevices() == 2)
        {
            down[i] = !torus.Links()[i]->IsUp();
        }
    }
    return down;
}

TEST_F(CubePartitionTest, FailsWhatFailsInTheWholeCube)
{
    const auto all = FailIn(m_torus, MakeCube());
    ASSERT_EQ(all.size(), m_torus.GetTorus().GetNCables());
    for (uint32_t processes : {2U, 3U, 4U})
    {
        Simulator::Destroy();
        FakePartition partition(processes);
        m_torus = TorusHelper(K, K, K);
        const auto part = FailIn(m_torus, MakeCube());
        const uint32_t planes = (K + processes - 1) / processes;
        EXPECT_EQ(part.size(), (3 * planes + 1) * K * K); // of all planes here, and the seam below
        for (const auto& [link, isDown] : part)
        {
            EXPECT_EQ(isDown, all.at(link)) << "link " << link << " of " << processes;
        }
        Simulator::Destroy(); // before the partition goes
    }
}

} // namespace
