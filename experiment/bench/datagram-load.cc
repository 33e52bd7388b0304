/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "datagram-load.h"

#include "stock-network.h"

#include "ns3/camcube-net-device.h"
#include "ns3/fast-random.h"
#include "ns3/inet-socket-address.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/process-usage.h"
#include "ns3/routed-traffic.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/torus-helper.h"
#include "ns3/traffic-pattern.h"
#include "ns3/udp-socket-factory.h"

#include <algorithm>

namespace ns3::camcube
{

namespace
{

constexpr uint32_t PACKET_BYTES = 1500; // behind the Ethernet or PPP header
constexpr uint32_t UDP_IP_BYTES = 28;   // of them
constexpr uint64_t RATE_BPS = 300'000'000;
constexpr int64_t INTERVAL_NS = PACKET_BYTES * 8 * 1'000'000'000LL / RATE_BPS;

/** Until the first packets have arrived wherever they go and the queues are as long as ever. */
constexpr int64_t WARMUP_US = 500;

Workload
MakeWorkload(uint32_t servers, uint32_t payload)
{
    // A fixed stream, so that flows are the same whatever they go over.
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(1);
    return Workload::ConstantRate(TrafficPattern(servers, random).Permutation(),
                                  DataRate(RATE_BPS / PACKET_BYTES * payload),
                                  payload,
                                  Time(0),
                                  Seconds(10),
                                  random);
}

/** An event that comes again and again until it is time to stop. */
class RepeatedEvent : public EventImpl
{
  public:
    RepeatedEvent(uint32_t context, int64_t interval)
        : m_context(context),
          m_interval(interval)
    {
    }

    /** Comes after a delay, in time steps. */
    void Wait(int64_t delay)
    {
        Ref(); // the simulator drops one reference when the event has run
        Simulator::ScheduleWithContext(m_context, TimeStep(delay), this);
    }

  protected:
    void Notify() override
    {
        Wait(m_interval);
    }

  private:
    uint32_t m_context; //!< a node's id
    int64_t m_interval; //!< until it comes again, in time steps
};

/** Sends one flow over a UDP socket. */
class UdpSource : public RepeatedEvent
{
  public:
    UdpSource(Ptr<Socket> socket, uint32_t bytes)
        : RepeatedEvent(socket->GetNode()->GetId(), NanoSeconds(INTERVAL_NS).GetTimeStep()),
          m_socket(socket),
          m_bytes(bytes)
    {
    }

  private:
    void Notify() override
    {
        m_socket->Send(Create<Packet>(m_bytes));
        RepeatedEvent::Notify();
    }

    Ptr<Socket> m_socket; //!< connected to the destination
    uint32_t m_bytes;     //!< payload of a packet
};

/** Takes all that a socket has received. */
void
Drain(Ptr<Socket> socket)
{
    while (socket->Recv())
    {
    }
}

} // namespace

DatagramLoad::DatagramLoad(uint32_t k, Time duration)
    : m_k(k),
      m_duration(duration)
{
}

Time
DatagramLoad::DurationFor(uint32_t k, double packetHops)
{
    const Torus torus(k, k, k);
    const double hopsPerInterval = torus.GetNServers() * torus.GetMeanDistance();
    return NanoSeconds(INTERVAL_NS * std::max(1.0, packetHops / hopsPerInterval));
}

Measured
DatagramLoad::MeasureRouted() const
{
    const WallClock setup;
    const Time warmup = MicroSeconds(WARMUP_US);
    TorusHelper torus(m_k, m_k, m_k);
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    RoutedTraffic traffic(servers);
    traffic.Install(MakeWorkload(servers.GetN(), PACKET_BYTES - RoutedTraffic::HEADER_BYTES));
    const double setupSeconds = setup.GetSeconds();
    Measured measured = MeasureRun(setupSeconds, warmup, m_duration, [&] {
        return MultiHopRoutingHelper::CountForwarded(servers);
    });
    int64_t busy = 0;
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        for (uint8_t port : torus.GetTorus().GetPorts())
        {
            busy += TorusHelper::GetPort(servers.Get(i), port)->GetCounters().busyTimeSteps;
        }
    }
    // Each source waits for its next packet, and each busy link for the end of its frame.
    measured["pending_events"] = servers.GetN() + busy / (warmup + m_duration).GetTimeStep();
    Simulator::Destroy();
    return measured;
}

Measured
DatagramLoad::MeasureStock() const
{
    constexpr uint16_t PORT = 1024;
    const WallClock setup;
    const Torus torus(m_k, m_k, m_k);
    const StockNetwork network(torus.GetNServers(),
                               StockNetwork::CablesOf(torus),
                               NanoSeconds(100));
    uint64_t hops = 0;
    CountTransmissions(network.GetDevices(), hops);
    const Workload workload = MakeWorkload(torus.GetNServers(), PACKET_BYTES - UDP_IP_BYTES);
    WarmUpRoutes(workload, network.GetNodes(), network.GetAddresses());
    std::vector<Ptr<UdpSource>> sources;
    for (const Flow& flow : workload.GetFlows())
    {
        Ptr<Node> source = network.GetNodes().Get(flow.source);
        Ptr<Node> destination = network.GetNodes().Get(flow.destination);
        Ptr<Socket> sink = Socket::CreateSocket(destination, UdpSocketFactory::GetTypeId());
        sink->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT));
        sink->SetRecvCallback(MakeCallback(&Drain));
        Ptr<Socket> socket = Socket::CreateSocket(source, UdpSocketFactory::GetTypeId());
        socket->Connect(InetSocketAddress(network.GetAddresses()[flow.destination], PORT));
        sources.push_back(Ptr<UdpSource>(new UdpSource(socket, flow.packetSize), false));
        sources.back()->Wait(flow.start.GetTimeStep());
    }
    const double setupSeconds = setup.GetSeconds();
    const Measured measured =
        MeasureRun(setupSeconds, MicroSeconds(WARMUP_US), m_duration, [&] { return hops; });
    Simulator::Destroy();
    return measured;
}

Measured
DatagramLoad::MeasureBareEvents(const Measured& routed) const
{
    const WallClock setup;
    const uint32_t pending = routed["pending_events"];
    const double events = routed["events"];
    const int64_t interval = std::max<int64_t>(2, m_duration.GetTimeStep() * (pending / events));
    FastRandom random(1);
    const auto randomBelow = [&random](int64_t n) {
        return static_cast<int64_t>(random.Below(65536)) * n / 65536;
    };
    std::vector<Ptr<RepeatedEvent>> bare;
    for (uint32_t i = 0; i < pending; ++i)
    {
        const int64_t own = interval / 2 + randomBelow(interval);
        bare.emplace_back(new RepeatedEvent(i, own), false);
        bare.back()->Wait(randomBelow(own));
    }
    const double setupSeconds = setup.GetSeconds();
    const Measured measured = MeasureRun(setupSeconds, TimeStep(interval), m_duration);
    Simulator::Destroy();
    return measured;
}

} // namespace ns3::camcube
