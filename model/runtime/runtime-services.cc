/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Which services are on a server.

#include "runtime.h"
#include "service-prefetcher.h"
#include "service.h"

#include "ns3/node.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::camcube
{

void
Runtime::Deploy(Service* service)
{
    if (!service)
    {
        throw std::invalid_argument("no service was given to deploy");
    }
    const uint16_t id = service->GetServiceId();
    if (id == 0)
    {
        throw std::invalid_argument("a service needs an id of its own: set its attribute ServiceId "
                                    "to a number from 1 to 65535");
    }
    auto place = m_services.end();
    for (auto i = m_services.begin(); i != m_services.end(); ++i)
    {
        if (i->service && i->id == id)
        {
            throw std::invalid_argument("service id " + std::to_string(id) +
                                        " is already deployed on this server; give each service "
                                        "a ServiceId of its own");
        }
        if (!i->service && place == m_services.end())
        {
            place = i;
        }
    }
    if (place == m_services.end())
    {
        if (m_services.size() == TurnQueue::MAX_PLACES)
        {
            throw std::invalid_argument("a server holds at most " +
                                        std::to_string(TurnQueue::MAX_PLACES) +
                                        " services; withdraw one before deploying another");
        }
        place = m_services.insert(place, Entry());
    }
    *place = {id,
              static_cast<uint8_t>(place - m_services.begin()),
              false,
              service,
              dynamic_cast<const ServicePrefetcher*>(service)};
}

void
Runtime::DeployWhenPlaced(Service* service)
{
    if (std::find(m_awaitingPlace.begin(), m_awaitingPlace.end(), service) == m_awaitingPlace.end())
    {
        m_awaitingPlace.push_back(service);
    }
}

void
Runtime::Withdraw(Service* service)
{
    m_registrations.extract(service); // undone when it is out of the map
    m_awaitingPlace.erase(std::remove(m_awaitingPlace.begin(), m_awaitingPlace.end(), service),
                          m_awaitingPlace.end());
    const std::optional<uint8_t> place = PlaceOf(service);
    if (!place)
    {
        return;
    }
    m_services[*place] = Entry();
    m_recent = Entry();
    for (PortState& state : m_portStates)
    {
        state.turns.Remove(*place);
    }
}

Registration
Runtime::OnUnknownService(Service* owner, UnknownServiceTaker taker)
{
    return m_takers.Append("taker of frames of unknown services",
                           Service::GetRegistrations(owner),
                           0,
                           std::move(taker));
}

void
Runtime::Suspend(const Service* service)
{
    RequireDeployed(service);
    m_services[*PlaceOf(service)].isSuspended = true;
    m_recent = Entry();
}

void
Runtime::ThrowNotPlaced()
{
    throw std::logic_error("this server does not know its coordinate yet; wait for "
                           "Service::Placed()");
}

void
Runtime::ThrowMissing(const std::string& name) const
{
    const Ptr<Node> node = GetNode();
    throw std::logic_error("there is no " + name + " on " +
                           (node ? "node " + std::to_string(node->GetId()) : "this server") +
                           ", which another service there needs; install it with ServiceHelper");
}

Ptr<Node>
Runtime::GetNode() const
{
    return GetObject<Node>();
}

} // namespace ns3::camcube
