/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "failure-injector.h"

#include "failure-file.h"
#include "torus-helper.h"

#include "ns3/camcube-net-device.h"
#include "ns3/camcube-runtime.h"
#include "ns3/node.h"
#include "ns3/option-parsing.h"
#include "ns3/simulator.h"

#include <cmath>
#include <set>
#include <stdexcept>

namespace ns3
{

class FailureInjector::State
{
  public:
    void Apply(Kind kind, Ptr<CamCubeChannel> link)
    {
        Tell(kind);
        Mark(m_links, link, kind == LINK_FAILURE);
        Update(link);
    }

    void Apply(Kind kind, Ptr<Node> server)
    {
        Tell(kind);
        Mark(m_servers, server, kind == SERVER_FAILURE);
        Ptr<CamCubeRuntime> runtime = server->GetObject<CamCubeRuntime>();
        for (uint8_t port : runtime->GetPorts())
        {
            Update(TorusHelper::GetLink(server, port));
        }
    }

    bool IsFailed(Ptr<const Node> server) const
    {
        return m_servers.count(PeekPointer(server)) != 0;
    }

    Listener listener; //!< told of everything

  private:
    template <typename T, typename U>
    static void Mark(std::set<T>& broken, const U& item, bool isBroken)
    {
        if (isBroken)
        {
            broken.insert(PeekPointer(item));
        }
        else
        {
            broken.erase(PeekPointer(item));
        }
    }

    void Tell(Kind kind) const
    {
        if (listener)
        {
            listener(kind);
        }
    }

    void Update(Ptr<CamCubeChannel> link) const
    {
        bool broken = m_links.count(PeekPointer(link)) != 0;
        for (std::size_t i = 0; i < link->GetNDevices(); ++i)
        {
            broken = broken || IsFailed(link->GetDevice(i)->GetNode());
        }
        broken ? link->Cut() : link->Mend();
    }

