/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "gateways-trial.h"

#include "ns3/flood-counters.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-routing-table-entry.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/progress.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

const Ipv4Address ADDRESS("203.0.113.80"); // of those for documentation
constexpr uint16_t PORT = 80;
constexpr uint32_t CLIENT_NODES = 64;
const Time BEGIN = MilliSeconds(5);  // of connections
const Time TURN = MilliSeconds(1);   // of a gateway
const Time AFTERWARDS = Seconds(20); // for TCP to try again

Ptr<Ipv4StaticRouting>
RoutesOf(const Ptr<Node>& node)
{
    return Ipv4StaticRoutingHelper().GetStaticRouting(node->GetObject<Ipv4>());
}

} // namespace

GatewaysTrial::GatewaysTrial(const Plan& plan, StatusLine& status)
    : m_plan(plan),
      m_status(status),
      m_crowd(ADDRESS, PORT, plan.exchanges, plan.pause),
      m_change(static_cast<uint32_t>(std::lround(plan.change * plan.servers)))
{
    const uint32_t all = plan.torus.GetNServers();
    if (plan.servers + m_change > all)
    {
        throw std::invalid_argument(
            "a torus of " + plan.torus.GetName() + " has " + std::to_string(all) +
            " servers, too few for " + std::to_string(plan.servers) + " of the address and " +
            std::to_string(m_change) + " that join; lower --servers or --change");
    }
    for (const TorusCoordinate& at :
         GatewayPlacement::Place(plan.torus, plan.placement, plan.gateways))
    {
        m_gateways.push_back(plan.torus.GetServer(at));
    }
    m_first = static_cast<uint32_t>(m_gateways.size());
    m_cube = std::make_unique<RoutedCube>(plan.torus, plan.protocol, status);
    m_random = m_cube->GetStreams().MakeUniform();
    // One more that is opened while the first is closed, if there is a server left.
    const auto isGateway = [this](uint32_t server) {
        return std::find(m_gateways.begin(), m_gateways.end(), server) != m_gateways.end();
    };
    for (uint32_t server = 0; server < all; ++server)
    {
        if (!isGateway(server))
        {
            m_gateways.push_back(server);
            break;
        }
    }
    std::vector<uint32_t> servers(all);
    std::iota(servers.begin(), servers.end(), 0);
    for (uint32_t i = 0; i < plan.servers + m_change; ++i)
    {
        std::swap(servers[i], servers[m_random->GetInteger(i, all - 1)]);
    }
    m_served.assign(servers.begin(), servers.begin() + plan.servers + m_change);
    BuildOutside();
    m_events = m_cube->Schedule(plan.failures);
}

GatewaysTrial::~GatewaysTrial()
{
    Simulator::Destroy();
}

Gateways&
GatewaysTrial::At(uint32_t server) const
{
    return *ServiceHelper<Gateways>::Get(m_cube->GetServers().Get(server));
}

void
GatewaysTrial::BuildOutside()
{
    m_router = CreateObject<Node>();
    m_clients.Create(CLIENT_NODES);
    InternetStackHelper stack;
    stack.SetIpv6StackInstall(false);
    stack.Install(m_cube->GetServers());
    stack.Install(m_router);
    stack.Install(m_clients);
    ServiceHelper<Gateways>().Install(m_cube->GetServers());
    PointToPointHelper line;
    line.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    line.SetChannelAttribute("Delay", StringValue("5us"));
    Ipv4AddressHelper addresses("192.168.0.0", "255.255.255.0");
    for (uint32_t gateway : m_gateways)
    {
        const NetDeviceContainer ends = line.Install(m_router, m_cube->GetServers().Get(gateway));
        m_interfaces.push_back(addresses.Assign(NetDeviceContainer(ends.Get(0))).Get(0).second);
        addresses.NewNetwork();
        m_ends.push_back(ends.Get(1));
    }
    for (uint32_t client = 0; client < CLIENT_NODES; ++client)
    {
        const auto ends = addresses.Assign(line.Install(m_router, m_clients.Get(client)));
        addresses.NewNetwork();
        RoutesOf(m_clients.Get(client))->SetDefaultRoute(ends.GetAddress(0), ends.Get(1).second);
    }
    for (uint32_t server : m_served)
    {
        m_crowd.Serve(m_cube->GetServers().Get(server));
    }
}

