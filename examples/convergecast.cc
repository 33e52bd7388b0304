/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The free disk space of a group of servers, summed up on its way to the root, before and after one
// of them fails: see doc/convergecast.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

const GroupId GROUP{{1, 1, 1}, 7};

// service begins
/** Says how much space is free here, and asks how much there is on all servers. */
class DiskSpace : public Service
{
  public:
    static constexpr uint16_t NUMBER = 4242;

    /** What is free, on the wire. */
    struct Free
    {
        uint64_t gigabytes;
        static constexpr auto FIELDS = HeaderFields(&Free::gigabytes);
    };

    DiskSpace()
        : Service(NUMBER)
    {
    }

    void Ask()
    {
        m_answer = m_convergecast->Ask(this, GROUP, NUMBER, [](const auto& result) {
            std::cout << Simulator::Now().As(Time::US) << ": "
                      << (result.value ? Read(*result.value) : 0) << " GB are free on "
                      << result.members.size() << " servers";
            for (const auto& server : result.missing.value_or(Convergecast::Members()))
            {
                std::cout << ", not counting " << server;
            }
            std::cout << (result.isComplete ? "\n" : ", and perhaps on others\n");
        });
    }

  protected:
    void Placed() override
    {
        GetRuntime().Require<GroupTree>()->Join(GROUP);
        m_convergecast = GetRuntime().Require<Convergecast>();
        m_function = m_convergecast->AddFunction(
            this,
            NUMBER,
            [](const GroupId&) { return MakePacket(Free{100}); },
            [](const Ptr<const Packet>& a, const Ptr<const Packet>& b) {
                return MakePacket(Free{Read(*a) + Read(*b)});
            });
    }

  private:
    static uint64_t Read(const Packet& packet)
    {
        return ReadPacket<Free>(packet).value_or(Free{0}).gigabytes;
    }

    Ptr<Convergecast> m_convergecast;
    Registration m_function;
    Registration m_answer;
};

// service ends

// program begins
int
main()
{
    TorusHelper torus(4, 4, 4);
    NodeContainer servers = torus.Create();
    DistanceVectorHelper().Install(servers);
    ServiceHelper<GroupTree>().Install(servers);
    ServiceHelper<Convergecast>().Install(servers);
    ServiceHelper<DiskSpace>().Install(servers);

    const auto ask = [&] { ServiceHelper<DiskSpace>::Get(servers.Get(0))->Ask(); };
    FailureInjector failures;
    failures.Fail(servers.Get(20), MilliSeconds(5)); // next to the root
    for (const Time& at : {MilliSeconds(4), MicroSeconds(5010), MilliSeconds(8)})
    {
        Simulator::Schedule(at, ask);
    }
    Simulator::Run();
    Simulator::Destroy();
}

// program ends
