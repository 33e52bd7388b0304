/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LOAD_SCENE_H
#define LOAD_SCENE_H

#include "live-cube.h"

#include "ns3/convergecast.h"
#include "ns3/failure-injector.h"
#include "ns3/group-multicast.h"
#include "ns3/group-tree.h"
#include "ns3/load-convergecast.h"
#include "ns3/load-gossip.h"
#include "ns3/load-piggyback.h"
#include "ns3/load-polling.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/sent-frames.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <cstdint>
#include <functional>
#include <random>
#include <set>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * A cube whose servers tell each other of loads in one way, with packets between random servers.
 * A load is the number of its measurement there, so that an observer of all knows when it was
 * measured, and none can be made up.
 */
class LoadScene
{
  public:
    static constexpr uint16_t ENDPOINT = 4711; //!< of the packets

    template <typename Way>
    static void Install(const NodeContainer& servers, Time period)
    {
        if (std::is_same_v<Way, LoadConvergecast>)
        {
            ServiceHelper<GroupTree>().Install(servers);
            ServiceHelper<GroupMulticast>().Install(servers);
            ServiceHelper<Convergecast>().Install(servers);
        }
        ServiceHelper<Way> helper;
        helper.SetAttribute("Period", TimeValue(period));
        helper.Install(servers);
        ServiceHelper<Way>::AssignStreams(servers, 1000);
    }

    using Installer = void (*)(const NodeContainer& servers, Time period);

    /** \param sides of the cube, whose services begin when Run() is called first */
    LoadScene(Installer install, const std::array<uint32_t, 3>& sides, Time period)
        : torus(sides[0], sides[1], sides[2]),
          servers(torus.Create()),
          times(servers.GetN())
    {
        DistanceVectorHelper().Install(servers);
        MultiHopRoutingHelper::AssignStreams(servers, 0);
        install(servers, period);
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            At(i).SetGauge([this, i] {
                times[i].push_back(Simulator::Now());
                return static_cast<uint16_t>(times[i].size() - 1);
            });
            kept.push_back(RoutingAt(i).AddEndpoint(
                nullptr,
                ENDPOINT,
                [this, i](FramePtr frame, const RoutingHeader&) { Received(i, *frame); }));
        }
    }

    ~LoadScene()
    {
        kept.clear();
        Simulator::Destroy();
    }

    LoadInformation& At(uint32_t server) const
    {
        return *ServiceHelper<LoadInformation>::Get(servers.Get(server));
    }

    MultiHopRouting& RoutingAt(uint32_t server) const
    {
        return *MultiHopRoutingHelper::Get(servers.Get(server));
    }

    TorusCoordinate Place(uint32_t server) const
    {
        return torus.GetTorus().GetCoordinate(server);
    }

    uint32_t Size() const
    {
        return servers.GetN();
    }

    void Run(Time time)
    {
        Simulator::Stop(time);
        Simulator::Run();
    }

    /** Has each server send packets to random others, of up to the largest size, until a time. */
    void SendPackets(Time interval, Time until)
    {
        for (uint32_t server = 0; server < Size(); ++server)
        {
            Simulator::Schedule(TimeStep(random() % interval.GetTimeStep()),
                                [=] { SendNext(server, interval, until); });
        }
    }

    /** \return loads of servers that are known elsewhere, and were never measured, or not then */
    uint64_t CountWrong() const
    {
        uint64_t wrong = 0;
        for (uint32_t at = 0; at < Size(); ++at)
        {
            for (uint32_t of = 0; of < Size(); ++of)
            {
                const auto known =
                    of != at && At(at).IsDeployed() ? At(at).Get(Place(of)) : std::nullopt;
                if (known)
                {
                    const Time told = Simulator::Now() - known->age;
                    wrong += known->load >= times[of].size() ||
                             // A root notes one time for all that it gathers then.
                             Abs(told - times[of][known->load]) > MicroSeconds(300);
                }
            }
        }
        return wrong;
    }

    /** \return the oldest that any of some servers knows of any other; Time::Max() of none */
    Time GetOldest(const std::function<bool(uint32_t)>& counts = [](uint32_t) {
        return true;
    }) const
    {
        Time oldest;
        for (uint32_t at = 0; at < Size(); ++at)
        {
            for (uint32_t of = 0; of < Size(); ++of)
            {
                if (of != at && counts(at) && counts(of))
                {
                    const auto known = At(at).Get(Place(of));
                    oldest = std::max(oldest, known ? known->age : Time::Max());
                }
            }
        }
        return oldest;
    }

    /** \return frames that all servers have sent */
    uint64_t CountFrames() const
    {
        return CountSentFrames(servers);
    }

    /** \return packets that were dropped for a reason, by all */
    uint64_t CountDropped(MultiHopRouting::DropReason reason) const
    {
        uint64_t sum = 0;
        for (uint32_t server = 0; server < Size(); ++server)
        {
            sum += RoutingAt(server).GetCounters().dropped[reason];
        }
        return sum;
    }

    TorusHelper torus;
    NodeContainer servers;
    std::vector<std::vector<Time>> times; //!< of measurements, by server and number
    FailureInjector failures;
    std::mt19937 random{1};
    uint64_t sent{0};     //!< packets
    uint64_t received{0}; //!< of these
    uint64_t changed{0};  //!< received otherwise than they were sent
    std::vector<Registration> kept;

  private:
    void SendNext(uint32_t from, Time interval, Time until)
    {
        if (Simulator::Now() > until)
        {
            return;
        }
        // Bytes that tell their number, and to whom they go.
        const uint32_t most = MultiHopRouting::GetMtu(1500);
        const uint32_t size = random() % 4 == 0 ? most - random() % 20 : 8 + random() % (most - 8);
        const uint32_t to = random() % Size();
        std::vector<uint8_t> bytes(size, static_cast<uint8_t>(to));
        for (uint32_t i = 0; i < size; i += 2)
        {
            bytes[i] = static_cast<uint8_t>(size >> i % 8);
        }
        if (RoutingAt(from).IsDeployed())
        {
            ++sent;
            RoutingAt(from).Send(Place(to), ENDPOINT, Create<Packet>(bytes.data(), size));
        }
        Simulator::Schedule(interval, [=] { SendNext(from, interval, until); });
    }

    void Received(uint32_t at, const Frame& frame)
    {
        ++received;
        const uint32_t size = frame.GetPayload()->GetSize();
        std::vector<uint8_t> bytes(size);
        frame.GetPayload()->CopyData(bytes.data(), size);
        bool isSame = size >= 8;
        for (uint32_t i = 0; i < size; ++i)
        {
            isSame &= bytes[i] == static_cast<uint8_t>(i % 2 == 0 ? size >> i % 8 : at);
        }
        changed += !isSame;
    }
};

} // namespace ns3::camcube

#endif /* LOAD_SCENE_H */
