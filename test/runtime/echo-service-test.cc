/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The service that doc/services.rst shows does what the page says.

#include "cube-fixture.h"

#include "ns3/node.h"
#include "ns3/service.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class Echo : public Service
{
  public:
    Echo()
        : Service(4242)
    {
    }

    void Receive(FramePtr frame, uint8_t in) override
    {
        if (GetRuntime().Send(this, in, frame) == SendResult::BUSY)
        {
            m_waiting[in].Push(std::move(frame));
        }
    }

    FramePtr Poll(uint8_t out) override
    {
        return m_waiting[out].Pop();
    }

    void LinkDown(uint8_t port) override
    {
        m_waiting[port].Clear();
    }

    void LinkUp(uint8_t port) override
    {
        GetRuntime().RequestPoll(this, PortSet::Of(port));
    }

  private:
    std::array<FrameFifo, N_TORUS_PORTS> m_waiting;
};

/** Sends frames of different sizes to one neighbour, and takes what comes back. */
class Caller : public Service
{
  public:
    Caller()
        : Service(4242)
    {
    }

    void Receive(FramePtr frame, uint8_t in) override
    {
        EXPECT_EQ(in, PLUS_Y);
        echoed.push_back(frame->GetPayload()->GetSize());
    }

    FramePtr Poll(uint8_t out) override
    {
        if (out != PLUS_Y || sent == 10)
        {
            return nullptr;
        }
        return std::make_unique<Frame>(GetServiceId(), Create<Packet>(100 * ++sent));
    }

    uint32_t sent{0};
    std::vector<uint32_t> echoed;

  protected:
    void Deployed() override
    {
        GetRuntime().RequestPoll(this, PortSet::Of(PLUS_Y));
    }
};

} // namespace

class EchoTest : public CubeTest
{
};

TEST_F(EchoTest, EveryFrameComesBackInOrder)
{
    TorusHelper torus(3, 3, 3);
    NodeContainer servers = torus.Create();
    Ptr<Caller> caller = CreateObject<Caller>();
    servers.Get(0)->AddApplication(caller);
    servers.Get(torus.GetTorus().GetNeighbor(0, PLUS_Y))->AddApplication(CreateObject<Echo>());
    Simulator::Run();
    EXPECT_EQ(caller->echoed,
              (std::vector<uint32_t>{100, 200, 300, 400, 500, 600, 700, 800, 900, 1000}));
}
