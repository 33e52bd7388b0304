/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RUNTIME_FIXTURE_H
#define RUNTIME_FIXTURE_H

#include "cube-fixture.h"

#include "ns3/node.h"
#include "ns3/service.h"

namespace ns3::camcube
{

/** Sends as many frames as it is given over one link, and counts what it receives. */
class TestService : public Service
{
  public:
    explicit TestService(uint16_t id)
        : Service(id)
    {
    }

    /** Makes one as ns-3 makes objects, attributes and all. */
    static Ptr<TestService> Make(uint16_t id, uint16_t weight = 1)
    {
        Ptr<TestService> service = CompleteConstruct(new TestService(id));
        service->SetAttribute("Weight", UintegerValue(weight));
        return service;
    }

    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::camcube::TestService").SetParent<Service>();
        return tid;
    }

    TypeId GetInstanceTypeId() const override
    {
        return GetTypeId();
    }

    void Receive(FramePtr frame, uint8_t in) override
    {
        ++received;
        lastPort = in;
        lastPayload = frame->GetPayload();
    }

    FramePtr Poll(uint8_t out) override
    {
        ++polls;
        if (inPoll)
        {
            return inPoll(out);
        }
        if (toSend == 0 || out != PLUS_X)
        {
            return nullptr;
        }
        --toSend;
        return std::make_unique<Frame>(GetServiceId(), Create<Packet>(1000));
    }

    void LinkDown(uint8_t port) override
    {
        down.Insert(port);
    }

    void LinkUp(uint8_t port) override
    {
        down.Remove(port);
    }

    Runtime& R()
    {
        return GetRuntime();
    }

    std::function<FramePtr(uint8_t)> inPoll;
    uint64_t toSend{0};
    uint64_t polls{0};
    uint64_t received{0};
    uint8_t lastPort{255};
    Ptr<const Packet> lastPayload;
    PortSet down;
};

class RuntimeTest : public CubeTest
{
  protected:
    Ptr<TestService> Add(uint32_t server, uint16_t id, uint16_t weight = 1)
    {
        Ptr<TestService> service = TestService::Make(id, weight);
        m_servers.Get(server)->AddApplication(service);
        return service;
    }

    TorusHelper m_torus{3, 3, 3};
    NodeContainer m_servers = m_torus.Create();
};

} // namespace ns3::camcube

#endif // RUNTIME_FIXTURE_H