    std::set<const CamCubeChannel*> m_links; //!< links that are broken themselves
    std::set<const Node*> m_servers;         //!< servers that are broken
};

FailureInjector::FailureInjector()
    : m_state(std::make_shared<State>()),
      m_random(CreateObject<UniformRandomVariable>())
{
}

FailureInjector::~FailureInjector() = default;

const char*
FailureInjector::GetName(Kind kind)
{
    constexpr const char* NAMES[] = {"link", "link-repair", "server", "server-repair"};
    return NAMES[kind];
}

void
FailureInjector::SetListener(Listener listener)
{
    m_state->listener = std::move(listener);
}

int64_t
FailureInjector::AssignStreams(int64_t stream)
{
    m_random->SetStream(stream);
    return 1;
}

bool
FailureInjector::IsFailed(Ptr<const Node> server) const
{
    return m_state->IsFailed(server);
}

template <typename T>
std::vector<T>
FailureInjector::Choose(std::vector<T> from, double fraction, const char* what)
{
    if (!(fraction >= 0 && fraction <= 1))
    {
        throw std::invalid_argument("a share of " + FormatNumber(fraction) + " of all " + what +
                                    " cannot fail; give 0 to 1");
    }
    const auto wanted = static_cast<std::size_t>(std::llround(fraction * from.size()));
    for (std::size_t i = 0; i < wanted; ++i)
    {
        const auto last = static_cast<uint32_t>(from.size() - 1);
        std::swap(from[i], from[m_random->GetInteger(static_cast<uint32_t>(i), last)]);
    }
    from.resize(wanted);
    return from;
}

void
FailureInjector::Schedule(Kind kind, Ptr<CamCubeChannel> link, Time at)
{
    if (!link || link->GetNDevices() != 2)
    {
        throw std::invalid_argument("a link that is not plugged in at both ends cannot fail; give "
                                    "links of a cube, such as TorusHelper::Links()");
    }
    if (at < Simulator::Now())
    {
        throw std::invalid_argument("nothing can fail at " + FormatTime(at) +
                                    ", which is past; "
                                    "give a time from " +
                                    FormatTime(Simulator::Now()) + " on");
    }
    Simulator::Schedule(at - Simulator::Now(),
                        [state = m_state, kind, link] { state->Apply(kind, link); });
}

void
FailureInjector::Schedule(Kind kind, Ptr<Node> server, Time at)
{
    if (!server || !server->GetObject<CamCubeRuntime>())
    {
        throw std::invalid_argument("a node that is not a server of a cube cannot fail here; give "
                                    "nodes made by TorusHelper");
    }
    if (at < Simulator::Now())
    {
        throw std::invalid_argument("nothing can fail at " + FormatTime(at) +
                                    ", which is past; "
                                    "give a time from " +
                                    FormatTime(Simulator::Now()) + " on");
    }
    Simulator::Schedule(at - Simulator::Now(),
                        [state = m_state, kind, server] { state->Apply(kind, server); });
}

FailureInjector::Links
FailureInjector::ChooseLinks(const Links& links, double fraction)
{
    return Choose(links, fraction, "links");
}

NodeContainer
FailureInjector::ChooseServers(const NodeContainer& servers, double fraction)
{
    NodeContainer chosen;
    for (const auto& server :
         Choose(std::vector<Ptr<Node>>(servers.Begin(), servers.End()), fraction, "servers"))
    {
        chosen.Add(server);
    }
    return chosen;
}

FailureInjector::Links
FailureInjector::FailLinks(const Links& links, double fraction, Time at, Time spacing)
{
    const Links chosen = ChooseLinks(links, fraction);
    FailLinks(chosen, at, spacing);
    return chosen;
}

void
FailureInjector::FailLinks(const Links& links, Time at, Time spacing)
{
    for (const auto& link : links)
    {
        Schedule(LINK_FAILURE, link, at);
        at += spacing;
    }
}

void
FailureInjector::RepairLinks(const Links& links, Time at, Time spacing)
{
    for (const auto& link : links)
    {
        Schedule(LINK_REPAIR, link, at);
        at += spacing;
    }
}

void
FailureInjector::FlapLinks(const Links& links, uint32_t times, Time at, Time down, Time up)
{
    for (uint32_t i = 0; i < times; ++i)
    {
        FailLinks(links, at);
        RepairLinks(links, at + down);
        at += down + up;
    }
}

NodeContainer
FailureInjector::FailServers(const NodeContainer& servers, double fraction, Time at, Time spacing)
{
    const NodeContainer chosen = ChooseServers(servers, fraction);
    FailServers(chosen, at, spacing);
    return chosen;
}

void
FailureInjector::FailServers(const NodeContainer& servers, Time at, Time spacing)
{
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        Schedule(SERVER_FAILURE, *server, at);
        at += spacing;
    }
}

void
FailureInjector::RepairServers(const NodeContainer& servers, Time at, Time spacing)
{
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        Schedule(SERVER_REPAIR, *server, at);
        at += spacing;
    }
}

Time
FailureInjector::ReadFile(const std::string& file, const NodeContainer& servers)
{
    Time last;
    for (const FailureLine& line : ReadFailureFile(file))
    {
        if (line.server >= servers.GetN())
        {
            throw std::invalid_argument(line.place + ": there is no server " +
                                        std::to_string(line.server) + "; give 0 to " +
                                        std::to_string(servers.GetN() - 1));
        }
        const Ptr<Node> server = servers.Get(line.server);
        last = std::max(last, line.at);
        if (line.kind == SERVER_FAILURE || line.kind == SERVER_REPAIR)
        {
            Schedule(line.kind, server, line.at);
            continue;
        }
        const Ptr<CamCubeChannel> link = TorusHelper::GetLink(server, line.port);
        if (!link)
        {
            throw std::invalid_argument(line.place + ": server " + std::to_string(line.server) +
                                        " has no port " + PortName(line.port));
        }
        Schedule(line.kind, link, line.at);
    }
    return last;
}

} // namespace ns3