void
GatewaysTrial::RouteBy(uint32_t gateway)
{
    const auto routes = RoutesOf(m_router);
    for (uint32_t i = routes->GetNRoutes(); i > 0; --i)
    {
        if (routes->GetRoute(i - 1).GetDest() == ADDRESS)
        {
            routes->RemoveRoute(i - 1);
        }
    }
    routes->AddHostRouteTo(ADDRESS, m_interfaces[gateway]);
}

void
GatewaysTrial::ScheduleChanges()
{
    const auto open = [this](uint32_t i) { At(m_gateways[i]).Open(m_ends[i]); };
    const auto at = [this](double share) {
        return BEGIN + NanoSeconds(std::llround(share * m_plan.duration.GetNanoSeconds()));
    };
    for (uint32_t i = 0; i < m_first; ++i)
    {
        Simulator::Schedule(MilliSeconds(1), [=] { open(i); });
    }
    for (uint32_t i = 0; i < m_plan.servers; ++i)
    {
        Simulator::Schedule(MilliSeconds(2), [this, i] { At(m_served[i]).Serve(ADDRESS); });
    }
    for (uint32_t i = 0; i < m_change; ++i)
    {
        Simulator::Schedule(at((i + 0.25) / m_change),
                            [this, i] { At(m_served[i]).Leave(ADDRESS); });
        Simulator::Schedule(at((i + 0.75) / m_change),
                            [this, i] { At(m_served[m_plan.servers + i]).Serve(ADDRESS); });
    }
    const auto last = static_cast<uint32_t>(m_gateways.size()) - 1;
    const bool hasOther = last == m_first;
    const Time changed = at(0.5);
    if (hasOther)
    {
        Simulator::Schedule(changed, [this, open, last] {
            At(m_gateways[0]).Close();
            open(last);
        });
    }
    const Time end = BEGIN + m_plan.duration + m_plan.exchanges * (m_plan.pause + TURN);
    uint32_t turn = 0;
    for (Time now = MilliSeconds(4); now < end; now += TURN)
    {
        // The outside knows of a closed gateway when it is closed, and of a new one then.
        const uint32_t first = now + TURN > changed && hasOther ? 1 : 0;
        const uint32_t behind = now > changed || !hasOther ? last + 1 : last;
        const uint32_t gateway = first + turn++ % std::max(1U, behind - first);
        Simulator::Schedule(now, &GatewaysTrial::RouteBy, this, gateway);
    }
    for (uint32_t i = 0; i < m_plan.connections; ++i)
    {
        Simulator::Schedule(at(m_random->GetValue(0, 1)),
                            &ConnectionCrowd::Connect,
                            &m_crowd,
                            m_clients.Get(i % CLIENT_NODES));
    }
}

GatewaysTrial::Outcome
GatewaysTrial::Run(CubeRecorder* recorder)
{
    m_cube->RecordTo(recorder);
    ScheduleChanges();
    const Time end = BEGIN + m_plan.duration + m_plan.exchanges * m_plan.pause + AFTERWARDS;
    const Progress progress(m_status, "connections", end - AFTERWARDS);
    Simulator::Stop(end);
    Simulator::Run();
    m_cube->StopRecording();
    Outcome outcome;
    outcome.connections = m_crowd.GetCounts();
    outcome.events = m_events;
    outcome.left = m_change;
    for (uint32_t server = 0; server < m_plan.torus.GetNServers(); ++server)
    {
        outcome.packets += At(server).GetCounters();
        const FloodCounters& spread = At(server).GetSpreadCounters();
        outcome.messages += spread.facts + spread.answers;
    }
    for (uint32_t server : m_served)
    {
        outcome.accepted.Add(static_cast<double>(At(server).GetCounters().accepted));
    }
    for (uint32_t gateway : m_gateways)
    {
        outcome.inward.Add(static_cast<double>(At(gateway).GetCounters().inward));
    }
    return outcome;
}

} // namespace ns3::camcube
