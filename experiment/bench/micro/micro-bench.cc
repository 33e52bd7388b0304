/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What single steps of a hop cost, by Google Benchmark.

#include "ns3/closed-form-table.h"
#include "ns3/fast-random.h"
#include "ns3/frame.h"
#include "ns3/make-event.h"
#include "ns3/node.h"
#include "ns3/route-table.h"
#include "ns3/routing-header.h"
#include "ns3/runtime.h"
#include "ns3/service.h"
#include "ns3/simulator.h"
#include "ns3/timing-wheel-scheduler.h"
#include "ns3/torus-helper.h"

#include <benchmark/benchmark.h>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Random servers of a torus, a power of two of them. */
std::vector<TorusCoordinate>
RandomServers(const Torus& torus)
{
    FastRandom random(1);
    std::vector<TorusCoordinate> servers(1024);
    for (TorusCoordinate& server : servers)
    {
        server = torus.GetCoordinate(random.Below(torus.GetNServers()));
    }
    return servers;
}

void
NextHopLookUp(benchmark::State& state)
{
    const auto k = static_cast<uint32_t>(state.range(0));
    const Torus torus(k, k, k);
    const ClosedFormTable table(torus, {0, 0, 0});
    const std::vector<TorusCoordinate> servers = RandomServers(torus);
    std::size_t i = 0;
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(table.GetNextHops(servers[i++ % servers.size()]));
    }
}

BENCHMARK(NextHopLookUp)->Arg(8)->Arg(20);

/** A route that differs from the closed form is kept and looked up again. */
void
TableUpdate(benchmark::State& state)
{
    const Torus torus(20, 20, 20);
    RouteTable table(torus, {0, 0, 0});
    table.SetPorts(torus.GetPorts(), torus.GetPorts());
    const std::vector<TorusCoordinate> servers = RandomServers(torus);
    std::size_t i = 0;
    for (auto _ : state)
    {
        const uint32_t destination = torus.GetServer(servers[i++ % servers.size()]);
        Route route = table.Load(destination);
        route.distance += i / servers.size() % 2 ? -2 : 2;
        table.Store(destination, route);
        benchmark::DoNotOptimize(table.GetNextHops(torus.GetCoordinate(destination)));
    }
}

BENCHMARK(TableUpdate);

void
HeaderAccess(benchmark::State& state)
{
    Frame frame(1, Create<Packet>(1000));
    frame.SetHeader(RoutingHeader{{0, 0, 0}, {1, 2, 3}, 7, 0, 255, 0});
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(++frame.PeekHeader<RoutingHeader>()->hops);
    }
}

BENCHMARK(HeaderAccess);

void
HeaderToAndFromBytes(benchmark::State& state)
{
    Frame frame(1, Create<Packet>(1000));
    frame.SetHeader(RoutingHeader{{0, 0, 0}, {1, 2, 3}, 7, 0, 255, 0});
    const Mac48Address address = Mac48Address::Allocate();
    for (auto _ : state)
    {
        FramePtr copy = Frame::FromPacket(frame.ToPacket(address, address));
        benchmark::DoNotOptimize(copy->PeekHeader<RoutingHeader>());
    }
}

BENCHMARK(HeaderToAndFromBytes);

/** A service that drops what it receives. */
class Sink : public Service
{
  public:
    Sink()
        : Service(77)
    {
    }

    void Receive(FramePtr frame, uint8_t) override
    {
        benchmark::DoNotOptimize(frame.get());
    }
};

/** A frame over one link: sent, carried by an event, counted and given to its service. */
void
SendAndDispatch(benchmark::State& state)
{
    const NodeContainer servers = TorusHelper(3, 3, 3).Create();
    std::vector<Ptr<Sink>> sinks;
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        sinks.push_back(CreateObject<Sink>());
        servers.Get(i)->AddApplication(sinks.back());
        sinks.back()->Initialize();
    }
    Ptr<Runtime> runtime = servers.Get(0)->GetObject<Runtime>();
    const Ptr<Packet> payload = Create<Packet>(1000);
    for (auto _ : state)
    {
        auto frame = std::make_unique<Frame>(0, payload);
        runtime->Send(PeekPointer(sinks[0]), PLUS_X, frame);
        Simulator::Run();
    }
    Simulator::Destroy();
}

BENCHMARK(SendAndDispatch);

void
TimingWheel(benchmark::State& state)
{
    const auto pending = static_cast<uint32_t>(state.range(0));
    Ptr<TimingWheelScheduler> wheel = CreateObject<TimingWheelScheduler>();
    Ptr<EventImpl> impl(MakeEvent([] {}), false);
    FastRandom random(1);
    uint32_t number = 4;
    const auto insert = [&](uint64_t now) {
        wheel->Insert({PeekPointer(impl), {now + 1 + random.Below(30'000), number++, 0}});
    };
    for (uint32_t i = 0; i < pending; ++i)
    {
        insert(0);
    }
    for (auto _ : state)
    {
        insert(wheel->RemoveNext().key.m_ts);
    }
}

BENCHMARK(TimingWheel)->Arg(100)->Arg(10'000)->Arg(1'000'000);

} // namespace

BENCHMARK_MAIN();
